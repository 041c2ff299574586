import PiperollCommands
import PiperollLedger
import PiperollWire
import Testing

/// A line to type never says less than the refused one: it would run and do something else.
@Suite struct `A line to type says all of the refused one` {
  private static let mended: [(typed: String, meant: String)] = [
    // The number of a document is not that of an entry.
    ("POST REVERSE INV-9 reason=error", "POST REVERSE <entry> reason=error"),
    ("POST REVERSE INV-3381 reason=error", "POST REVERSE 5 reason=error"),
    ("POST REVERSE inv-3381 reason=error", "POST REVERSE 5 reason=error"),
    ("POST REVERSE -9 reason=error", "POST REVERSE <entry> reason=error"),
    ("POST APPLY PMT-8 apply=INV-3381", "POST APPLY <entry> apply=INV-3381"),
    ("POST APPROVE A-7", "POST APPROVE <approval>"),
    ("POST VERIFY SVC-5", "POST VERIFY <entry>"),
    ("POST AMEND INV-9 role=attorney", "POST AMEND <contact> role=attorney"),
    ("LOOKUP PAYMENT entry=PMT-8", "LOOKUP PAYMENT entry=<entry>"),
    // Other words for a key that the command has.
    (
      "POST PAYMENT T-1042 10.00 invoice=INV-3381 dry=yes",
      "POST PAYMENT T-1042 10.00 apply=INV-3381 dry=yes"
    ),
    (
      "POST PAYMENT T-1042 10.00 item=INV-3381 reference=p-1",
      "POST PAYMENT T-1042 10.00 apply=INV-3381 ref=p-1"
    ),
    ("POST PAYMENT T-1042 10.00 idempotency-key=p-1", "POST PAYMENT T-1042 10.00 ref=p-1"),
    ("POST PAYMENT T-1042 10.00 dryrun=yes", "POST PAYMENT T-1042 10.00 dry=yes"),
    ("POST PAYMENT T-1042 10.00 dry-run=yes", "POST PAYMENT T-1042 10.00 dry=yes"),
    ("POST PAYMENT T-1042 10.00 effective=2026-11-01", "POST PAYMENT T-1042 10.00 date=2026-11-01"),
    ("POST PAYMENT T-1042 10.00 on=2026-11-01", "POST PAYMENT T-1042 10.00 date=2026-11-01"),
    ("POST PAYMENT T-1042 10.00 as-of=2026-11-01", "POST PAYMENT T-1042 10.00 date=2026-11-01"),
    ("POST PAYMENT T-1042 10.00 day=2026-11-01", "POST PAYMENT T-1042 10.00 date=2026-11-01"),
    (
      "POST INVOICE T-1042 INV-9 10.00 due-date=2026-12-01",
      "POST INVOICE T-1042 INV-9 10.00 due=2026-12-01"
    ),
    ("POST REFUND T-1042 1.00 from=8", "POST REFUND T-1042 1.00 credit=8"),
    ("POST REFUND T-1042 1.00 payment=8", "POST REFUND T-1042 1.00 credit=8"),
    ("POST REVERSE id=9 reason=error", "POST REVERSE entry=9 reason=error"),
    ("POST ACCOUNT T-2 kind=trade nam=Acme", "POST ACCOUNT T-2 kind=trade name=Acme"),
    // What is one value, or one text.
    (
      "POST ACCOUNT T-2 kind=trade name=Jane Doe terms=30",
      "POST ACCOUNT T-2 kind=trade name=\"Jane Doe\" terms=30"
    ),
    (
      "POST PAYMENT T-1042 10.00 apply=Q 2026/11 #7 ref=p-1",
      "POST PAYMENT T-1042 10.00 apply=\"Q 2026/11 #7\" ref=p-1"
    ),
    ("POST HOLD T-1042 dispute the pallets", "POST HOLD T-1042 dispute -- the pallets"),
    ("POST HOLD T-1042 kind=dispute the pallets", "POST HOLD T-1042 kind=dispute -- the pallets"),
    ("NOTE GENERAL T-1042 owes 300 since May", "NOTE GENERAL T-1042 -- owes 300 since May"),
    (
      "NOTE CALL C-20417 212-555-0147 in promise at 3pm",
      "NOTE CALL C-20417 212-555-0147 direction=in promise -- at 3pm"
    ),
    // Conditions of reads.
    (
      "REPORT RECEIPTS from 2026-10-01 to 2026-10-31",
      "REPORT RECEIPTS from=2026-10-01 to=2026-10-31"
    ),
    ("REPORT JOURNAL account T-1042", "REPORT JOURNAL account=T-1042"),
    ("LOOKUP ACCOUNT T-1042 as-of 2026-11-01", "LOOKUP ACCOUNT T-1042 as-of=2026-11-01"),
    ("REPORT AGING by kind 2026-10-31", "REPORT AGING by=kind as-of=2026-10-31"),
    ("LOOKUP HISTORY INV-3381", "LOOKUP INVOICE INV-3381"),
    // Telephone numbers.
    (
      "POST CONTACT C-20417 name=Ann role=debtor phone=\"212-555-0147; 5550148, 911\"",
      "POST CONTACT C-20417 name=Ann role=debtor phone=212-555-0147,<area-code>-555-0148,<phone>"
    ),
    ("LOOKUP PHONE phone=212-555-0147", "LOOKUP PHONE 212-555-0147"),
    ("LOOKUP PHONE tel=(212) 555-0147", "LOOKUP PHONE (212) 555-0147"),
    (
      "POST CONTACT C-20417 name=Ann role=debtor phone=555-0147",
      "POST CONTACT C-20417 name=Ann role=debtor phone=<area-code>-555-0147"
    ),
    (
      "NOTE CALL C-20417 phone=212-555-0147 direction=in result=promise",
      "NOTE CALL C-20417 number=212-555-0147 direction=in result=promise"
    ),
  ]

  @Test(arguments: mended)
  func `where it can`(typed: String, meant: String) throws {
    let told = try #require(suggestion(for: typed))
    #expect(told == meant)
    // The item is told by its entry.
    if told.contains("<") || typed.hasPrefix("POST REVERSE") { return }
    let arguments = typed.split(separator: " ").dropFirst(2).joined(separator: " ")
    for (word, count) in Self.words(of: arguments) where !told.contains(" \(word)=") {
      #expect(Self.words(of: told)[word, default: 0] >= count, "\(word): \(told)")
    }
  }

  @Test(arguments: [
    // Keys of other commands, or of none.
    "POST PAYMENT T-1042 10.00 batch=7", "POST PAYMENT T-1042 10.00 due=2026-12-01",
    "POST PAYMENT T-1042 10.00 rate=5", "POST PAYMENT T-1042 10.00 currency=USD",
    "POST PAYMENT T-1042 10.00 id=p-1", "POST PAYMENT T-1042 10.00 mode=each",
    "POST PAYMENT T-1042 10.00 invoice=INV-3381 item=INV-3390",
    "POST PAYMENT T-1042 10.00 date=2026-11-02 on=2026-11-01",
    "POST PAYMENT T-1042 10.00 memo=a memo=b", "LOOKUP ACCOUNT T-1042 method=check",
    "REPORT AGING from=2026-10-01 to=2026-10-31", "NOTE GENERAL T-1042 said urgency=high",
    "PING colour=red",
    // Words too many.
    "POST PAYMENT T-1042 10.00 INV-3381", "POST PAYMENT T-1042 10.00 dry",
    "POST PAYMENT T-1042 10.00 --dry-run", "POST PAYMENT T-1042 10.00 2026-11-01",
    "POST PAYMENT T-1042 10.00 check 8812", "POST PAYMENT T-1042 10.00 rent for May",
    "POST PAYMENT T-1042 10.00 apply = INV-3381", "POST PAYMENT T-1042 10.00 date 2026-11-01",
    "POST PAYMENT T-1042 10.00 memo=rent dry", "POST PAYMENT T-1042 10.00 note=rent INV-3381",
    "POST PAYMENT T-1042 amount=10.00 INV-3381 dry", "POST REVERSE 4 5 reason=error",
    "NOTE GENERAL T-1042 called dry", "NOTE GENERAL T-1042 called 2026-11-01",
    "NOTE GENERAL T-1042 paid INV-3381", "NOTE GENERAL T-1042 called -v",
    "NOTE GENERAL T-1042 date = 2026-11-01", "POST HOLD T-1042 dispute INV-3381",
    "POST HOLD T-1042 INV-3381 dispute", "LOOKUP PHONE 212-555-0147 T-1042",
    // Values that would be cut short.
    "POST PAYMENT T-1042 10.00 apply=INV 2026/11 #8", "POST PAYMENT T-1042 10.00 ref=a b",
    "POST PAYMENT T-1042 10.00 ref=a b memo=x y", "NOTE GENERAL T-1042 called ref=a b",
    "POST PAYMENT T-1042 10.00 apply=INV-3381 10.00",
    // Conditions of reads.
    "REPORT AGING T-1042", "LOOKUP HISTORY T-1042 C-20417", "LOOKUP HISTORY T-1042 T-9",
    "REPORT RECEIPTS 2026-10-01 2026-10-31", "REPORT RECEIPTS 2026-10-31", "PING now",
    "LOOKUP INVOICE T-1042 account=C-20417",
  ])
  func `or is not told`(typed: String) {
    #expect(suggestion(for: typed) == nil)
  }

  /// A verb that may mean the contrary is not taken for POST.
  @Test(arguments: ["CANCEL PAYMENT T-1042 10.00", "UNDO INVOICE T-1042 INV-9 10.00"])
  func `with its verb`(typed: String) {
    #expect(suggestion(for: typed)?.hasPrefix("POST") != true)
  }

  private func suggestion(for typed: String) -> String? {
    let desk = Desk.open()
    desk.run("POST INVOICE T-1042 \"Q 2026/11 #7\" 100.00")
    let reply = desk.run(typed).first ?? ""
    #expect(reply.hasPrefix("5"), "\(reply)")
    return reply.firstRange(of: "; type: ").map { String(reply[$0.upperBound...]) }
  }

  /// How often each word stands in a line: keys and signs around the words do not count.
  private static func words(of line: String) -> [String: Int] {
    let words = line.split(separator: " ").filter { $0 != "--" }.map { word in
      String(word.split(separator: "=").last ?? "").lowercased().filter { !"\"$,()".contains($0) }
    }
    return words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}
