/// The accounts that have a credit limit, and how much of it is used at the end of a day.
public struct CreditLines: Sendable {
  /// The credit line of one account.
  public struct Line: BitwiseCopyable, Sendable {
    /// The account's row.
    public let account: UInt32
    public let limit: Money
    /// The open amounts.
    public let open: Money
    /// Credit that is not applied to any item.
    public let unapplied: Money
    /// What is owed: open items less unapplied credit.
    public var exposure: Money { open - unapplied }
    /// How much may still be sold on credit; below zero if the account exceeds its limit.
    public var headroom: Money { limit - exposure }
    /// Whether the account owes more than its limit.
    public var isOver: Bool { headroom < .zero }
  }

  /// The lines, in the order of the accounts.
  public private(set) var lines: [Line] = []
  /// The proof that the exposures add up to the control account, together with those of all
  /// accounts that are not shown: these include accounts without a limit. There is one for each
  /// currency that has lines, even if nothing was posted in it.
  public private(set) var proofs: [Proof]

  /// - Parameter selection: the accounts that the report is about; nil: all.
  /// - Parameter overOnly: whether to show only accounts that owe more than their limit.
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
