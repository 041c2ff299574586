/// The accounts that have a credit limit, and how much of it is used at the end of a day.
public struct CreditLines: Sendable {
  /// An account's line.
  public struct Line: BitwiseCopyable, Sendable {
    /// The account's row.
    public let account: UInt32
    public let limit: Money
    /// What is open.
    public let open: Money
    /// Credit that is set against nothing.
    public let unapplied: Money
    /// What is owed: open items less unapplied credit.
    public var exposure: Money { open - unapplied }
    /// What may still be sold on credit; below zero where the account is over its limit.
    public var headroom: Money { limit - exposure }
    /// Whether more is owed than the limit.
    public var isOver: Bool { headroom < .zero }
  }

  /// In the order of the accounts.
  public private(set) var lines: [Line] = []
  /// Of the lines' exposure against the control account; others are also accounts without a limit.
  /// There is one for each currency that has lines, though nothing may have been posted in it.
  public private(set) var proofs: [Proof]

  /// - Parameter selection: the accounts that the report is about; nil: all.
  /// - Parameter overOnly: only accounts that owe more than their limit.
  public init(_ book: borrowing Book, asOf day: Day, of selection: Selection?, overOnly: Bool) {
    proofs = book.proofs(book.controlTotals(asOf: day))
    var fields = FilterField.Set()
    fields.insert(.balance)
    fields.insert(.creditLimit)
    let facts = AccountFacts(book, fields, asOf: day)
    var number = 0
    for page in 0..<book.accounts.pageCount {
      let rows = book.accounts.page(page)
      for place in rows.indices {
        let row = rows.baseAddress! + place
        let unapplied = facts.unapplied(of: number, row)
        let exposure = facts.balance(of: number, row)
        var isShown = row.pointee.openedOn <= day && selection?[UInt32(number)] ?? true
        if isShown, let limit = facts.creditLimit(of: number, row), !overOnly || exposure > limit {
          lines.append(
            Line(
              account: UInt32(number), limit: limit, open: exposure + unapplied,
              unapplied: unapplied))
          proofs.demand(row.pointee.currency)
        } else {
          isShown = false
        }
        proofs.add(exposure, row.pointee.currency, isShown: isShown)
        number += 1
      }
    }
  }
}
