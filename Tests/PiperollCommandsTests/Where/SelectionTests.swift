import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// `where=` on reports of the whole ledger: the parts add up to the whole.
@Suite struct SelectionTests {
  @Test(arguments: UInt64(0)..<4, ["CONTROL", "TRIAL"])
  func `the ledgers of all accounts, one by one, are the ledger`(seed: UInt64, words: String) {
    var random = SplitMix64(seed: seed)
    let desk = RandomDesk(&random)
    let section = words.lowercased()
    let columns =
      words == "TRIAL" ? ["opening", "debit", "credit", "balance"] : ["debit", "credit"]
    for _ in 0..<3 {
      let day = "as-of=-\(random.below(120))d"
      let period = words == "TRIAL" ? "from=-\(120 + random.below(40))d \(day)" : day
      let whole = balances(desk.desk.run("REPORT \(words) \(period)"), section, columns)
      var parts: [String: Int] = [:]
      for account in desk.accounts {
        let reply = desk.desk.run("REPORT \(words) \(period) where=\"account = \(account)\"")
        #expect(code(reply) == "210", "\(reply[0])")
        parts.merge(balances(reply, section, columns)) { $0 + $1 }
        let proof = Rows(reply, "proof")
        let all = Rows(desk.desk.run("REPORT \(words) \(period)"), "proof")
        #expect(proof.sum("control") + proof.sum("others") == all.sum("control"))
        #expect(proof.sum("difference") == 0 && all.sum("others") == 0)
      }
      #expect(parts == whole, "\(words) \(period)")
    }
  }

  /// Of each currency and ledger account: what was debited less what was credited, and the columns.
  private func balances(
    _ reply: [String], _ section: String, _ columns: [String]
  ) -> [String: Int] {
    var sums: [String: Int] = [:]
    for row in Rows(reply, section).rows {
      let name = "\(row["currency"]!) \(row["ledger-account"]!)"
      if section == "control" {
        sums[name] = Rows.minor(row["debit"]!) - Rows.minor(row["credit"]!)
      } else {
        for column in columns { sums["\(name) \(column)"] = Rows.minor(row[column]!) }
      }
    }
    return sums
  }

  @Test(arguments: UInt64(0)..<4)
  func `a filtered rollforward has the rows of its accounts, and the others in its proof`(
    seed: UInt64
  ) {
    var random = SplitMix64(seed: seed)
    let desk = RandomDesk(&random)
    for filter in ["balance > 10", "kind = trade", "terms > 400", "collector = none"] {
      for _ in 0..<3 {
        let period = "from=-\(100 + random.below(60))d to=-\(random.below(100))d"
        let line = "REPORT ROLLFORWARD by=account \(period)"
        let whole = Rows(desk.desk.run(line), "rollforward").rows
        let reply = desk.desk.run("\(line) where=\"\(filter)\"")
        #expect(code(reply) == "210", "\(reply[0])")
        let shown = Rows(reply, "rollforward").rows
        let chosen = Set(shown.map { $0["group"]! })
        #expect(shown == whole.filter { chosen.contains($0["group"]!) })
        let proof = Rows(reply, "proof").rows
        for row in proof {
          let column = row["column"]!
          let rest = whole.filter {
            !chosen.contains($0["group"]!) && $0["currency"] == row["currency"]
          }
          #expect(rest.reduce(0) { $0 + Rows.minor($1[column]!) } == Rows.minor(row["others"]!))
          #expect(Rows.minor(row["difference"]!) == 0)
        }
      }
    }
  }
}
