import PiperollLedger
import Testing

@testable import PiperollLetters

@Suite struct `A letter` {
  /// Example N1: A is past due since 10-01, B since 11-10; 50.00 is unapplied.
  private func exampleN1() -> (LetterDesk, LetterCase) {
    let desk = LetterDesk()
    desk.run("POST ACCOUNT C-20417 kind=consumer name=\"Jane Q. Debtor\" client=\"Harbor & Vale\"")
    desk.run(
      "POST CONTACT C-20417 role=debtor name=\"Jane Q. Debtor\" email=jane@example.com"
        + " address=\"41 Canal St, Apt 4, New York, NY 10001\" language=en")
    desk.run("POST INVOICE C-20417 A 400.00 date=2026-09-01 due=2026-10-01")
    desk.run("POST INVOICE C-20417 B 90.00 date=2026-10-11 due=2026-11-10")
    desk.run("POST INVOICE C-20417 D 70.00 date=2026-11-20 due=2026-12-20")
    desk.run("POST CREDIT C-20417 50.00 reason=goodwill date=2026-11-20 apply=none")
    let fee = desk.run("POST CHARGE C-20417 10.00 kind=fee date=2026-11-23")
    let account = desk.book.findAccount("C-20417")!
    var letter = LetterCase(
      .reminder2, account: account, contact: 0, by: .letter, date: desk.today, entry: fee + 1)
    letter.level = 2
    letter.items = [
      LetterCase.Item(item: desk.item("A", of: "C-20417"), level: 2),
      LetterCase.Item(item: desk.item("B", of: "C-20417"), level: 1),
    ]
    (letter.fee, letter.payNow) = (Money(minor: 1000), Money(minor: 45_000))
    return (desk, letter)
  }

  @Test func `says what is past due, what is taken off, the fee, and what to pay`() {
    let (desk, letter) = exampleN1()
    let text = desk.write(letter).text
    for line in [
      "- A, September 1, 2026, due October 1, 2026: open $400.00",
      "- B, October 11, 2026, due November 10, 2026: open $90.00",
      "Past due: $490.00", "Less the credit on your account: $50.00", "Fee for this letter: $10.00",
      "Amount to pay now: $450.00", "Oak Street Recovery", "New York, NY 10001",
      "November 23, 2026",
    ] {
      #expect(text.split(separator: "\n").contains(Substring(line)), "\(line) in \(text)")
    }
    #expect(!text.contains("December"))
  }

  @Test func `is the same to the byte when it is written again later`() {
    let (desk, letter) = exampleN1()
    let known = desk.book.sequence
    let before = desk.write(letter)
    desk.run("POST AMEND-ACCOUNT C-20417 name=\"J. Other\" date=2026-11-01")
    desk.run("POST AMEND \(desk.book.contacts[0].entry) address=\"9 Elm St\" date=2026-11-01")
    desk.run("POST PAYMENT C-20417 300.00 method=check date=2026-11-10")
    desk.run("POST POLICY desk-name \"Elm Street\" date=2026-01-02")
    desk.run("POST DISPUTE C-20417 goods items=B:50.00 date=2026-11-22")
    #expect(desk.write(letter, known: known) == before)
    #expect(desk.write(letter) != before)
  }

  @Test func `escapes what stands in HTML, and nothing in text`() {
    let (desk, letter) = exampleN1()
    desk.run("POST AMEND \(desk.book.contacts[0].entry) name=\"Jane <b>D & Co\"")
    let written = desk.write(letter)
    #expect(written.text.contains("Dear Jane <b>D & Co:"))
    #expect(written.text.contains("Harbor &\nVale"))
    #expect(written.html.contains("Dear Jane &lt;b&gt;D &amp; Co:"))
    #expect(!written.html.contains("<b>D"))
    #expect(written.html.contains("Harbor &amp; Vale"))
  }

  @Test func `tells an item's part that is disputed`() {
    let (desk, letter) = exampleN1()
    desk.run("POST DISPUTE C-20417 goods items=B:30.00")
    let line =
      "- B, October 11, 2026, due November 10, 2026: open $90.00, of it disputed\n  $30.00\n"
    #expect(desk.write(letter).text.contains(line))
  }

  @Test func `of a debt collector says so, wholly in the first and shortly afterwards`() {
    var (desk, letter) = exampleN1()
    let whole =
      "Oak Street Recovery is a debt collector. This is an attempt to collect a debt, and any"
      + " information obtained will be used for that purpose."
    let short = "This communication is from a debt collector."
    func must() -> String {
      ModelMaker(letter, .english, in: desk.book).collectorStatement(desk.book)
    }
    #expect(must() == "")
    desk.run("POST ASSIGN C-20417 role=third-party placed=2026-11-01")
    #expect(must() == whole)
    letter.isFirst = false
    #expect(must() == short)
    #expect(desk.write(letter).html.contains(short))
    letter.name = .validation
    #expect(must() == whole)
    // The rule is about the debts of consumers.
    desk.run("POST ACCOUNT T-1 kind=trade name=Trade")
    desk.run("POST ASSIGN T-1 role=third-party")
    letter.account = desk.book.findAccount("T-1")!
    #expect(must() == "")
  }

  @Test func `says how to get no more emails in each email, and in no letter on paper`() {
    var (desk, letter) = exampleN1()
    #expect(!desk.write(letter).text.contains("STOP"))
    letter.channel = .email
    let email = desk.write(letter)
    let token = OptOutToken.token(of: desk.book.contacts[0].entry, .email, LetterDesk.plainSeal)
    for body in [email.text.replacing("\n", with: " "), email.html] {
      #expect(body.contains("answer this email with the word STOP") && body.contains(token))
    }
    #expect(!email.text.contains("41 Canal St"))
  }

  @Test func `is in Spanish to who wants that`() {
    let (desk, letter) = exampleN1()
    desk.run("POST AMEND \(desk.book.contacts[0].entry) language=es-MX")
    let written = desk.write(letter)
    #expect(written.subject == "Segundo recordatorio sobre su cuenta ***0417")
    #expect(
      written.text.contains(
        "- A, 1 de septiembre de 2026, vence el 1 de octubre de 2026: pendiente\n  $400.00\n"))
    #expect(written.html.contains("<html lang=\"es\">"))
  }

  @Test func `has each name that a template may use, and no other`() {
    let (desk, letter) = exampleN1()
    let model = LetterModel(of: letter, in: desk.book, .english, seal: LetterDesk.plainSeal)
    expect(model.record, has: LetterField.all, at: "")
  }

  private func expect(_ record: LetterRecord, has fields: [LetterField], at path: String) {
    #expect(Set(record.values.keys) == Set(fields.map(\.name)), "names of \(path)")
    for field in fields {
      switch (record.values[field.name], field.form) {
      case (.text, .text), (.flag, .flag), (.texts, .texts), (.text(""), .record): continue
      case (.record(let inside), .record(let names)): expect(inside, has: names, at: field.name)
      case (.records(let all), .records(let names)):
        for inside in all { expect(inside, has: names, at: field.name) }
      default: Issue.record("\(path).\(field.name) is of another form")
      }
    }
  }
}

@Suite struct `A template of the desk` {
  @Test func `makes the letters from its day on, and those before it as they were`() {
    let desk = LetterDesk()
    desk.run("POST ACCOUNT C-1 kind=consumer name=\"Jane Q. Debtor\" date=2026-11-01")
    desk.run("POST INVOICE C-1 A 5.00 date=2026-11-01")
    func letter(on day: String) -> LetterCase {
      LetterCase(
        .reminder1, account: 0, contact: nil, by: .letter, date: desk.day(day), entry: 9)
    }
    let before = desk.write(letter(on: "2026-11-20"))
    let known = desk.book.sequence
    desk.set(
      .reminder1, "Subject: Pay {{pay_now}}\n{{must}}{{opt_out}}Dear {{debtor.name}}\n",
      "2026-11-21")
    #expect(desk.write(letter(on: "2026-11-20")) == before)
    #expect(desk.write(letter(on: "2026-11-21")).subject == "Pay $0.00")
    #expect(desk.write(letter(on: "2026-11-21")).text == "Dear Jane Q. Debtor\n")
    #expect(desk.write(letter(on: "2026-11-21"), known: known).subject == before.subject)
    desk.set(.reminder1, "", "2026-11-22")
    #expect(desk.write(letter(on: "2026-11-22")).subject == before.subject)
  }
}
