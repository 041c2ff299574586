/// The accounts that a report is about.
public struct Selection: Sendable {
  /// For each account whether it is selected.
  let isChosen: [Bool]
  /// How many accounts are selected.
  public let count: Int

  /// Whether an account, by its row, is selected.
  public subscript(account: UInt32) -> Bool { isChosen[Int(account)] }
}

extension Book {
  /// Selects the accounts for which a filter holds at the end of a day.
  public func select(_ filter: Filter, asOf day: Day) -> Selection {
    let run = FilterRun(filter, self)
    let facts = AccountFacts(self, filter.fields, asOf: day)
    var isChosen = [Bool](repeating: false, count: accounts.count)
    var (number, count) = (0, 0)
    for page in 0..<accounts.pageCount {
      let rows = accounts.page(page)
      for place in rows.indices {
        let account = FilteredAccount(row: rows.baseAddress! + place, account: number)
        if run.holds(for: account, facts, self) {
          isChosen[number] = true
          count += 1
        }
        number += 1
      }
    }
    return Selection(isChosen: isChosen, count: count)
  }
}
