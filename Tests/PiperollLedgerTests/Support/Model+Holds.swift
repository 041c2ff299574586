import PiperollLedger

// Holds in the model. Every question goes through the whole list.

extension Model {
  func isInForce(_ hold: Hold, on day: Int) -> Bool {
    hold.from <= day && day <= hold.until && day < hold.released
  }

  /// Whether a request that names no invoices skips an invoice on a day.
  func isHeld(_ invoice: Int, on day: Int) -> Bool {
    holds.contains {
      $0.account == invoices[invoice].account && ($0.invoice ?? invoice) == invoice
        && isInForce($0, on: day) && [.dispute, .bankruptcy, .supervisor].contains($0.kind)
    }
  }

  /// Whether a hold blocks interest and late fees on an invoice on a day.
  func isInterestHeld(_ invoice: Int, on day: Int) -> Bool {
    holds.contains {
      $0.account == invoices[invoice].account && ($0.invoice ?? invoice) == invoice
        && isInForce($0, on: day)
        && [.dispute, .bankruptcy, .deceased, .hardship, .insurancePending].contains($0.kind)
    }
  }

  /// How much of an amount is left over because items are on hold.
  func heldBack(
    _ amount: Int64, account: Int, _ parts: Parts, wishes: [Wish]?, exact: Bool = false,
    on day: Int
  ) -> Int64 {
    if wishes != nil, !exact { return 0 }
    let rest = parts.reduce(amount) { $0 - $1.amount }
    let held = openInvoices(of: account).filter { isHeld($0, on: day) }
    return Swift.min(rest, held.reduce(0) { $0 + left(ofInvoice: $1) })
  }

  /// Whether a hold blocks new invoices on a day.
  func isCreditHeld(_ account: Int, on day: Int) -> Bool {
    holds.contains {
      $0.account == account && $0.invoice == nil && $0.kind == .credit && isInForce($0, on: day)
    }
  }
}
