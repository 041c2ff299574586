import Foundation
import PiperollCommands
import PiperollLedger
import PiperollServer
import TestSupport
import Testing

/// Whoever is there for some alone is in no reply to others, whatever they ask.
@Suite struct ConfidentialTests {
  /// What is known of Ann, whom everybody sees, and of a neighbour, whom only their author and
  /// supervisors see. `%a`, `%n` stand for their entries, `%p`, `%t`, `%c`, `%m` for those of a
  /// preference, what was told in confidence, a call and mail of the neighbour's.
  /// `%s`, `%g`, `%u` and `%v` stand for notes that others correct.
  private static let opening = [
    "POST ACCOUNT C-1 kind=consumer name=\"Ann Able\" terms=0 date=2026-01-02",
    "POST ACCOUNT C-2 kind=consumer name=\"Bob Baker\" terms=0 date=2026-01-02",
    "POST INVOICE C-1 I-1 900.00 date=2026-02-01", "POST INVOICE C-2 I-2 90.00 date=2026-02-01",
    "POST ASSIGN C-1 role=third-party date=2026-02-01",
    "POST PAYMENT C-1 1.00 method=check ref=p-1",
  ]
  private static let ann =
    "POST CONTACT C-1 role=debtor name=\"Ann Able\" mobile=2125550147 date=2026-02-01"
  private static let neighbour =
    "POST CONTACT C-1 role=source name=\"Zyx Hushly\" mobile=3125550199 landline=3125550198"
    + " email=zyx@hush.example work=zyx@mill.example address=\"77 Hush Lane\" region=US-OR"
    + " language=fr born=1971-03-04 ssn4=6543 restricted=yes ref=r-1 date=2026-02-01"
    + " -- met at the mill, hush"
  private static let known = [
    "POST AMEND %n name=\"Zyx Hushley\" phone=3125550197 address=\"78 Hush Lane\" ref=r-2",
    "POST AMEND %n good=3125550199 bad=3125550198", "POST LINK %n C-2 role=spouse",
    "POST LINK %n same-as=%a", "POST PREFER %a allow share with=%n -- hush",
    "NOTE CALL C-1 3125550199 rp contact=%n ref=r-3 next=fri -- hush: she moved",
    "NOTE CALL C-1 3125550199 vm ref=r-4 -- hush",
    "NOTE CALL C-2 3125550197 rf contact=%n stop=number -- hush",
    "NOTE EMAIL C-1 zyx@hush.example direction=out -- hush",
    "NOTE EMAIL C-1 zyx@mill.example direction=in -- hush",
    "NOTE TEXT C-1 3125550199 direction=in -- stop",
    "NOTE MAIL-RETURNED C-1 contact=%n forward=\"79 Hush Lane\" -- hush",
    "NOTE CEASE C-1 via=call contact=%n -- hush", "NOTE SOURCE C-1 next=fri -- hush: no. 9",
    "NOTE SOURCE C-2 -- hush: no. 7", "NOTE GENERAL C-2 corrects=%s -- hush: it was no. 8",
    "NOTE REVIEW C-2 corrects=%g -- hush", "NOTE SOURCE C-1 next=mon -- hush: no. 5",
    "NOTE GENERAL C-1 corrects=%u -- hush: that is done",
    "NOTE CALL C-1 3125550199 vm -- hush", "NOTE GENERAL C-1 corrects=%v -- hush: no machine",
    "POST CLOSE 2026-03-31",
    "POST CONTACT C-1 role=source name=\"Zyx Late\" restricted=yes date=2026-03-01",
    "POST AMEND %n name=\"Zyx Later\" date=2026-03-01",
    "POST LINK %n C-2 role=guarantor date=2026-03-01",
  ]

  /// What only who may see the neighbour is told.
  private static let secrets = [
    "zyx", "hush", "5550199", "5550198", "5550197", "555-0199", "mill", "6543", "1971",
  ]

  /// A line or more of every command that shows something. A new one needs its lines here.
  private static let lines = [
    "LOOKUP ACCOUNT C-1", "LOOKUP ACCOUNT C-2", "LOOKUP PHONE 2125550147", "LOOKUP NAME able",
    "LOOKUP PREFIX a",
    "LOOKUP NAME a", "LOOKUP CONTACT %a", "LOOKUP MAYCALL C-1", "LOOKUP MAYCALL C-2 channel=all",
    "LOOKUP MAYCALL C-1 channel=all at=2026-11-24/03:00", "LOOKUP MAYCALL C-1 contact=%a",
    "LOOKUP NEXT", "LOOKUP NEXT account=C-1", "LOOKUP NEXT queue=skip", "LOOKUP WHY C-1",
    "LOOKUP WHY C-2", "LOOKUP INVOICE I-1", "LOOKUP HISTORY C-1", "LOOKUP HISTORY C-2",
    "LOOKUP REF r-1", "LOOKUP REF r-2", "LOOKUP REF r-3", "LOOKUP REF r-4",
    "LOOKUP PAYMENT ref=p-1", "LOOKUP POLICY", "LOOKUP SCHEDULE C-1", "LOOKUP PAYOFF C-1",
    "LOOKUP PROMISES C-1", "LOOKUP PLAN C-1", "LOOKUP DISPUTES C-1",
    "LOOKUP NOTICES C-1", "LOOKUP NOTICE 9", "REPORT NOTICES", "LOOKUP TEMPLATES",
    "LOOKUP TEMPLATE receipt",
    "LOOKUP TASKS for=all state=all", "LOOKUP TASKS account=C-1", "LOOKUP HOLDS C-1",
    "LOOKUP APPROVALS state=all", "LOOKUP SERVICES C-1", "LOOKUP NOTES C-1", "LOOKUP NOTES C-2",
    "LOOKUP NOTES C-1 kind=source", "LOOKUP USERS", "LOOKUP SESSIONS", "REPORT AGING by=account",
    "REPORT STATEMENT C-1", "REPORT CONTROL", "REPORT TRIAL", "REPORT ROLLFORWARD by=account",
    "REPORT UNAPPLIED by=account", "REPORT CREDIT", "REPORT RECEIPTS by=account",
    "REPORT DEPOSITS", "REPORT WRITEOFFS", "REPORT RECOVERIES", "REPORT REVERSALS", "REPORT DSO",
    "REPORT EFFECTIVENESS", "REPORT FORECAST", "REPORT DELINQUENCY", "REPORT UNVERIFIED",
    "REPORT JOURNAL", "REPORT PROMISES", "REPORT PLANS", "REPORT DISPUTES",
    "REPORT WORKLIST", "REPORT ACTIVITY by=user", "REPORT ESCALATIONS state=all",
    "REPORT CONTACTS", "REPORT COMPLIANCE", "REPORT VERIFY", "REPORT USERS", "WATCH calls,tasks",
  ]

  /// What names the neighbour is answered as if there were none.
  private static let asked = [
    "LOOKUP PHONE 3125550199", "LOOKUP PHONE 3125550197", "LOOKUP NAME zyx", "LOOKUP NAME hushley",
    "LOOKUP PREFIX hushley",
    "LOOKUP NAME hushly", "LOOKUP CONTACT %n", "LOOKUP MAYCALL C-1 3125550199",
    "LOOKUP MAYCALL C-1 zyx@hush.example", "LOOKUP MAYCALL C-1 contact=%n",
    "POST AMEND %n name=x", "POST LINK %n C-2 role=none", "POST LINK %a same-as=%n",
    "POST PREFER %n stop call", "POST PREFER %a allow share with=%n", "POST END %p -- why",
    "POST DISPUTE C-1 goods contact=%n", "NOTE CALL C-1 3125550199 rp contact=%n",
    "NOTE MAIL-RETURNED C-1 contact=%n", "NOTE CEASE C-1 via=call contact=%n",
    "NOTE GENERAL C-1 corrects=%t -- no", "NOTE GENERAL C-1 corrects=%c -- no",
    "NOTE GENERAL C-1 corrects=%m -- no",
  ]

  /// A started desk on a Monday at noon in New York, for the time of a body.
  private static func start(_ body: (Desk) async throws -> Void) async throws {
    try await Places.servers.run {
      let desk = try Desk()
      try await desk.start { $0.clock = { 1_795_453_200_000 } }
      try await body(desk)
      try await desk.stop()
    }
  }

  private struct Marks {
    var of: [String: String] = [:]

    func fill(_ line: String) -> String {
      of.reduce(line) { $0.replacing($1.key, with: $1.value) }
    }
  }

  /// Writes all that is known, as an administrator.
  private static func open(_ wire: Wire) async throws -> Marks {
    var marks = Marks()
    func run(_ line: String) async throws -> String {
      let reply = try await wire.ask(marks.fill(line))[0]
      #expect([201, 264].contains(reply.code), "\(line): \(reply.status)")
      return reply["entry"] ?? reply["approval"] ?? ""
    }
    for line in opening { _ = try await run(line) }
    marks.of["%a"] = try await run(ann)
    marks.of["%n"] = try await run(neighbour)
    marks.of["%p"] = try await run("POST PREFER %n never when=mon -- hush")
    _ = try await run("POST DISPUTE C-1 goods contact=%n via=letter -- hush")
    for line in known {
      let entry = try await run(line)
      if line.hasPrefix("NOTE SOURCE C-1 next=fri") { marks.of["%t"] = entry }
      if line.hasPrefix("NOTE SOURCE C-1 next=mon") { marks.of["%u"] = entry }
      if line.hasPrefix("NOTE SOURCE C-2") { marks.of["%s"] = entry }
      if line.hasPrefix("NOTE GENERAL C-2") { marks.of["%g"] = entry }
      if line.hasPrefix("NOTE CALL") { marks.of["%v"] = entry }
      if line.contains("ref=r-3") { marks.of["%c"] = entry }
      if line.hasPrefix("NOTE MAIL") { marks.of["%m"] = entry }
    }
    return marks
  }

  @Test func `every command that shows something is asked here`() {
    let words = Registry.standard.commands.filter { ["LOOKUP", "REPORT"].contains($0.verb) }
    let missing = words.map(\.words).filter { words in
      !Self.lines.contains { $0 == words || $0.hasPrefix(words + " ") }
    }
    // What the audit trail says of who saw whom is for auditors, who are to know.
    #expect(missing == ["REPORT AUDIT"])
  }

  @Test(arguments: ["viewer", "operator", "auditor"])
  func `who is there for some alone is in no reply to others`(role: String) async throws {
    try await Self.start { desk in
      try await desk.make("bo", role)
      try desk.issue("bo")
      let marks = try await Self.open(try await desk.connect())
      let wire = try await desk.connect("bo")
      for line in Self.lines {
        for format in ["", " fmt=jsonl", " fmt=csv"] {
          let line = marks.fill(line)
          let reply = try await wire.ask(line.hasPrefix("WATCH") ? line : line + format)[0]
          let codes: Set = format.isEmpty ? [200, 210, 532, 540] : [200, 210, 504, 532, 540]
          #expect(codes.contains(reply.code), "\(line): \(reply.status)")
          Self.check(([reply.status] + reply.block).joined(separator: "\n"), line, marks)
        }
      }
    }
  }

  @Test func `who asks for somebody who is not there for them is told nothing`() async throws {
    try await Self.start { desk in
      try await desk.make("bo", "operator")
      try desk.issue("bo")
      let marks = try await Self.open(try await desk.connect())
      let wire = try await desk.connect("bo")
      for line in Self.asked {
        let line = marks.fill(line)
        let reply = try await wire.ask(line)[0]
        #expect(reply.code == 540, "\(line): \(reply.status)")
        var text = reply.status
        // What they typed themselves is no news to them.
        for word in line.split(separator: " ").dropFirst(2) {
          text = text.replacing("+1\(word)", with: "").replacing(word, with: "")
        }
        Self.check(text, line, Marks())
      }
    }
  }

  /// The author, whatever their role, and a supervisor see all of it.
  @Test(arguments: [("bo", "supervisor"), ("ann", "operator")])
  func `who may see it is shown it`(user: String, role: String) async throws {
    try await Self.start { desk in
      for (name, role) in [("ann", "admin"), ("bo", role)] {
        try await desk.make(name, role)
        try desk.issue(name)
      }
      let marks = try await Self.open(try await desk.connect("ann"))
      if user == "ann" { try await desk.make("ann", role) }
      let wire = try await desk.connect(user)
      var text = ""
      for line in Self.lines + ["LOOKUP PHONE 3125550199", "LOOKUP CONTACT %n"] {
        let reply = try await wire.ask(marks.fill(line))[0]
        text += ([reply.status] + reply.block).joined(separator: "\n").lowercased()
      }
      for secret in Self.secrets where !["555-0199"].contains(secret) {
        #expect(text.contains(secret), "\(secret)")
      }
    }
  }

  @Test func `what only some may call is offered to them, whoever has passed it by`() async throws {
    try await Self.start { desk in
      for (name, role) in [("bo", "operator"), ("cy", "supervisor")] {
        try await desk.make(name, role)
        try desk.issue(name)
      }
      let admin = try await desk.connect()
      var entries: [String] = []
      for line in Self.opening.prefix(3) + [
        Self.ann, Self.neighbour.replacing("role=source", with: "role=guarantor"),
      ] {
        entries.append(try await admin.ask(line)[0]["entry"] ?? "")
      }
      let bad = try await admin.ask("POST AMEND \(entries[3]) bad=2125550147")[0]
      #expect(bad.code == 201, "\(bad)")
      let bo = try await desk.connect("bo")
      #expect(try await bo.ask("LOOKUP NEXT")[0].status.contains("rule=queue_empty"))
      let cy = try await desk.connect("cy")
      let offer = try await cy.ask("LOOKUP NEXT")[0]
      #expect(offer["number"] == "+13125550199", "\(offer.status)")
    }
  }

  @Test func `who notes a number sees their note, though others know whose it is`() async throws {
    try await Self.start { desk in
      for name in ["bo", "cy"] {
        try await desk.make(name, "operator")
        try desk.issue(name)
      }
      _ = try await Self.open(try await desk.connect())
      let bo = try await desk.connect("bo")
      let line = "NOTE EMAIL C-2 zyx@mill.example direction=in ref=bo-1 -- is asked to call"
      #expect(try await bo.ask(line)[0].code == 201)
      let shown = try await bo.ask("LOOKUP NOTES C-2")[0].block
      #expect(shown.contains { $0.contains("zyx@mill.example") }, "\(shown)")
      let cy = try await desk.connect("cy")
      let others = try await cy.ask("LOOKUP NOTES C-2")[0].block
      #expect(!others.contains { $0.contains("zyx") }, "\(others)")
    }
  }

  /// Nothing of the neighbour's is in a reply, nor the number of the contact.
  private static func check(_ reply: String, _ line: String, _ marks: Marks) {
    let text = reply.lowercased()
    for secret in secrets where text.contains(secret) {
      let row = text.split(separator: "\n").first { $0.contains(secret) } ?? ""
      Issue.record("\(line) shows \(secret): \(row)")
    }
    guard let neighbour = marks.of["%n"] else { return }
    for row in text.split(separator: "\n") where row.hasPrefix("{") {
      for key in ["contact", "with", "person", "same-as"] {
        #expect(!row.contains("\"\(key)\":\(neighbour)"), "\(line): \(row)")
      }
    }
  }
}
