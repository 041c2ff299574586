/// The payments of a period, and those that were reversed in it, whenever they had come in.
public struct CashIn: Sendable {
  /// A payment that came in, or one that went back.
  public struct Movement: BitwiseCopyable, Sendable {
    /// The credit's row.
    public let credit: UInt32
    /// The day it came in, or was reversed.
    public let day: Day
    /// Whether it went back.
    public let isReturn: Bool
  }

  /// In the order of recording; what went back stands with its payment.
  public private(set) var movements: [Movement] = []
  /// What came in less what went back, against the entries.
  public private(set) var proofs: [Proof]

  /// - Parameter selection: the accounts that the report is about; nil: all.
  public init(_ book: borrowing Book, from first: Day, to last: Day, of selection: Selection?) {
    // The entries tell it without a look at the payments: what each did to its account's balance.
    let control = book.totals(from: first, to: last) { entry in
      let isPayment = entry.kind == .payment
      let isReturn =
        entry.kind == .reverse && book.entries[Int(entry.subject) - 1].kind == .payment
      return isPayment || isReturn ? -entry.effect : .zero
    }
    proofs = book.proofs(control)
    for number in 0..<UInt32(book.credits.count) {
      let row = book.credits[number]
      guard row.kind == .payment else { continue }
      for (day, isReturn) in [(row.date, false), (row.voided, true)]
      where first <= day && day <= last {
        let isShown = selection?[row.account] ?? true
        proofs.add(
          isReturn ? -row.amount : row.amount, book.accounts[row.account].currency,
          isShown: isShown)
        if isShown {
          movements.append(Movement(credit: number, day: day, isReturn: isReturn))
        }
      }
    }
  }
}
