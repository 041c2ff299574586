import PiperollCommands
import PiperollLedger
import PiperollWire
import Testing

/// What people type who come from elsewhere, or in a hurry, and what they are told to type instead.
@Suite struct `A mistake is answered with the line to type` {
  private static let mistakes: [(typed: String, meant: String)] = [
    // A text without its --, or its quotes.
    ("NOTE GENERAL T-1042 called back today", "NOTE GENERAL T-1042 -- called back today"),
    ("NOTE T-1042 called back", "NOTE GENERAL T-1042 -- called back"),
    ("NOTE GENERAL T-1042 — called back", "NOTE GENERAL T-1042 -- called back"),
    ("NOTE GENERAL T-1042 text=called back", "NOTE GENERAL T-1042 -- called back"),
    (
      "NOTE GENERAL T-1042 called date=2026-11-20 back",
      "NOTE GENERAL T-1042 date=2026-11-20 -- called back"
    ),
    ("NOTE GENERAL T-1042", "NOTE GENERAL T-1042 --"),
    (
      "NOTE CALL C-20417 212-555-0147 direction=out result=promise pays on Friday",
      "NOTE CALL C-20417 212-555-0147 direction=out result=promise -- pays on Friday"
    ),
    (
      "NOTE CALL C-20417 -- left a message",
      "NOTE CALL C-20417 <number> <\(results)> -- left a message"
    ),
    (
      "POST ACCOUNT T-2 kind=trade name=Acme Corp terms=30",
      "POST ACCOUNT T-2 kind=trade name=\"Acme Corp\" terms=30"
    ),
    (
      "POST ACCOUNT name=Acme Corp T-2 kind=trade", "POST ACCOUNT name=\"Acme Corp\" T-2 kind=trade"
    ),
    (
      "POST ACCOUNT T-2 kind=trade name=\"Acme Corp terms=30",
      "POST ACCOUNT T-2 kind=trade name=\"Acme Corp\" terms=30"
    ),
    (
      "POST ACCOUNT T-2 kind=trade name=“Acme Corp”",
      "POST ACCOUNT T-2 kind=trade name=\"Acme Corp\""
    ),
    ("POST ACCOUNT T-2", "POST ACCOUNT T-2 kind=<trade|consumer|patient|loan> name=\"\""),
    ("POST PAYMENT T-1042 10.00 memo=check 8812", "POST PAYMENT T-1042 10.00 memo=\"check 8812\""),
    (
      "POST PAYMENT T-1042 10.00 memo=he said \"no\"",
      "POST PAYMENT T-1042 10.00 memo=\"he said \\\"no\\\"\""
    ),
    ("LOOKUP NAME har\"bor", "LOOKUP NAME \"har\\\"bor\""),
    ("LOOKUP NAME \"harbor vale", "LOOKUP NAME harbor vale"),
    ("LOOKUP NAME -- harbor", "LOOKUP NAME harbor"),
    // Filters.
    ("REPORT AGING where=past-due > 0", "REPORT AGING where=\"past-due > 0\""),
    ("REPORT AGING collector=ann", "REPORT AGING where=\"collector = ann\""),
    (
      "REPORT AGING collector=ann where=\"balance > 0\"",
      "REPORT AGING where=\"(balance > 0) and collector = ann\""
    ),
    ("REPORT AGING portfolio=\"north 1\"", "REPORT AGING where=\"portfolio = 'north 1'\""),
    ("REPORT AGING where=\"colector == ann\"", "REPORT AGING where=\"collector = ann\""),
    (
      "REPORT AGING where=\"client = City Hospital and balance > 0\"",
      "REPORT AGING where=\"client = 'City Hospital' and balance > 0\""
    ),
    ("REPORT AGING collector", "REPORT AGING by=collector"),
    ("REPORT AGING where=\"opened > 10/31/2026\"", "REPORT AGING where=\"opened > 2026-10-31\""),
    (
      "REPORT AGING where=\"balance > 0 and opened > '31 Oct 2026'\"",
      "REPORT AGING where=\"balance > 0 and opened > 2026-10-31\""
    ),
    ("REPORT AGING where=\"opened > yesterday\"", "REPORT AGING where=\"opened > -1d\""),
    ("REPORT AGING where=\"opened > 03/04/2026\"", "REPORT AGING where=\"opened > <date>\""),
    ("REPORT AGING where=\"balance > 1,234.56\"", "REPORT AGING where=\"balance > 1234.56\""),
    ("REPORT AGING where=\"balance > 1,000\"", "REPORT AGING where=\"balance > <amount>\""),
    (
      "REPORT AGING where=\"(balance > 1,000) and kind = trade\"",
      "REPORT AGING where=\"(balance > <amount>) and kind = trade\""
    ),
    ("REPORT AGING where=\"balance > 1 000\"", "REPORT AGING where=\"balance > <amount>\""),
    (
      "REPORT AGING where=\"balance >= $500 and kind = Trade\"",
      "REPORT AGING where=\"balance >= 500 and kind = trade\""
    ),
    (
      "REPORT AGING where=\"days-past-due > 30 days\"",
      "REPORT AGING where=\"days-past-due > 30\""
    ),
    ("REPORT AGING where=\"hold = disputed\"", "REPORT AGING where=\"hold = dispute\""),
    ("LOOKUP NAME har where=\"balance > 1,000.50\"", "LOOKUP NAME har where=\"balance > 1000.50\""),
    // Dates.
    (
      "POST INVOICE T-1042 INV-9 1.00 date=11/20/2026",
      "POST INVOICE T-1042 INV-9 1.00 date=2026-11-20"
    ),
    (
      "POST INVOICE T-1042 INV-9 1.00 date=20.11.2026",
      "POST INVOICE T-1042 INV-9 1.00 date=2026-11-20"
    ),
    (
      "POST INVOICE T-1042 INV-9 1.00 date=20261120",
      "POST INVOICE T-1042 INV-9 1.00 date=2026-11-20"
    ),
    (
      "POST INVOICE T-1042 INV-9 1.00 date=03/04/2026", "POST INVOICE T-1042 INV-9 1.00 date=<date>"
    ),
    ("POST INVOICE T-1042 INV-9 1.00 date=yesterday", "POST INVOICE T-1042 INV-9 1.00 date=-1d"),
    ("REPORT AGING 2026-10-31", "REPORT AGING as-of=2026-10-31"),
    ("REPORT AGING asof=2026-10-31", "REPORT AGING as-of=2026-10-31"),
    ("REPORT AGING as-of=10/31/2026", "REPORT AGING as-of=2026-10-31"),
    // Amounts: only what can be read in one way.
    ("POST PAYMENT T-1042 1,234.56", "POST PAYMENT T-1042 1234.56"),
    ("POST PAYMENT T-1042 1.234,56", "POST PAYMENT T-1042 1234.56"),
    ("POST PAYMENT T-1042 1,234,567.00", "POST PAYMENT T-1042 1234567.00"),
    ("POST PAYMENT T-1042 12,50", "POST PAYMENT T-1042 12.50"),
    ("POST PAYMENT T-1042 1,234", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042 1.234", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042 12,34.56", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042 1 234.56", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042 $100", "POST PAYMENT T-1042 100"),
    ("POST PAYMENT T-1042 100USD", "POST PAYMENT T-1042 100"),
    ("POST PAYMENT T-1042 100 USD", "POST PAYMENT T-1042 100"),
    ("POST PAYMENT T-1042 100 EUR", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042 €100", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT J-1 $100", "POST PAYMENT J-1 <amount>"),
    ("POST PAYMENT J-1 ¥1,000,000", "POST PAYMENT J-1 1000000"),
    ("POST PAYMENT T-1042 -50.00", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042 (50.00)", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042 ten", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042", "POST PAYMENT T-1042 <amount>"),
    ("POST PAYMENT T-1042 amount=10.00 amount=20.00", "POST PAYMENT T-1042 amount=<amount>"),
    ("POST PAYMENT T-1042 amount=10.00 amount=10.00", "POST PAYMENT T-1042 amount=10.00"),
    ("POST PAYMENT T-1042 10.00 amount=20.00", "POST PAYMENT T-1042 amount=<amount>"),
    ("POST PAYMENT", "POST PAYMENT <account> <amount>"),
    ("POST PAYMENT 100", "POST PAYMENT <account> 100"),
    // Verbs and kinds.
    ("post 100", "post PAYMENT <account> 100"),
    ("post T-1042 100", "post PAYMENT T-1042 100"),
    ("POST PAYMNT T-1042 10.00", "POST PAYMENT T-1042 10.00"),
    ("PAYMENT T-1042 10.00", "POST PAYMENT T-1042 10.00"),
    ("PAYMNT T-1042 10.00", "POST PAYMENT T-1042 10.00"),
    ("pay T-1042 10.00", "POST PAYMENT T-1042 10.00"),
    ("LOKUP ACOUNT T-1042", "LOOKUP ACCOUNT T-1042"),
    ("POST PAYMENT T-1042 10.00 method=csah", "POST PAYMENT T-1042 10.00 method=cash"),
    // A pair of letters that is exchanged is one slip of the one that is allowed.
    ("POST PAYMENT T-1042 10.00 method=wrie", "POST PAYMENT T-1042 10.00 method=wire"),
    ("ACCOUNT T-1042", "LOOKUP ACCOUNT T-1042"),
    ("T-1042", "LOOKUP ACCOUNT T-1042"),
    ("LOOKUP T-1042", "LOOKUP ACCOUNT T-1042"),
    ("LOOKUP INV-3381", "LOOKUP INVOICE INV-3381"),
    ("LOOKUP (212) 555-0147", "LOOKUP PHONE (212) 555-0147"),
    ("find jane debtor", "LOOKUP NAME jane debtor"),
    ("POST BILL T-1042 INV-9 10.00", "POST INVOICE T-1042 INV-9 10.00"),
    ("POST NONSENSE T-1042", "HELP POST"),
    ("REPORT", "HELP REPORT"),
    ("REPORT AGEING", "REPORT AGING"),
    ("select * from accounts", "HELP"),
    ("exit", "QUIT"),
    ("PSOT PAYMENT T-1042 10.00", "POST PAYMENT T-1042 10.00"),
    ("REPORT AGING to=2026-10-31", "REPORT AGING as-of=2026-10-31"),
    ("REPORT AGING where=\"\\u0063olector = ann\"", "REPORT AGING where=\"collector = ann\""),
    ("REPORT FORECAST periods=53", "REPORT FORECAST periods=<1-52>"),
    // Ids and numbers.
    ("LOOKUP ACCOUNT t-1042", "LOOKUP ACCOUNT T-1042"),
    ("POST PAYMENT t-1042 10.00", "POST PAYMENT T-1042 10.00"),
    ("LOOKUP INVOICE inv-3381", "LOOKUP INVOICE INV-3381"),
    ("POST PAYMENT T-1042 10.00 apply=inv-3381", "POST PAYMENT T-1042 10.00 apply=INV-3381"),
    ("LOOKUP ACCOUNT #T-1042,", "LOOKUP ACCOUNT T-1042"),
    ("LOOKUP ACCOUNT INV-3381", "LOOKUP INVOICE INV-3381"),
    ("LOOKUP INVOICE T-1042", "LOOKUP ACCOUNT T-1042"),
    ("LOOKUP HISTORY INV-3381", "LOOKUP INVOICE INV-3381"),
    ("LOOKUP ACCOUNT Jane", "LOOKUP NAME Jane"),
    ("LOOKUP INVOICE Y-1", "LOOKUP INVOICE Y-1 account=J-1"),
    ("POST PAYMENT INV-3381 10.00", "POST PAYMENT T-1042 10.00 apply=INV-3381"),
    ("POST PAYMENT 10.00 T-1042", "POST PAYMENT T-1042 10.00"),
    ("POST INVOICE INV-9 T-1042 100.00", "POST INVOICE T-1042 INV-9 100.00"),
    ("LOOKUP PHONE 555-0147", "LOOKUP PHONE <area-code>-555-0147"),
    ("LOOKUP PHONE 99999999999999999999", "LOOKUP PHONE <number>"),
    (
      "NOTE CALL C-20417 555-0147 direction=in result=promise",
      "NOTE CALL C-20417 <area-code>-555-0147 direction=in result=promise"
    ),
    // Keys and words.
    ("POST PAYMENT T-1042 10.00 methd=chek", "POST PAYMENT T-1042 10.00 method=check"),
    ("POST PAYMENT T-1042 amt=10.00", "POST PAYMENT T-1042 amount=10.00"),
    ("POST PAYMENT T-1042 10.00 method=sack", "POST PAYMENT T-1042 10.00 method=<\(methods)>"),
    ("POST PAYMENT T-1042 10.00 dry=true", "POST PAYMENT T-1042 10.00 dry=yes"),
    ("POST PAYMENT T-1042 10.00 ref=\"a b\"", "POST PAYMENT T-1042 10.00 ref=a-b"),
    ("POST PAYMENT T-1042 10.00 if=17", "POST PAYMENT T-1042 10.00 if=rev:17"),
    (
      "POST PAYMENT T-1042 10.00 apply=INV-3381;INV-3390",
      "POST PAYMENT T-1042 10.00 apply=INV-3381,INV-3390"
    ),
    ("POST ACCOUNT T-2 kind=Trade name=A", "POST ACCOUNT T-2 kind=trade name=A"),
    ("POST REVERSE #9 reason=void", "POST REVERSE 9 reason=void"),
    ("POST RATE L-88 7,25%", "POST RATE L-88 7.25"),
    ("POST REVERSE h-90 reason=void", "POST REVERSE 16 reason=void"),
    // Policies: a value is of the policy's type.
    ("POST POLICY desk-zone EST", "POST POLICY desk-zone America/New_York"),
    ("POST POLICY desk-zone \"New York\"", "POST POLICY desk-zone America/New_York"),
    ("POST POLICY desk-zone etc/utc", "POST POLICY desk-zone Etc/UTC"),
    ("POST POLICY desk-zone Europe/Berln", "POST POLICY desk-zone Europe/Berlin"),
    (
      "POST POLICY desk-zone IST",
      "POST POLICY desk-zone <Asia/Kolkata|Europe/Dublin|Asia/Jerusalem>"
    ),
    ("POST POLICY nsf-fee $1,025.00", "POST POLICY nsf-fee 1025.00"),
    ("POST POLICY late-fee-percent 1,5%", "POST POLICY late-fee-percent 1.5"),
    ("POST POLICY aging-buckets \"30 60 90\"", "POST POLICY aging-buckets 30,60,90"),
    (
      "pst invoce t-1042 INV-9 $1,100.00 date=11/20/2026 -- november delivery",
      "POST INVOICE T-1042 INV-9 1100.00 date=2026-11-20 -- november delivery"
    ),
  ]

  private static let results = "RESULTS"
  private static let methods = "METHODS"

  /// Letters that are longer or shorter in lower case, and bytes that are no UTF-8.
  @Test(arguments: ["\u{23E}", "\u{23A}", "\u{130}", "\u{212A}", "\u{1E9E}", "\u{FB03}"])
  func `a letter that is longer in small letters stops nobody`(letter: String) {
    let desk = Desk.open()
    for field in ["open", "name", "hold", "opened", "terms", "kind"] {
      for sign in [">", "=", "~", " in (", "> 3 and"] {
        for text in [letter, "0\(letter)", "\(letter) AND \(letter)", "\(letter)\(letter)) or x"] {
          let reply = desk.run("REPORT AGING where=\"\(field) \(sign) \(text)\"")
          #expect(["210", "504"].contains(code(reply)), "\(field) \(sign) \(text)")
        }
      }
    }
    let bytes =
      Array("REPORT AGING where=\"open>s".utf8) + [0xD6, 0xBD] + Array("% \(letter)\"".utf8)
    #expect(code(desk.run(bytes)) == "504" || code(desk.run(bytes)) == "507")
  }

  @Test(arguments: mistakes)
  func `that is meant`(typed: String, meant: String) throws {
    let desk = Desk.open()
    let reply = try #require(desk.run(typed).first)
    #expect(reply.hasPrefix("5"), "\(reply)")
    let parts = try #require(reply.firstRange(of: "; type: "), "\(reply)")
    let told = String(reply[parts.upperBound...])
    #expect(
      told
        == meant.replacing("RESULTS", with: choices("NOTE CALL", "result", desk))
        .replacing("METHODS", with: choices("POST PAYMENT", "method", desk)))
    // It is taken as it stands, or refused as long as something is left to be filled in.
    let isOpen =
      told.contains(/<[A-Za-z0-9\/|_-]+>/) || told.hasSuffix("--") || told.hasSuffix("=\"\"")
    #expect(isOpen == (code(desk.run(told)).hasPrefix("50")), "\(told): \(desk.run(told))")
  }

  private func choices(_ words: String, _ name: String, _ desk: Desk) -> String {
    for spec in desk.registry.commands where spec.words == words {
      for parameter in spec.parameters where "\(parameter.name)" == name {
        if case .choice(let words) = parameter.type { return words.joined(separator: "|") }
      }
    }
    return ""
  }

  /// What is secret is not repeated, and a line that has no other meaning has none.
  @Test(arguments: [
    "AUTH jane passwrod=hunter2-hunter2", "AUHT jane hunter2-hunter2",
    "ADMIN USER bob role=operator pasword=hunter2-hunter2", "ADMN USER bob pw=hunter2-hunter2",
    "USER bob hunter2-hunter2", "login bob hunter2-hunter2",
    "POST PAYMNT T-1042 10.00 password=hunter2-hunter2",
    "NOTE GENERAL T-1042 card 4111 1111 1111 1111", "NOTE GENERAL T-1042 card 4111.1111.1111.1111",
    "PAY T-1042 10.00 4111-1111-1111-1111", "POST PAYMENT T-1042 4111111111111111 10",
  ])
  func `without what is secret`(typed: String) {
    let reply = Desk.open().run(typed).joined()
    #expect(reply.hasPrefix("5"))
    #expect(!reply.contains("hunter2") && !reply.contains("1111"), "\(reply)")
  }

  @Test(arguments: [
    "LOOKUP ACCOUNT NOBODY-7", "POST REVERSE 12345 reason=void",
    "REPORT AGING where=\"balance > lots\"", "POST POLICY nsf-fee unlimited",
    "REPORT RECEIPTS from=2026-11-24", "NOTE GENERAL T-1042 memo=\"\\u001b[2J\"",
    "REPORT AGING where=\"balance > 0 an kind = trade\"", "POST POLICY desk-zone UTC-5",
    "POST POLICY desk-zone nowhere-at-all", "POST APPLY 8 apply=none",
    "POST INVOICE T-1042 INV-3381 10.00",
  ])
  func `only where one is known`(typed: String) {
    let reply = Desk.open().run(typed).joined()
    #expect(reply.hasPrefix("5") && !reply.contains("; type: "), "\(reply)")
  }

  @Test func `only to who is logged in`() {
    let desk = Desk.open()
    desk.user = ""
    #expect(!desk.run("LOKUP ACCOUNT t-1042").joined().contains("; type:"))
  }

  @Test func `only of commands that the user may use`() {
    let desk = Desk.open()
    desk.role = .viewer
    #expect(!desk.run("POST PAYMNT T-1042 10.00").joined().contains("; type:"))
    #expect(desk.run("LOOKUP ACCOUNT t-1042").joined().hasSuffix("; type: LOOKUP ACCOUNT T-1042"))
  }

  @Test func `for a line with a block, with the mark of its block`() {
    let desk = Desk.open()
    let line = Array("POST PAYMNT mode=each <<".utf8)
    let failure = Failure.fault(.unknown, column: nil, key: nil, sentence: "")
    let meant = desk.registry.correction(
      of: line, hasBlock: true, failure, in: desk.book, desk.context)
    #expect(meant == "POST PAYMENT mode=each <<")
  }
}
