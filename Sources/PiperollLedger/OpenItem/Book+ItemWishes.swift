extension Book {
  /// The items that somebody names, each once, with how much of it is meant: all that is left where
  /// no amount is named.
  /// - Parameter left: how much of an item, by its row, may be named.
  /// - Parameter tooMuch: the refusal where nothing is left, or less than is named.
  func named(
    _ wishes: [ApplicationWish], of account: UInt32, left: (UInt32) -> Money,
    tooMuch: (String, Money) -> Refusal
  ) throws(Refusal) -> [Application] {
    var parts: [Application] = []
    for wish in wishes {
      guard let item = findInvoice(wish.invoice, of: account) else {
        throw .invoiceNotFound(wish.invoice)
      }
      let entry = items[item].entry
      if parts.contains(where: { $0.invoice == entry }) {
        throw .applicationRepeated(invoice: wish.invoice)
      }
      if wish.amount == .zero { throw .amountZero }
      let most = left(item)
      if most <= .zero || wish.amount ?? most > most { throw tooMuch(wish.invoice, most) }
      parts.append(Application(invoice: entry, amount: wish.amount ?? most))
    }
    return parts
  }
}
