import Foundation
import TestSupport
import Testing

@testable import PiperollLedger

/// How long searches take, in a book of `NAMES` accounts and as many contacts. It prints figures
/// and fails above the promise of 20 ms; nothing is measured without the variable.
@Suite struct SearchTimes {
  private static let count = ProcessInfo.processInfo.environment["NAMES"].flatMap { Int($0) }
  /// What is promised of each search but the first.
  private static let promised = Duration.milliseconds(20)

  private static let first = words(
    """
    James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara
    Richard Susan Joseph Jessica Thomas Sarah Carlos María José Ana Luis Carmen Jürgen Zoë
    Siobhán Björn Nguyễn Wei Aarav Fatima Mohammed Olga Iván Chloé Xavier Quentin
    """)
  private static let last = words(
    """
    Smith Johnson Williams Brown Jones García Miller Davis Rodríguez Martínez Hernández López
    Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Pérez Thompson White Harris Sánchez
    Clark Ramírez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill
    Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts O'Brien
    Fitzgerald Zabriskie Quigley Vanderbilt
    """)
  private static let trades = words(
    """
    Provisions Trading Supply Logistics Medical Dental Builders Roofing Foods Bakery Motors
    Press Analytics Partners Holdings Group Services Solutions Systems Farms Orchards Hardware
    """)
  private static let ends = words("Inc. LLC Ltd Co. Corp. GmbH S.A. PLC")

  private static let questions = [
    "smith", "john smith", "smith john", "maria garcia", "an", "an ar", "a", "a e", "a e o",
    "o e a s",
    "jo an", "on er", "son er in", "in co", "ma ri", "ing ers", "zabriskie", "zabriskie q", "q z",
    "xa",
    "mar tin son", "quentin vanderbilt", "vanderbilt a", "e zabr", "nobody-here", "and sons inc",
    "inc", "s inc", "lo pez", "o'brien mary", "jurgen", "bakery llc", "a bakery llc", "th", "th om",
    "er er", "n n", "co supply ha", "harris supply co", "1", "17", "1 7", "ab cd ef", "e e e e e e",
  ]

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  @Test(.enabled(if: count != nil, "NAMES says how many names to search"))
  func `searches take no longer than is promised`() throws {
    let count = try #require(Self.count)
    var random = SplitMix64(seed: 1)
    func pick(_ words: [String]) -> String { words[random.below(words.count)] }
    let play = Play()
    for number in 0..<count {
      let person = "\(pick(Self.first)) \(pick(Self.last))"
      let firm = "\(pick(Self.last)) & \(pick(Self.last)) \(pick(Self.trades)) \(pick(Self.ends))"
      let name = random.oneIn(2) ? person : random.oneIn(4) ? "\(firm) \(number % 977)" : firm
      let opened = play.record(
        Fact(AccountOpened(account: "A-\(number)", kind: .trade, name: name)), on: 0)
      play.record(
        Fact(ContactAdded(account: opened, role: .debtor, name: "\(pick(Self.first)) \(person)")),
        on: 0)
    }
    let clock = ContinuousClock()
    let folding = clock.measure { _ = play.book.search("nobody-at-all", max: 51) }
    print("first search: \(folding)")
    var worst: [(question: String, time: Duration)] = []
    for question in Self.questions {
      let times = (0..<5).map { _ in clock.measure { _ = play.book.search(question, max: 51) } }
      worst.append((question, times.sorted()[2]))
    }
    for (question, time) in worst.sorted(by: { $0.time > $1.time }) { print("\(time) \(question)") }
    #expect(worst.allSatisfy { $0.time <= Self.promised })
  }
}
