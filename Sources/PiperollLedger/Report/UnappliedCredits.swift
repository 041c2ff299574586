/// The payments, credit memos and transfers of which something is unapplied at the end of a day,
/// account by account.
public struct UnappliedCredits: Sendable {
  /// The credits, in the order of their accounts, and oldest first on each.
  public private(set) var rows: [OpenCredit] = []
  /// The groups of the accounts.
  public let groups: AccountGroups
  /// For each group how many credits it has, and how much of them is unapplied.
  public private(set) var sums: [(count: Int, unapplied: Money)]
  /// The proof that the rows add up to what the ledger's unapplied credit is.
  public private(set) var proofs: [Proof]

  /// - Parameter selection: the accounts that the report is about; nil: all.
  public init(
    _ book: borrowing Book, asOf day: Day, by grouping: Grouping, of selection: Selection?
  ) {
    groups = AccountGroups(book, by: grouping, of: selection)
    sums = Array(repeating: (0, .zero), count: groups.groups.count)
    proofs = book.proofs(book.debits(of: .unapplied, to: day).map { -$0 })
    for account in 0..<UInt32(book.accounts.count) {
      let group = groups.groups[groups[account]]
      for credit in book.openCredits(of: account, asOf: day) {
        proofs.add(credit.left, group.currency, isShown: !group.isOthers)
        if group.isOthers { continue }
        rows.append(credit)
        sums[groups[account]].count += 1
        sums[groups[account]].unapplied += credit.left
      }
    }
  }
}
