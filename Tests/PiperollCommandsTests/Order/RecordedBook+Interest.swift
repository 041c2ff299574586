@testable import PiperollLedger

// Interest and late fees in books that are recorded in two orders. What a charge comes to depends
// on what is recorded when it runs. So it is left out of what is compared; what has accrued, and
// what could bear a late fee, is compared instead.

extension RecordedBook {
  func tellInterest(
    _ account: UInt32, _ id: String, on day: Day, _ settled: [Day], _ told: inout [String: String]
  ) {
    let isLoan = place(of: account) == DatedLines.lent
    // Then money lowers what it is set against, and that is what was open when it was recorded.
    if isLoan, hasWriteOff(account) { return }
    // What is taken back and applied again takes effect on a later day in one of the books, and so
    // does its interest; on the loan all money counts the same, wherever it is.
    if isLoan || settled[place(of: account)] == .first {
      let accrued = InterestTimeline(desk.book, account).sum(through: day).rounded
      told["accrued on \(id)"] = "\(accrued.minor)"
    }
    guard isLoan, let loan = desk.book.loan(of: account, asOf: day) else { return }
    let standing = LoanStanding(desk.book, loan: loan, asOf: day, today: day)
    told["owed of the loan"] = "\(standing.owed.minor)"
    told["instalments"] = "\(standing.parts.map { [$0.paid.minor, $0.left.minor] })"
    let fees = desk.book.lateFeeParts(of: account, on: day, but: [])
    told["late fees of the loan"] = "\(fees.map { [Int64($0.late.due.number), $0.fee.minor] })"
  }

  private func hasWriteOff(_ account: UInt32) -> Bool {
    var found = false
    desk.book.forEachCredit(of: account) {
      let row = desk.book.credits[$0]
      if row.kind == .writeOff, row.date < row.voided { found = true }
    }
    return found
  }

  /// What the charges of interest and of late fees came to on an account by a day, less what of
  /// them was given back.
  func charged(on account: UInt32, by day: Day) -> Money {
    [LedgerAccount.interest, .fees, .creditMemos].reduce(.zero) {
      $0 + run($1, on: account, by: day)
    }
  }

  /// The same on the side of one ledger account, as what it was credited.
  func run(_ ledger: LedgerAccount, on account: UInt32, by day: Day) -> Money {
    var sum = Money.zero
    switch ledger {
    case .interest: sum = desk.book.chargedInterest(of: account, asOf: day).amount
    case .fees:
      desk.book.forEachItem(of: account) {
        let row = desk.book.items[$0]
        if row.kind == .late, row.date <= day, day < row.voided { sum += row.amount }
      }
    case .creditMemos:
      desk.book.forEachCredit(of: account) {
        let row = desk.book.credits[$0]
        if isRun(row), row.kind == .memo, row.date <= day, day < row.voided { sum -= row.amount }
      }
    default: break
    }
    return sum
  }

  func isRun(_ item: ItemRow) -> Bool { item.kind == .interest || item.kind == .late }

  /// Whether a credit gives back interest, or the late fee of what was reversed.
  func isRun(_ credit: CreditRow) -> Bool {
    if credit.kind == .interest { return true }
    let number = Int(credit.entry)
    return credit.kind == .memo && desk.book.entries[number - 1].isContinuation
      && desk.book.entries[number - 2].kind != .interest
  }
}
