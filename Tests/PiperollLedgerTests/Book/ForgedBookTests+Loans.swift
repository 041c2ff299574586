import Testing

@testable import PiperollLedger

// Loans of the book that is forged.

extension ForgedBookTests {
  /// Makes a loan with interest that was charged and given back, and with late fees.
  static func lend(on play: Play) {
    let account = play.model.accounts.count
    play.open(
      Model.Account(
        id: "LOAN", kind: "loan", currency: "USD", collector: "", portfolio: "", client: ""))
    let terms = LoanTerms(
      principal: Money(minor: 120_000), rate: InterestRate(parsing: "9.5".utf8)!, instalments: 4,
      firstDue: Play.day(20))
    play.lend(account, terms, "PRINCIPAL", on: 0)
    play.interest(account, through: 50, on: 50, due: 60)
    play.take(account, .payment, 60_000, on: 10, wishes: [("PRINCIPAL", nil)])
    play.interest(account, through: 50, on: 51, due: 61)
    play.lateFee(account, on: 190)
    precondition(play.model.lateFees.count > 0 && play.model.interestCharges.last!.amount < 0)
  }
}
