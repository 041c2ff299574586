import PiperollLedger
import Testing

@testable import PiperollLetters

@Suite struct `An itemization` {
  private func desk() -> LetterDesk {
    let desk = LetterDesk()
    desk.run("POST ACCOUNT C-1 kind=consumer name=\"Jane Q. Debtor\" date=2026-01-01")
    desk.run("POST INVOICE C-1 H-77 900.00 date=2026-03-01")
    desk.run("POST ASSIGN C-1 role=third-party itemized=2026-06-30 date=2026-07-01")
    desk.run("POST CHARGE C-1 6.21 kind=interest date=2026-09-30")
    desk.run("POST CHARGE C-1 35.00 kind=fee date=2026-10-01")
    desk.run("POST PAYMENT C-1 200.00 method=check date=2026-10-05")
    desk.run("POST CREDIT C-1 15.00 reason=goodwill date=2026-10-09")
    return desk
  }

  private func sum(_ desk: LetterDesk, on day: String = "2026-11-23") -> Itemization? {
    Itemization(desk.book, desk.book.findAccount("C-1")!, on: desk.day(day))
  }

  /// The figures of the design: 900.00 + 6.21 + 35.00 - 200.00 - 15.00 = 726.21.
  @Test func `tells what was owed, what came to it, what was paid, and what is owed`() {
    let sum = sum(desk())
    #expect(sum?.then.minor == 900_00)
    #expect(sum?.interest.minor == 6_21)
    #expect(sum?.fees.minor == 35_00)
    #expect(sum?.payments.minor == 200_00)
    #expect(sum?.credits.minor == 15_00)
    #expect(sum?.now.minor == 726_21)
  }

  @Test func `takes a payment that came back for none`() {
    let desk = desk()
    let payment = desk.run("POST PAYMENT C-1 50.00 method=check date=2026-10-20")
    desk.run("POST REVERSE \(payment) reason=nsf date=2026-10-25")
    #expect(sum(desk)?.payments.minor == 200_00)
    #expect(sum(desk)?.now.minor == 726_21)
    #expect(sum(desk, on: "2026-10-22")?.payments.minor == 250_00)
  }

  @Test func `is none where something else has moved what is owed`() {
    let billed = desk()
    billed.run("POST INVOICE C-1 H-78 1.00 date=2026-10-20")
    #expect(sum(billed) == nil)
    #expect(sum(billed, on: "2026-10-19") != nil)
    let adjusted = desk()
    adjusted.run("POST ADJUST C-1 debit 1.00 reason=other date=2026-10-20")
    #expect(sum(adjusted) == nil)
    let writtenOff = desk()
    writtenOff.run("POST WRITEOFF C-1 1.00 reason=other date=2026-10-20")
    #expect(sum(writtenOff) == nil)
  }

  @Test func `is none where more was taken back than there was`() {
    let desk = desk()
    let payment = desk.run("POST PAYMENT C-1 500.00 method=check date=2026-06-01")
    #expect(sum(desk)?.then.minor == 400_00)
    desk.run("POST REVERSE \(payment) reason=nsf date=2026-10-25")
    #expect(sum(desk) == nil)
  }

  @Test func `is none before its date, and where there is none`() {
    #expect(sum(desk(), on: "2026-06-29") == nil)
    let desk = LetterDesk()
    desk.run("POST ACCOUNT C-1 kind=consumer name=Jane date=2026-01-01")
    #expect(sum(desk) == nil)
  }

  @Test func `stands in the notice with its zeros, and the end of the period for an answer`() {
    let desk = LetterDesk()
    desk.run("POST ACCOUNT C-1 kind=consumer name=\"Jane Q. Debtor\" client=Bank date=2026-01-01")
    desk.run("POST CONTACT C-1 role=debtor name=\"Jane Q. Debtor\" language=es date=2026-01-01")
    desk.run("POST INVOICE C-1 H-77 900.00 date=2026-03-01")
    desk.run("POST ASSIGN C-1 role=third-party itemized=2026-06-30 date=2026-07-01")
    let letter = LetterCase(
      .validation, account: 0, contact: 0, by: .letter, date: desk.today, entry: 99)
    let text = desk.write(letter).text
    #expect(text.contains("Interest charged since June 30, 2026: + $0.00\n"))
    #expect(text.contains("Amount of the debt now: $900.00\n"))
    #expect(text.contains("December 31, 2026"))
    // A translation is sent together with the English notice: 12 CFR 1006.34(e)(1).
    #expect(text.contains("31 de diciembre de 2026") && text.contains("¿Cómo desea responder?"))
    #expect(
      text.firstRange(of: "¿Cómo")!.lowerBound < text.firstRange(of: "How do you")!.lowerBound)
  }
}
