import PiperollLedger

@testable import PiperollLetters

/// The shipped letters of one account each, as people get them.
enum GoldenLetters {
  /// The cases of all letters: an account of a bank's card debt that an agency collects.
  static func desk(_ language: LetterLanguage) -> (LetterDesk, [LetterName: LetterCase]) {
    let desk = LetterDesk()
    desk.run(
      "POST ACCOUNT C-20417 kind=consumer name=\"Jane Q. Debtor\" client=\"Harbor Bank\""
        + " date=2026-05-01")
    desk.run(
      "POST CONTACT C-20417 role=debtor name=\"Jane Q. Debtor\" email=jane@example.com"
        + " address=\"41 Canal St, Apt 4, New York, NY 10001\" language=\(language.code)"
        + " date=2026-05-01")
    desk.run(
      "POST ASSIGN C-20417 role=third-party placed=2026-11-20 itemized=2026-06-30 date=2026-05-01")
    desk.run("POST INVOICE C-20417 H-77 900.00 date=2026-05-05 due=2026-06-05")
    desk.run("POST CHARGE C-20417 6.21 kind=interest date=2026-09-30")
    desk.run("POST CHARGE C-20417 35.00 kind=fee date=2026-10-01")
    desk.run("POST PAYMENT C-20417 200.00 method=check date=2026-10-05")
    desk.run("POST CREDIT C-20417 15.00 reason=goodwill date=2026-10-09")
    let paid = desk.run("POST PAYMENT C-20417 100.00 method=ach date=2026-11-21")
    let promise = desk.run("POST PROMISE C-20417 100.00@2026-11-18 date=2026-11-10")
    let returned = desk.run("POST REVERSE \(paid) reason=nsf date=2026-11-23")
    let received = desk.run("POST PAYMENT C-20417 60.00 method=card date=2026-11-23")
    let dispute = desk.run("POST DISPUTE C-20417 price items=H-77:80.00 via=letter")
    let resolved = desk.run("POST RESOLVE \(dispute) outcome=credit amount=20.00")
    let plan = desk.run(
      "POST PLAN C-20417 instalments=3 first=2026-12-31 down=50.00@2026-11-27")
    let settlement = desk.run(
      "POST SETTLEMENT C-20417 400.00 due=2026-12-14 accept-by=2026-12-07 replaces=\(plan)")
    let subjects: [LetterName: EntryNumber] = [
      .promiseBroken: promise, .planAgreement: plan, .settlementAgreement: settlement,
      .receipt: received, .verification: resolved, .paymentReturned: returned,
    ]
    var cases: [LetterName: LetterCase] = [:]
    for name in LetterName.allCases {
      var letter = LetterCase(
        name, account: desk.book.findAccount("C-20417")!, contact: 0, by: .letter,
        date: desk.today, entry: 4711)
      letter.about = subjects[name]
      letter.payNow = Money(minor: 646_21)
      letter.isFirst = name == .reminder1
      switch name {
      case .reminder1, .reminder2, .reminder3:
        letter.level = Int(name.rawValue) + 1
        letter.items = desk.book.openItems(of: letter.account, asOf: desk.today).map {
          LetterCase.Item(item: $0.item, level: letter.level)
        }
      default: break
      }
      cases[name] = letter
    }
    return (desk, cases)
  }
}
