import PiperollLedger

extension Arguments {
  /// Decides a payment, credit memo, adjustment or write-off. All of them are an amount on an
  /// account that is set against items.
  func decideCredit(
    on book: borrowing Book, _ effective: Day, kind: CreditKind, reason: Reason = .other
  ) throws(Failure) -> Fact {
    try decideCredit(
      of: try account(in: book), on: book, effective, kind: kind, reason: reason, behind: nil)
  }

  /// Decides a payment or credit memo, and the interest that is charged ahead of it.
  func proposeCredit(
    on book: borrowing Book, _ effective: Day, kind: CreditKind,
    method: PaymentMethod = .other, reason: Reason = .other, tenderDetails: String = ""
  ) throws(Failure) -> Proposal {
    let account = try account(in: book)
    let interest = book.decideInterestAhead(account: account, on: effective)
    var proposal = Proposal(
      try decideCredit(
        of: account, on: book, effective, kind: kind, method: method, reason: reason,
        tenderDetails: tenderDetails, behind: interest))
    if let interest { proposal.ahead = [interest] }
    if kind.isMoney {
      do { try proposal.settle(on: book, [account], effective) } catch { throw .refused(error) }
    }
    return proposal
  }

  private func decideCredit(
    of account: UInt32, on book: borrowing Book, _ effective: Day, kind: CreditKind,
    method: PaymentMethod = .other, reason: Reason, tenderDetails: String = "",
    behind interest: Fact?
  ) throws(Failure) -> Fact {
    let currency = book.accounts[account].currency
    let amount = try money("amount", currency)
    let allocation = try allocation("apply", currency)
    do {
      return try book.decideCredit(
        account: account, kind: kind, amount: amount, method: method, reason: reason,
        tenderDetails: tenderDetails, to: allocation, on: effective, behind: interest)
    } catch { throw .refused(error) }
  }

  /// The entry of the credit that `credit=` names; nil if it was not given.
  func credit() throws(Failure) -> EntryNumber? {
    has("credit") ? try entry("credit") : nil
  }
}
