import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// Filters against a tree that is evaluated here, branch by branch, on values taken from documents.
@Suite struct FilterTests {
  @Test(arguments: UInt64(0)..<12)
  func `a filter chooses what its tree chooses, now and on past days`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.random(&random)
    var chosen = 0
    for _ in 0..<120 {
      let day = desk.today.advanced(days: -random.below(120) + 1)
      let rows = (0..<UInt32(desk.book.accounts.count)).map { NaiveAccount(desk.book, $0, day) }
      let tree = NaiveFilter.random(&random, rows, depth: 4)
      let text = tree.text(&random)
      let filter = try read(text, desk.today)
      let selection = desk.book.select(filter, asOf: day)
      let expected = rows.map { tree.holds($0) }
      let found = rows.indices.map { selection[UInt32($0)] }
      #expect(found == expected, "\(text) on \(day.text)")
      #expect(selection.count == expected.count { $0 })
      chosen += expected.count { $0 }
    }
    #expect(chosen > 100, "hardly anything was chosen")
  }

  private func read(_ text: String, _ today: Day) throws -> Filter {
    do { return try FilterReader.read(Array(text.utf8), today: today) } catch {
      Issue.record("\(text): \(error.sentence) at \(error.offset)")
      throw error
    }
  }

  @Test(arguments: [
    ("balance > 10.5", [false, false, true]), ("balance >= 10.5", [false, false, true]),
    ("balance < 10.5", [true, true, false]), ("balance = 10.5", [false, false, false]),
    ("balance != 10.5", [true, true, true]), ("balance <= 10", [true, true, false]),
    ("balance in (10.5, 11, 9.999)", [false, false, true]),
    ("balance > -0.001", [true, true, true]),
    ("balance < -0.5", [false, false, false]), ("balance > 9.999", [false, true, true]),
    ("balance > 9999999999999.999", [false, false, false]),
  ])
  func `an amount lies between those of a currency without decimals`(
    text: String, expected: [Bool]
  ) throws {
    let desk = Desk()
    for (place, amount) in [9, 10, 11].enumerated() {
      desk.run("POST ACCOUNT Y-\(place) kind=trade name=n currency=JPY")
      desk.run("POST INVOICE Y-\(place) I \(amount)")
    }
    let selection = desk.book.select(try read(text, desk.today), asOf: desk.today)
    #expect((0..<3).map { selection[$0] } == expected)
  }

  @Test(arguments: [
    ("", 0), ("balance", 7), ("balance >", 9), ("balance > x", 10), ("balance > 1 or", 14),
    ("balance > 1 x", 12), ("balance > 1)", 11), ("((balance > 1)", 14), ("x = 1", 0),
    ("name > a", 5), ("name ~ none", 7), ("terms = 1.5", 8), ("terms = -1", 8),
    ("opened = 2026-13-01", 9), ("kind = Trade", 7), ("currency = US", 11),
    ("balance = 1.2345", 10), ("balance = 10000000000000", 10), ("name = 'a", 7),
    ("name = a b", 9), ("kind in ()", 9), ("kind in (trade", 14), ("not", 3), ("and", 0),
    ("balance ! 1", 8), ("balance == 1", 9), ("balance => 1", 9), ("terms > none", 8),
    ("kind = trade, loan", 12), ("'balance' = 1", 0), ("balance > '", 10),
  ])
  func `what is no filter is refused where it stops being one`(text: String, offset: Int) throws {
    do throws(FilterFault) {
      _ = try FilterReader.read(Array(text.utf8), today: .first)
      Issue.record("\(text) was taken")
    } catch { #expect(error.offset == offset, "\(text): \(error.sentence)") }
  }

  @Test func `as many comparisons and as deep as is said, and no more`() throws {
    func isTaken(_ text: String) -> Bool {
      (try? FilterReader.read(Array(text.utf8), today: .first)) != nil
    }
    let many = { (count: Int) in repeatElement("terms=1", count: count).joined(separator: " or ") }
    #expect(isTaken(many(Filter.testsMax)) && !isTaken(many(Filter.testsMax + 1)))
    let deep = { (count: Int) in
      String(repeating: "(", count: count) + "terms=1" + String(repeating: ")", count: count)
    }
    let max = FilterReader.depthMax - 1
    #expect(isTaken(deep(max)) && !isTaken(deep(max + 1)) && !isTaken(deep(3900)))
    let nots = { (count: Int) in String(repeating: "not ", count: count) + "terms=1" }
    #expect(isTaken(nots(max)) && !isTaken(nots(max + 1)) && !isTaken(nots(2000)))
    #expect(isTaken("terms in (" + repeatElement("1", count: 4000).joined(separator: ",") + ")"))
  }

  @Test(arguments: [
    ("aab", "aaab", true), ("aab", "aaa", false), ("abab", "abaabab", true), ("", "", true),
    ("a", "", false), ("", "a", true), ("É", "é", true), ("e", "caFé", true), ("FÉ", "cafe", true),
    ("abcabd", "abcabcabd", true), ("aa", "a", false), ("x y", "AX Yb", true),
  ])
  func `a part is found wherever it stands`(part: String, name: String, isThere: Bool) throws {
    let desk = Desk()
    desk.run("POST ACCOUNT A kind=trade name=x client=\"-\(name)-\"")
    let quoted = "client ~ '\(part)'"
    #expect(desk.book.select(try read(quoted, desk.today), asOf: desk.today)[0] == isThere)
  }

  private static let words = [
    "balance", "kind", "name", "collector", "opened", "terms", "and", "or", "not", "in", "none",
    "(",
    ")", ",", "=", "!=", "<", "<=", ">", ">=", "~", "'", "''", "'a b'", "1", "-1", "0.01", "trade",
    "today", "-30d", "9999999999999", "\\u0027", "\\ud83d\\ude00", "é", "!",
    "\\\\", "x", "terms = 1", "kind = trade", "balance>1", "name ~ 'a'", "or", "and",
  ]

  @Test(arguments: UInt64(0)..<4)
  func `whatever stands in where, there is one reply and its column is in the value`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.open()
    var taken = 0
    for _ in 0..<3000 {
      var words = (0..<random.below(12)).map { _ in Self.words[random.below(Self.words.count)] }
      if random.oneIn(3) { words = words.count < 6 ? ["name ~ 'a'"] : words + ["or terms = 1"] }
      var line = Array("REPORT AGING where=\"\(words.joined(separator: " "))\"".utf8)
      if random.oneIn(6) {
        line[20 + random.below(max(1, line.count - 21))] = UInt8(random.below(256))
      }
      let reply = desk.run(line)
      #expect(["210", "501", "502", "504"].contains(code(reply)), "\(reply)")
      #expect((code(reply) == "210") == (reply.count > 1))
      if let match = reply[0].firstMatch(of: /key=where col=(\d+)/), let column = Int(match.1) {
        #expect((21...line.count).contains(column), "\(String(decoding: line, as: UTF8.self))")
      }
      taken += code(reply) == "210" ? 1 : 0
    }
    #expect(taken > 50, "\(taken)")
  }
}
