import PiperollLedger

extension Arguments {
  /// Decides a payment, credit memo, adjustment or write-off. All of them are an amount on an
  /// account that is set against items.
  func decideCredit(
    on book: borrowing Book, _ effective: Day, kind: CreditKind,
    method: PaymentMethod = .other, reason: Reason = .other, tenderDetails: String = ""
  ) throws(Failure) -> Fact {
    let account = try account(in: book)
    let currency = book.accounts[account].currency
    let amount = try money("amount", currency)
    let allocation = try allocation("apply", currency)
    do {
      return try book.decideCredit(
        account: account, kind: kind, amount: amount, method: method, reason: reason,
        tenderDetails: tenderDetails, to: allocation, on: effective)
    } catch { throw .refused(error) }
  }

  /// The entry of the credit that `credit=` names; nil if it was not given.
  func credit() throws(Failure) -> EntryNumber? {
    has("credit") ? try entry("credit") : nil
  }
}
