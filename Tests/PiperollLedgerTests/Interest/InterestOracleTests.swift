import Foundation
import TestSupport
import Testing

@testable import PiperollLedger

/// Compares charges of interest with fractions in Python, which share no code with the book. The
/// program knows dated facts alone. The book gets them in any order, so this also shows that the
/// order of recording does not matter.
@Suite struct InterestOracleTests {
  private static let hasPython = (try? run("pass", "")) != nil

  /// Reads lines `basis | day:rate ... | from:to:amount ... | same | same | from:to ... | through`:
  /// rates, debts, money, money that was set against the principal by name, days of holds. Writes
  /// what has accrued in all, in minor units, rounded half to the even.
  private static let program = """
    import sys
    from fractions import Fraction
    from datetime import date, timedelta
    def share(day, basis):
        if basis == "actual/365":
            return Fraction(1, 365)
        a, b = day, day + timedelta(1)
        def clip(d): return min(d.day, 30)
        return Fraction((b.year - a.year) * 360 + (b.month - a.month) * 30 + clip(b) - clip(a), 360)
    for line in sys.stdin:
        fields = [[x.split(":") for x in f.split()] for f in line.split("|")]
        basis, (rates, debts, money, named, holds) = fields[0], fields[1:6]
        basis, lent, end = basis[0][0], basis[0][1] == "loan", int(fields[6][0][0])
        def there(rows, day): return sum(int(v) for f, t, v in rows if int(f) <= day < int(t))
        total, to_interest, before = Fraction(0), 0, 0
        for day in range(0, end):
            all = there(money, day)
            # On a loan the money of a day pays what has accrued first, and the rest the principal.
            new = sum(int(v) for f, t, v in money if int(f) == day < int(t)) if lent else 0
            to_interest += max(0, min(new, round(total) - to_interest))
            to_interest = min(to_interest, all)
            owed = there(debts, day) - there(named, day) - (all - to_interest)
            if owed <= 0 or any(int(f) <= day < int(t) for f, t in holds):
                continue
            rate = ([(int(d), i, v) for i, (d, v) in enumerate(rates) if int(d) <= day])
            if rate:
                date_ = date(2026, 1, 1) + timedelta(day)
                total += owed * Fraction(max(rate)[2]) / 100 * share(date_, basis)
        print(round(total))
    """

  @Test(.enabled(if: hasPython))
  func `what is charged is what fractions say, in whatever order it was recorded`() throws {
    var random = SplitMix64(seed: 20)
    var (input, expected) = ("", [Int64]())
    for number in 0..<Self.count {
      let facts = DatedFacts(&random, lent: number % 3 > 0, isNamed: number % 3 == 1)
      input += facts.line + "\n"
      expected.append(facts.record(&random))
    }
    let output = try Self.run(Self.program, input)
    for (place, (found, said)) in zip(expected, output).enumerated() where found != said {
      Issue.record("case \(place): \(found) was charged, not \(said)")
    }
    #expect(output.count == Self.count && Set(output).count > Self.count / 2)
  }

  /// How many accounts are played.
  private static var count: Int {
    ProcessInfo.processInfo.environment["BOOKS"].flatMap { Int($0) } ?? 300
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
    // Both ends are in this process: what is written must not fill the pipe before it is read.
    let bytes = Data(input.utf8)
    let writing = toProcess.fileHandleForWriting
    Thread.detachNewThread {
      try? writing.write(contentsOf: bytes)
      try? writing.close()
    }
    let output = try fromProcess.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw CocoaError(.executableLoad) }
    return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { Int64($0) }
  }
}
