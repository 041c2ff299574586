/// What is past due on an account at the end of a day, less unapplied credit.
public struct OpenSums: Equatable, Sendable {
  /// What of the unapplied credit is left for the next item.
  private var unapplied: Money
  /// What is past due and not covered by the credit.
  public private(set) var pastDue = Money.zero
  /// The earliest due date of the open items that the credit does not cover.
  public private(set) var oldest: Day?

  /// - Parameter asOf: of this book.
  public init(_ book: borrowing Book, _ account: UInt32, _ asOf: AsOf) {
    if asOf.isPresent {
      unapplied = book.accounts[account].unapplied
      book.forEachOpenItem(of: account) {
        add(book.itemRemaining[$0], due: book.agedDue(of: $0, on: asOf.day), asOf.day)
      }
    } else {
      unapplied = book.unapplied(of: account, asOf: asOf.last)
      for open in book.openItems(of: account, asOf: asOf.last) {
        add(open.left, due: book.agedDue(of: open.item, on: asOf.day), asOf.day)
      }
    }
  }

  /// Adds an open item. Items must be added in the order of their due dates.
  private mutating func add(_ left: Money, due: Day, _ day: Day) {
    let covered = min(unapplied, left)
    unapplied -= covered
    if covered == left { return }
    oldest = min(oldest ?? due, due)
    if due < day { pastDue += left - covered }
  }
}
