import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// `known=`: answers about what was known, of which no later entry changes a byte.
@Suite struct KnownTests {
  /// Requests in which nothing is to be filled in: of each command that is about no account.
  private static let plain = ["LOOKUP TEMPLATES", "LOOKUP TEMPLATE receipt"]

  /// A request of each other command that takes it; the words in capitals that are no command's are
  /// filled in at random.
  private static let requests = [
    "LOOKUP ACCOUNT %account", "LOOKUP PHONE %phone", "LOOKUP NAME name of %where",
    "LOOKUP NAME contact", "LOOKUP CONTACT %contact",
    "LOOKUP MAYCALL %account channel=all", "LOOKUP MAYCALL %account contact=%contact",
    "LOOKUP INVOICE %item",
    "LOOKUP INVOICE %item account=%account",
    "LOOKUP PAYMENT entry=%entry", "LOOKUP PAYMENT %entry account=%account",
    "LOOKUP HISTORY %account", "LOOKUP HOLDS %account", "LOOKUP PAYOFF %account",
    "LOOKUP SCHEDULE %account", "LOOKUP POLICY", "LOOKUP POLICY writeoff-limit",
    "REPORT AGING by=%by %where", "REPORT AGING by=account detail=yes",
    "REPORT AGING basis=document buckets=10,40", "REPORT STATEMENT %account",
    "REPORT STATEMENT %account style=open-item", "REPORT CONTROL", "REPORT CONTROL %where",
    "REPORT TRIAL", "REPORT TRIAL %where",
    "REPORT UNAPPLIED by=%by %where", "REPORT CREDIT by=%by %where",
    "REPORT RECEIPTS by=%by from=-140d %where", "REPORT DEPOSITS from=-140d by=%by %where",
    "REPORT WRITEOFFS from=-140d by=%by %where", "REPORT RECOVERIES from=-140d by=%by",
    "REPORT REVERSALS from=-140d %where", "REPORT DSO by=%by", "REPORT EFFECTIVENESS by=%by",
    "REPORT FORECAST %where", "REPORT ROLLFORWARD from=-140d by=%by %where",
    "REPORT REVERSALS from=-140d by=reason", "REPORT DELINQUENCY by=%by %where",
    "REPORT UNVERIFIED by=%by detail=yes %where", "LOOKUP SERVICES %account",
    "LOOKUP NOTES %account", "LOOKUP PROMISES %account", "REPORT PROMISES %where",
    "REPORT PROMISES state=open",
    "REPORT ACTIVITY by=user from=-9d %where", "REPORT ESCALATIONS state=all %where",
    "REPORT CONTACTS %where", "REPORT COMPLIANCE from=-9d %where",
    "REPORT DELINQUENCY roll=yes from=-9d %where",
    "LOOKUP TASKS for=all state=all", "LOOKUP TASKS account=%account",
    "LOOKUP NOTICES %account", "REPORT NOTICES from=-140d %where",
    "LOOKUP DISPUTES %account", "REPORT DISPUTES from=-140d %where", "REPORT DISPUTES state=open",
    "LOOKUP PLAN %account", "LOOKUP WHY %account", "REPORT WORKLIST %where", "REPORT PLANS %where",
    "REPORT PLANS state=current",
    "LOOKUP INVOICE D-%draft account=%account", "LOOKUP INVOICE D-%draft",
    "REPORT USERS", "LOOKUP APPROVALS state=all", "LOOKUP APPROVALS", "REPORT JOURNAL %where",
    "REPORT JOURNAL format=csv from=-140d", "REPORT JOURNAL format=beancount account=%account",
  ]

  /// Look-ups and reports that take neither clock, and why.
  private static let clockless = [
    "LOOKUP NOTICE": "a letter is as it was sent",
    "LOOKUP PREFIX": "it helps to type what is there now",
    "LOOKUP REF": "what a reference came to never changes",
    "LOOKUP USERS": "it shows who may log in now, and logins, which are no entries",
    "LOOKUP NEXT": "it leases an account now", "LOOKUP SESSIONS": "sessions are of this moment",
    "REPORT VERIFY": "it recomputes what stands in memory",
    "REPORT AUDIT": "the trail is no part of the book",
  ]

  private static let filters = [
    "", "", "balance > 20", "kind = trade or past-due > 0", "last-payment > -60d",
    "unapplied = 0 and days-past-due < 50", "credit-limit = none", "oldest-due = none",
    "credit-limit > 40", "hold = dispute",
  ]

  private func filled(_ request: String, _ desk: RandomDesk, _ random: inout SplitMix64) -> String {
    var line = request
    func fill(_ mark: String, _ text: @autoclosure () -> String) {
      if line.contains(mark) { line = line.replacing(mark, with: text()) }
    }
    // Also accounts that are not there yet.
    fill("%account", "A-\(random.below(desk.accounts.count + 6))")
    fill("%item", "I-\(random.below(120))")
    fill("%entry", "\(random.below(Int(desk.desk.book.sequence) + 20) + 1)")
    fill("%draft", "\(random.below(20))")
    fill("%contact", "\(1 + random.below(40))")
    fill("%phone", "+1212555010\(random.below(4))")
    fill("%by", ["kind", "account", "collector", "client", "currency", "total"][random.below(6)])
    let filter = Self.filters[random.below(Self.filters.count)]
    fill("%where", filter.isEmpty ? "" : "where=\"\(filter)\"")
    let day = line.contains("from=") && random.oneIn(2) ? "to" : "as-of"
    return random.oneIn(2) ? line : "\(line) \(day)=-\(random.below(130))d"
  }

  @Test func `every command that takes known= is asked here`() {
    let asked = Set(
      (Self.requests + Self.plain).map {
        $0.split(separator: " ").prefix(2).joined(separator: " ")
      })
    let taking = Registry.standard.commands.filter { command in
      command.parameters.contains { "\($0.name)" == "known" }
    }
    #expect(Set(taking.map(\.words)) == asked)
  }

  @Test func `every look-up and report takes both clocks, but for those that say why not`() {
    let commands = Registry.standard.commands.filter { ["LOOKUP", "REPORT"].contains($0.verb) }
    for command in commands {
      let names = Set(command.parameters.map { "\($0.name)" })
      let takes = Self.clockless[command.words] == nil
      #expect(names.contains("as-of") == takes, "\(command.words) and as-of=")
      #expect(names.contains("known") == takes, "\(command.words) and known=")
    }
    #expect(Set(Self.clockless.keys).isSubset(of: commands.map(\.words)))
  }

  /// The answer of a book that holds no more than was known is the measure: it knows no known=.
  @Test(arguments: UInt64(0)..<8)
  func `what was known is answered to the byte as it was then, whatever came since`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    var desk = RandomDesk(&random, steps: 40)
    var asked: [(line: String, reply: [String])] = []
    for _ in 0..<4 {
      let known = desk.desk.book.sequence
      for request in Self.requests {
        for _ in 0..<3 {
          let line = filled(request, desk, &random)
          let plain = desk.desk.run(line)
          let reply = desk.desk.run("\(line) known=\(known)")
          #expect(unmarked(plain) == unmarked(reply), "\(line) known=\(known)")
          #expect(["210", "540", "541"].contains(code(reply)), "\(line): \(reply[0])")
          asked.append(("\(line) known=\(known)", reply))
        }
      }
      for line in Self.plain {
        let reply = desk.desk.run("\(line) known=\(known)")
        #expect(unmarked(desk.desk.run(line)) == unmarked(reply), "\(line) known=\(known)")
        asked.append(("\(line) known=\(known)", reply))
      }
      for _ in 0..<80 { desk.post(&random) }
    }
    for (line, reply) in asked { #expect(desk.desk.run(line) == reply, "\(line)") }
  }

  /// A reply without its `known=`, which a look-up only has where it was asked for, and without the
  /// line to type instead, which comes from what is known now.
  private func unmarked(_ reply: [String]) -> [String] {
    [reply[0].replacing(/\ known=\d+|; type: .*/, with: "")] + reply.dropFirst()
  }

  /// How all approvals stand, and which entry each let through.
  private func approvals(_ book: borrowing Book, _ today: Day) -> [String] {
    (0..<UInt32(book.approvals.count)).map { "\(book.state(ofApproval: $0, on: today))" }
      + (0..<Int(book.sequence)).map { "\(book.approval(behind: EntryNumber($0 + 1)) ?? 99)" }
  }

  @Test func `services, drafts and approvals are known as they stood after every entry`() {
    let desk = Desk()
    let asked = [
      "LOOKUP SERVICES C-1", "LOOKUP INVOICE H-1 account=C-1", "LOOKUP HISTORY C-1",
    ]
    var answers: [(known: EntryNumber, replies: [[String]], approvals: [String])] = []
    for (role, line) in [
      (Role.admin, "POST ACCOUNT C-1 kind=patient name=n date=2026-11-01"),
      (.admin, "POST POLICY writeoff-limit 5.00 role=operator"),
      (.operator, "POST SERVICE C-1 99213 40.00 date=2026-11-02"),
      (.operator, "POST INVOICE C-1 H-1 40.00 services=3 draft=yes -- as drafted"),
      (.admin, "POST VERIFY 3"), (.operator, "POST RELEASE C-1 H-1"),
      (.operator, "POST WRITEOFF C-1 6.00 reason=other"), (.admin, "POST REJECT 7"),
      (.operator, "POST WRITEOFF C-1 7.00 reason=other"), (.admin, "POST APPROVE 9"),
      (.admin, "POST REVERSE 10 reason=error"), (.admin, "POST REVERSE 6 reason=error"),
      (.operator, "POST INVOICE C-1 H-2 40.00 services=3 draft=yes"),
    ] {
      (desk.user, desk.role) = ("\(role)", role)
      #expect(["201", "264"].contains(code(desk.run(line))), "\(line)")
      answers.append(
        (desk.book.sequence, asked.map { desk.run($0) }, approvals(desk.book, desk.today)))
    }
    for (known, replies, approvals) in answers {
      for (line, reply) in zip(asked, replies) {
        #expect(unmarked(desk.run("\(line) known=\(known)")) == unmarked(reply), "\(known) \(line)")
      }
      #expect(self.approvals(desk.book.view(known: known), desk.today) == approvals, "\(known)")
    }
  }

  @Test func `a time is the last entry that was recorded by it`() throws {
    var random = SplitMix64(seed: 1)
    let desk = RandomDesk(&random, steps: 60).desk
    for (text, entry) in [
      ("2026-11-23T00:00:20Z", 20), ("2026-11-23T00:00:20.999Z", 20),
      ("2026-11-23T00:00:19.999Z", 19), ("2026-11-23T00:00Z", 0), ("2026-11-22", 0),
      ("2026-11-23T23:59:58Z", Int(desk.book.sequence)), ("2020-01-01T00:00Z", 0),
    ] {
      for line in ["REPORT CONTROL", "REPORT AGING by=account", "LOOKUP NAME name"] {
        #expect(desk.run("\(line) known=\(text)") == desk.run("\(line) known=\(entry)"), "\(text)")
      }
    }
  }

  @Test func `what is not known yet is refused, and what is no time`() {
    let desk = Desk.open()
    let last = desk.book.sequence
    for text in ["\(last + 1)", "2026-11-23T23:59:59Z", "2026-11-23", "2027-01-01T00:00Z"] {
      let reply = desk.run("REPORT AGING known=\(text)")
      #expect(reply[0].hasPrefix("550 INVALID rule=not_known_yet"), "\(text): \(reply[0])")
    }
    for text in [
      "x", "-1", "2026-11-23T", "2026-11-23T10Z", "2026-11-23T10:00", "2026-11-23T24:00Z",
      "2026-11-23T10:60Z", "2026-11-23T10:00:60Z", "2026-11-23T10:00:00.1Z", "2026-13-01T10:00Z",
      "2026-11-23T10:00:00.000.0Z", "2026-11-23T10:00:00:00Z", "today", "99999999999999999999",
    ] {
      #expect(code(desk.run("REPORT AGING known=\(text)")) == "504", "\(text)")
    }
    #expect(code(desk.run("REPORT AGING known=\(last)")) == "210")
    #expect(code(desk.run("REPORT AGING known=0")) == "210")
  }
}
