/// The accounts that the README and the help texts speak of. They are the same in every sample book
/// but for their dates, which follow the book's last day.
enum SampleScript {
  struct Line {
    let daysAgo: Int
    let head: String
    /// Days from the line's own date to the invoice's due date, where the line gives one.
    let dueInDays: Int?
    let memo: String
    /// What later lines call its entry, in braces: `{s1}`.
    let name: String?
    /// How many entries it records.
    let entries: UInt64

    init(
      _ daysAgo: Int, _ head: String, dueInDays: Int? = nil, _ memo: String = "",
      as name: String? = nil, entries: UInt64 = 1
    ) {
      self.daysAgo = daysAgo
      self.head = head
      self.dueInDays = dueInDays
      self.memo = memo
      self.name = name
      self.entries = entries
    }
  }

  static let accounts = ["C-20417", "T-1042", "P-30088", "L-4003"]
  static let reservedAreaCode = "212"
  /// 555-0147 is Jane Q. Debtor's, 555-0142 Harbor & Vale's, 0188 Rosa's, 0163 Karim's.
  static let reservedLines = [47, 42, 88, 63]

  /// The lines that open an account. Their days count back from the book's first day.
  static func opening(_ account: String) -> [Line] {
    switch account {
    case "C-20417": debtorOpening
    case "T-1042": harborOpening
    case "P-30088": patientOpening
    default: borrowerOpening
    }
  }

  private static let debtorOpening = [
    Line(
      2402,
      "POST ACCOUNT C-20417 kind=consumer name=\"Jane Q. Debtor\" terms=20 collector=maria"
        + " portfolio=households"),
    Line(
      2402,
      "POST CONTACT C-20417 role=debtor name=\"Jane Q. Debtor\" phone=\"+1 212 555 0147\""
        + " email=jane@home.example address=\"41 Canal St, New York NY 10001\""),
  ]

  private static let harborOpening = [
    Line(
      2993,
      "POST ACCOUNT T-1042 kind=trade name=\"Harbor & Vale Provisions\" terms=30 collector=dev"
        + " portfolio=trade-east credit-limit=15000.00"),
    Line(
      2993,
      "POST CONTACT T-1042 role=debtor name=\"Ruben Vale\" work=\"(212) 555-0142\""
        + " email=ap@harborvale.example address=\"9 Ferry Ln, New York NY 10001\""),
  ]

  private static let patientOpening = [
    Line(
      627,
      "POST ACCOUNT P-30088 kind=patient name=\"Rosa Quintero\" terms=30 collector=ruth"
        + " portfolio=clinic"),
    Line(
      627,
      "POST CONTACT P-30088 role=patient name=\"Rosa Quintero\" mobile=\"(212) 555-0188\""
        + " address=\"77 Vine St, New York NY 10001\""),
    Line(627, "POST CONTACT P-30088 role=insurer name=\"Larkmoor Health Plan\""),
  ]

  private static let borrowerOpening = [
    Line(
      1612,
      "POST ACCOUNT L-4003 kind=loan name=\"Karim Boateng\" terms=10 collector=tomas"
        + " portfolio=auto-loans"),
    Line(
      1612,
      "POST CONTACT L-4003 role=debtor name=\"Karim Boateng\" mobile=\"(212) 555-0163\""
        + " address=\"12 Depot Ave, New York NY 10001\""),
  ]

  /// Jane owes 420.00 for 68 days and 129.95 not yet due. Of three promises she kept one and broke
  /// one, and the third is open; Karim kept one in part. Harbor & Vale paid 250.00 too much,
  /// dispute a part of an invoice and owe more than their limit. Two visits of Rosa's are verified,
  /// the third is a draft that waits for it. Karim has stopped to pay.
  static let lines: [Line] = ours + loan + services

  private static let ours: [Line] = [
    Line(262, "POST INVOICE C-20417 JQD-1 88.40", dueInDays: 20, "monthly service"),
    Line(245, "POST PAYMENT C-20417 88.40 method=card"),
    Line(231, "POST INVOICE T-1042 HV-2201 3120.00", dueInDays: 30, "standing order"),
    Line(203, "POST PAYMENT T-1042 3120.00 method=lockbox apply=HV-2201:3120.00"),
    Line(170, "POST INVOICE T-1042 HV-2202 2975.50", dueInDays: 30, "standing order"),
    Line(
      152, "POST DISPUTE T-1042 price items=HV-2202:75.50", "says 75.50 less was quoted", as: "d1"),
    Line(146, "POST RESOLVE {d1} withdrawn", "we sent Ruben the order that he signed"),
    Line(
      138, "POST PAYMENT T-1042 3225.50 method=check apply=HV-2202:2975.50",
      "check 4471, 250.00 over"),
    Line(136, "NOTE GENERAL T-1042", "Ruben asked us to keep the 250.00 for the next order"),
    Line(88, "POST INVOICE C-20417 JQD-2 480.00", dueInDays: 20, "equipment, two devices"),
    Line(
      57, "NOTE CALL C-20417 \"+1 212 555 0147\" direction=out result=voicemail",
      "lft msg, name and number only"),
    Line(
      41, "NOTE CALL C-20417 \"(212) 555-0147\" direction=out result=promise",
      "ptp 60.00 on payday, rest by the end of next month"),
    Line(41, "POST PROMISE C-20417 60.00@{+5},420.00@{+25}", entries: 2),
    Line(38, "POST PAYMENT C-20417 60.00 method=card apply=JQD-2:60.00", "part payment"),
    Line(24, "POST INVOICE T-1042 HV-2203 3310.25", dueInDays: 30, "standing order"),
    Line(
      9, "NOTE CALL C-20417 2125550147 direction=in result=right-party",
      "called in, asked what the 420.00 is for; read her the lines of JQD-2"),
    Line(9, "POST PROMISE C-20417 200.00@{+16}", "half of it on her next payday"),
    Line(8, "POST INVOICE C-20417 JQD-3 129.95", dueInDays: 20, "monthly service"),
    Line(
      6, "POST LIMIT T-1042 3000.00 requested-by=lena reason=review", "as long as they dispute"),
    Line(
      6, "POST DISPUTE T-1042 goods items=HV-2203:412.00 via=email", "two crates of oil short"),
    Line(
      1, "NOTE ESCALATE L-4003", "offers 500.00 if we let the rest go; wants an answer by Monday",
      entries: 2),
  ]
}
