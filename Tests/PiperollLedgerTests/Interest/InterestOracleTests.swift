import Foundation
import TestSupport
import Testing

@testable import PiperollLedger

/// Compares charges of interest with fractions in Python, which share no code with the book.
@Suite struct InterestOracleTests {
  private static let hasPython = (try? run("pass", "")) != nil

  /// Reads lines `basis principal granted | day:rate ... | day:paid ... | through` and writes what
  /// has accrued in all, in minor units, rounded half to the even.
  private static let program = """
    import sys
    from datetime import date, timedelta
    from fractions import Fraction
    def step(day, basis):
        if basis == "actual/365":
            return Fraction(1, 365)
        a, b = day, day + timedelta(1)
        def clip(d): return min(d.day, 30)
        return Fraction((b.year - a.year) * 360 + (b.month - a.month) * 30 + clip(b) - clip(a), 360)
    for line in sys.stdin:
        head, rates, paid, through = line.split("|")
        basis, principal, granted = head.split()
        def pairs(text):
            cut = [x.split(":") for x in text.split()]
            return [(date.fromisoformat(d), v) for d, v in cut]
        rates, paid, total = pairs(rates), pairs(paid), Fraction(0)
        day, end = date.fromisoformat(granted), date.fromisoformat(through.strip())
        while day < end:
            rate = [Fraction(v) for d, v in rates if d <= day][-1]
            open = int(principal) - sum(int(v) for d, v in paid if d <= day)
            total += open * rate / 100 * step(day, basis)
            day += timedelta(1)
        print(round(total))
    """

  @Test(.enabled(if: hasPython))
  func `what is charged is what fractions say`() throws {
    var random = SplitMix64(seed: 20)
    var (input, expected) = ("", [Int64]())
    for _ in 0..<200 { input += scenario(&random, &expected) + "\n" }
    let output = try Self.run(Self.program, input)
    #expect(output == expected)
    #expect(Set(output).count > 150)
  }

  /// A loan with rates and payments at random.
  /// - Parameter charged: gets the sum that the book charged in pieces.
  private func scenario(_ random: inout SplitMix64, _ charged: inout [Int64]) -> String {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: "loan", currency: "USD", collector: "", portfolio: "", client: ""))
    let dayCount = random.oneIn(2) ? DayCount.actual365 : .thirty360
    func rate(_ random: inout SplitMix64) -> InterestRate {
      InterestRate(millionths: UInt32(random.below(30_000_000)))
    }
    let first = rate(&random)
    let principal = 1 + random.below(5_000_000)
    let terms = LoanTerms(
      principal: Money(minor: Int64(principal)), rate: first, dayCount: dayCount, instalments: 24,
      firstDue: Play.day(31))
    record(play, try? play.book.decideLoan(account: 0, number: "P", terms, date: Play.day(0)), 0)
    var (rates, paid, days) = ([(0, first)], [(Int, Int)](), 0)
    for _ in 0..<random.below(6) {
      days += random.below(150)
      rates.append((days, rate(&random)))
      record(play, play.book.decideRate(account: 0, rates.last!.1), days)
    }
    // They are recorded out of order: the next charge makes up for those that are dated back.
    for _ in 0..<random.below(8) {
      let (day, amount) = (random.below(600), 1 + random.below(principal / 8 + 1))
      let payment = try? play.book.decideCredit(
        account: 0, kind: .payment, amount: Money(minor: Int64(amount)),
        to: .told([ApplicationWish(invoice: "P", amount: Money(minor: Int64(amount)))]),
        on: Play.day(day))
      guard payment != nil else { continue }
      record(play, payment, day)
      paid.append((day, amount))
      charge(play, random.below(800))
    }
    charge(play, 800)
    charged.append(play.book.chargedInterest(of: 0).amount.minor)
    let basis = dayCount == .actual365 ? "actual/365" : "30/360"
    let rateText = rates.map { "\(Play.day($0.0).text):\($0.1.text)" }.joined(separator: " ")
    let paidText = paid.map { "\(Play.day($0.0).text):\($0.1)" }.joined(separator: " ")
    return "\(basis) \(principal) \(Play.day(0).text)|\(rateText)|\(paidText)|\(Play.day(800).text)"
  }

  private func charge(_ play: Play, _ day: Int) {
    let fact = try? play.book.decideInterest(
      account: 0, through: Play.day(day), due: Play.day(day), date: Play.day(day))
    record(play, fact ?? nil, day)
  }

  private func record(_ play: Play, _ fact: Fact?, _ day: Int) {
    if let fact { play.record(fact, on: day) }
  }

  /// Runs a Python program and returns the numbers that it prints.
  private static func run(_ program: String, _ input: String) throws -> [Int64] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let (toProcess, fromProcess) = (Pipe(), Pipe())
    process.standardInput = toProcess
    process.standardOutput = fromProcess
    try process.run()
    try toProcess.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try toProcess.fileHandleForWriting.close()
    let output = try fromProcess.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw CocoaError(.executableLoad) }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { Int64($0) }
  }
}
