/// The groups of a report's accounts, each in one currency, and the group of each account.
public struct AccountGroups: Sendable {
  /// A group of accounts in one currency.
  public struct Group: BitwiseCopyable, Sendable {
    /// The group's number, by the grouping: an account's row, a symbol, or the number of a kind; 0
    /// for the groupings `total` and `currency`.
    public let group: UInt32
    /// The currency of all its accounts.
    public let currency: Currency
    /// Whether it holds the accounts that the report is not about.
    public var isOthers: Bool { group == Grouping.others }
  }

  /// The groups, in the order of their first accounts.
  public private(set) var groups: [Group] = []
  /// For each account the place of its group in `groups`.
  private(set) var places: [UInt32] = []

  /// The place of an account's group in `groups`.
  public subscript(account: UInt32) -> Int { Int(places[Int(account)]) }

  /// - Parameter selection: the accounts that the report is about; nil: all.
  init(_ book: borrowing Book, by grouping: Grouping, of selection: Selection?) {
    var known: [UInt64: UInt32] = [:]
    places.reserveCapacity(book.accounts.count)
    for page in 0..<book.accounts.pageCount {
      for row in book.accounts.page(page) {
        let number = UInt32(places.count)
        let isChosen = selection?[number] ?? true
        let group = isChosen ? grouping.group(of: row, number) : Grouping.others
        let key = UInt64(group) << 8 | UInt64(row.currencyByte)
        let place = known[key] ?? UInt32(groups.count)
        if place == groups.count {
          known[key] = place
          groups.append(Group(group: group, currency: row.currency))
        }
        places.append(place)
      }
    }
  }
}

extension Grouping {
  /// The number of an account's group.
  public func group(of account: UInt32, _ book: borrowing Book) -> UInt32 {
    group(of: book.accounts[account], account)
  }

  fileprivate func group(of row: borrowing AccountRow, _ number: UInt32) -> UInt32 {
    switch self {
    case .kind: UInt32(row.kindByte)
    case .account: number
    case .collector: row.collector
    case .portfolio: row.portfolio
    case .client: row.client
    case .currency, .total: 0
    }
  }
}
