import Foundation
import PiperollCommands
import TestSupport
import Testing

@testable import PiperollLedger

/// Dunning: what comes to a level when, and what keeps a letter back.
@Suite struct DunningTests {
  private static let levels =
    "1:5:0:email+letter:0.00:reminder-1,2:20:14:letter:10.00:reminder-2"
    + ",3:40:14:letter:10.00:reminder-3"

  private static func day(_ month: Int, _ day: Int) -> Day {
    Day(year: 2026, month: month, day: day)!
  }

  /// The cells of the letters of a reply: account, name, level, channel, template, items, currency,
  /// what it asks for, the fee, the entry.
  private static func letters(_ reply: [String]) -> [[String]] {
    rows(of: "# letters", reply)
  }

  private static func rows(of section: String, _ reply: [String]) -> [[String]] {
    guard let start = reply.firstIndex(of: section) else { return [] }
    return reply[(start + 2)...].prefix { !$0.hasPrefix("# ") && !$0.hasPrefix(". ") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func `an item rises a level a run, and one letter asks for all that is past due`() {
    let desk = Desk()
    desk.today = Self.day(11, 2)
    for line in [
      "POST ACCOUNT N-1 kind=trade name=Harbor terms=0 date=2026-09-01",
      "POST CONTACT N-1 role=debtor name=Harbor address=\"1 Quay, Portland OR\" date=2026-09-01",
      "POST INVOICE N-1 A 400.00 due=2026-10-01 date=2026-09-10",
      "POST INVOICE N-1 B 90.00 due=2026-11-10 date=2026-10-10",
      "POST POLICY dunning-levels \(Self.levels) kind=trade",
    ] {
      #expect(desk.run(line)[0].hasPrefix("201 "), "\(line)")
    }
    let first = Self.letters(desk.run("POST DUN"))
    #expect(
      first.map { $0[2...8].joined(separator: " ") } == ["1 letter reminder-1 1 USD 400.00 0.00"])
    desk.today = Self.day(11, 23)
    desk.run("POST PAYMENT N-1 50.00 apply=none")
    let second = Self.letters(desk.run("POST DUN"))
    #expect(
      second.map { $0[2...8].joined(separator: " ") } == ["2 letter reminder-2 2 USD 450.00 10.00"])
    #expect(Self.letters(desk.run("POST DUN")).isEmpty)
    let levels = Self.rows(of: "# items", desk.run("LOOKUP NOTICES N-1"))
    #expect(levels.map { "\($0[1]) \($0[3])" } == ["A 2", "B 1", "A 1"])
    desk.today = Self.day(12, 6)
    #expect(Self.letters(desk.run("POST DUN")).isEmpty)
    desk.today = Self.day(12, 7)
    #expect(Self.letters(desk.run("POST DUN")).map { $0[2] } == ["3"])
    let last = Self.rows(of: "# items", desk.run("LOOKUP NOTICES N-1"))
    #expect(last.prefix(2).map { "\($0[1]) \($0[3])" } == ["A 3", "B 2"])
    #expect(desk.book.violations().isEmpty)
  }

  @Test(arguments: [
    "", "1", "1:5:0:email:0.00", "2:5:0:email:0.00:receipt", "1:5:0:fax:0.00:receipt",
    "1:5:0:email:0.001:receipt", "1:5:0:email+email:0.00:receipt", "1:5:0:email:0.00:Receipt",
    "1:-5:0:email:0.00:receipt", "1:5:0::0.00:receipt", "1:5:0:email:0.00:receipts",
    "1:20:0:email:0.00:receipt,2:5:0:email:0.00:receipt", "1:5:0:email:10.00XYZ:receipt",
    "1:5:0:email:-1.00:receipt", "1:5:0:email:0.00:receipt,", "1:99999:0:email:0.00:receipt",
    "1:5:0:email:0.00:receipt:b",
  ])
  func `what are no levels is refused`(_ text: String) {
    #expect(DunningLevels(parsing: text) == nil)
  }

  @Test(arguments: [levels, "1:0:0:letter:5JPY:reminder-1,2:0:0:email:1.50EUR:receipt"])
  func `levels are written as they are read`(_ text: String) {
    #expect(DunningLevels(parsing: text)?.text == text)
  }

  /// `BOOKS` chooses how many random books there are.
  private static let books =
    ProcessInfo.processInfo.environment["BOOKS"].flatMap { UInt64($0) } ?? 60

  @Test func `no letter goes where something forbids it, and none goes twice`() {
    var (sent, kept) = (0, 0)
    for seed in 0..<Self.books {
      var random = SplitMix64(seed: seed)
      let played = RandomDesk(&random, steps: 150)
      let desk = played.desk
      for account in played.accounts {
        desk.run(
          "POST CONTACT \(account) role=debtor name=Ann email=ann@one.example"
            + " address=\"1 Quay, Portland OR\" date=-200d")
      }
      (desk.user, desk.role) = ("maria", .admin)
      desk.run(
        "POST POLICY dunning-levels"
          + " 1:1:0:email+letter:0.00:reminder-1,2:5:1:letter:3.00:reminder-2")
      let before = desk.book.view()
      let reply = desk.run("POST DUN")
      for letter in Self.letters(reply) {
        sent += 1
        Self.check(letter, desk, before, seed)
      }
      kept += Self.rows(of: "# skipped", reply).count
      #expect(Self.letters(desk.run("POST DUN")).isEmpty, "seed \(seed): a second letter")
      #expect(desk.book.violations().isEmpty, "seed \(seed)")
    }
    #expect(sent > 0 && kept > 0, "\(sent) letters, \(kept) skipped")
  }

  /// Asks the book as it was what the letter must not be about, in other words than the decision.
  private static func check(
    _ letter: [String], _ desk: Desk, _ before: borrowing Book, _ seed: UInt64
  ) {
    let (day, claim) = (desk.today, "seed \(seed), account \(letter[0])")
    let account = before.findAccount(letter[0])!
    #expect(before.balance(of: account, asOf: day) > .zero, "\(claim): its balance")
    before.forEachHold(of: account) { hold in
      let row = before.knownHold(hold)
      let forbids = row.item == nil && row.isInForce(on: day) && row.kind.blocks(.dunning)
      #expect(!forbids, "\(claim): a hold")
    }
    let promises = before.promises(of: account, asOf: day)
    #expect(!promises.contains { $0.state == .open || $0.state == .grace }, "\(claim): a promise")
    for plan in before.plans(of: account, asOf: day) {
      #expect(
        plan.state.isOver || plan.state == .broken || plan.state == .defaulted, "\(claim): a plan")
    }
    let now = desk.context.now
    let people = before.knownContacts(of: account, asOf: day, at: now, for: .everything)
    let mayBe = people.contains { known in
      known.facts.party == .owes
        && known.points.contains { point in
          let channel: ContactChannel = letter[3] == "email" ? .email : .letter
          return known.facts.answer(ContactQuestion(channel, point, at: now)).verdict < .block
        }
    }
    #expect(mayBe, "\(claim): a rule of contact")
  }
}
