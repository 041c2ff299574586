// Lists of what is left of an account's documents at the end of a day.

/// An item that is still open, at least in part.
public struct OpenItem: BitwiseCopyable, Sendable {
  /// The item's row.
  public let item: UInt32
  /// How much of it is open.
  public let left: Money
}

/// A credit that is still unapplied, at least in part.
public struct OpenCredit: BitwiseCopyable, Sendable {
  /// The credit's row.
  public let credit: UInt32
  /// How much of it is unapplied.
  public let left: Money
}

extension Book {
  /// What is left of every item at the end of a day.
  func remainingAtEnd(of day: Day) -> [Money] {
    if !stands(at: day) { return remainingOfItems(asOf: day) }
    var left: [Money] = []
    left.reserveCapacity(items.count)
    itemRemaining.forEachPage { _, rows in left.append(contentsOf: rows) }
    return left
  }

  /// The open items of an account at the end of a day, oldest due first.
  public func openItems(of account: UInt32, asOf day: Day) -> [OpenItem] {
    var open: [OpenItem] = []
    guard !stands(at: day) else {
      forEachOpenItem(of: account) { open.append(OpenItem(item: $0, left: itemRemaining[$0])) }
      return open
    }
    forEachItem(of: account) { item in
      let left = remaining(ofItem: item, asOf: day)
      if left != .zero { open.append(OpenItem(item: item, left: left)) }
    }
    open.sort { left, right in
      let (first, second) = (itemDue[left.item], itemDue[right.item])
      return first == second ? left.item < right.item : first < second
    }
    return open
  }

  /// An account's unapplied credit at the end of a day.
  public func unapplied(of account: UInt32, asOf day: Day) -> Money {
    if stands(at: day) { return accounts[account].unapplied }
    return openCredits(of: account, asOf: day).reduce(.zero) { $0 + $1.left }
  }

  /// The unapplied credits of an account at the end of a day, oldest first.
  public func openCredits(of account: UInt32, asOf day: Day) -> [OpenCredit] {
    var open: [OpenCredit] = []
    guard !stands(at: day) else {
      forEachOpenCredit(of: account) {
        open.append(OpenCredit(credit: $0, left: credits[$0].unapplied))
      }
      return open
    }
    forEachCredit(of: account) { credit in
      let left = unapplied(ofCredit: credit, asOf: day)
      if left != .zero { open.append(OpenCredit(credit: credit, left: left)) }
    }
    open.sort { left, right in
      let (first, second) = (credits[left.credit].date, credits[right.credit].date)
      return first == second ? left.credit < right.credit : first < second
    }
    return open
  }
}
