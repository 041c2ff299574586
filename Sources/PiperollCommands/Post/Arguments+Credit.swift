import PiperollLedger

extension Arguments {
  /// Decides what POST PAYMENT and POST CREDIT have in common: an amount on an account, set against
  /// invoices.
  func decideCredit(
    on book: borrowing Book, kind: CreditKind, method: PaymentMethod = .other,
    reason: CreditReason = .other
  ) throws(Failure) -> Fact {
    let account = try account(in: book)
    let currency = book.accounts[account].currency
    let amount = try money("amount", currency)
    let wishes = try applications("apply", currency)
    do {
      return try book.decideCredit(
        account: account, kind: kind, amount: amount, method: method, reason: reason,
        wishes: wishes)
    } catch { throw .refused(error) }
  }
}
