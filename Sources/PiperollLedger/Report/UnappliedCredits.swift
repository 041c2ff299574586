/// The payments, credit memos and transfers that are not used up at the end of a day, account by
/// account.
public struct UnappliedCredits: Sendable {
  /// In the order of their accounts, oldest first.
  public private(set) var rows: [OpenCredit] = []
  /// The groups of the accounts.
  public let groups: AccountGroups
  /// Of each group how many credits, and what is unapplied of them.
  public private(set) var sums: [(count: Int, unapplied: Money)]
  /// Of the rows against the ledger's account.
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
