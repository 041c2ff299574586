import PiperollCommands
import PiperollLedger
import TestSupport
import Testing

/// The secret that the indices are hashed with is drawn anew at each start.
@Suite struct IndexSecretTests {
  private static let keys = [HashKey.stable, HashKey(7, 11), HashKey(1 << 40, 3 << 50)]

  /// Everything that can be asked of a desk that was posted to at random.
  private func questions(_ random: RandomDesk) -> [String] {
    var lines = [
      "LOOKUP NAME name", "LOOKUP APPROVALS", "LOOKUP POLICY", "REPORT AGING by=account",
      "REPORT AGING by=collector detail=yes", "REPORT AGING by=portfolio", "REPORT CONTROL",
      "REPORT TRIAL", "REPORT CREDIT", "REPORT UNAPPLIED", "REPORT WRITEOFFS", "REPORT RECEIPTS",
      "REPORT DEPOSITS", "REPORT REVERSALS", "REPORT DELINQUENCY by=account",
      "REPORT UNVERIFIED by=account", "REPORT JOURNAL", "REPORT VERIFY", "REPORT ROLLFORWARD",
    ]
    for account in random.accounts {
      for noun in ["ACCOUNT", "HISTORY", "HOLDS", "SERVICES", "SCHEDULE", "PAYOFF"] {
        lines.append("LOOKUP \(noun) \(account)")
      }
      lines.append("REPORT STATEMENT \(account)")
    }
    lines += (0..<120).map { "LOOKUP INVOICE I-\($0)" }
    lines += (0..<4).map { "LOOKUP PHONE +1212555010\($0)" }
    return lines + random.replies.keys.sorted().map { "LOOKUP REF \($0)" }
  }

  @Test(arguments: UInt64(1)...3)
  func `no state, no reply and no order of rows depends on it`(seed: UInt64) {
    var heard: [(state: String, replies: [String: String], answers: [[String]])] = []
    for key in Self.keys {
      var numbers = SplitMix64(seed: seed)
      let random = RandomDesk(&numbers, hashedWith: key)
      let answers = questions(random).map { random.desk.run($0) }
      heard.append((random.desk.book.stateHash(), random.replies, answers))
    }
    for other in heard.dropFirst() {
      #expect(other.state == heard[0].state)
      #expect(other.replies == heard[0].replies)
      #expect(other.answers == heard[0].answers)
    }
    #expect(heard[0].answers.count { $0[0].hasPrefix("2") } > 100)
  }
}
