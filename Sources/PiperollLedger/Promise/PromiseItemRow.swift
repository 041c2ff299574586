/// An item that a promise is for, and at most how much of it.
public struct PromiseItemRow: ItemShareRow {
  /// At most how much of what is paid on it counts.
  public internal(set) var amount: Money
  /// The promise's row.
  var promise: UInt32
  /// The item's row.
  public internal(set) var item: UInt32

  var owner: UInt32 { promise }
}

/// The items of promises, in the order of the promises. Few promises have any.
enum PromiseItemTable: ItemShareTable {
  typealias Row = PromiseItemRow
  static var section: Section { Section(67, "items of promises") }
  static var owners: Section { PromiseTable.section }

  /// Checks that each is of a promise of its account that was made later than the item, and that
  /// they stand in the order of the promises.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var last: UInt32 = 0
    for place in 0..<UInt32(book.promiseItems.count) {
      let row = book.promiseItems[place]
      let promise = book.promises[row.promise]
      demand(
        row.promise >= last && book.itemAccount[row.item] == promise.account
          && row.amount > .zero && book.items[row.item].entry < promise.entry,
        "promise \(promise.entry): its items")
      last = row.promise
    }
  }
}

extension Book {
  /// The items that a promise is for; empty if it is for whatever is owed.
  public func items(ofPromise promise: UInt32) -> [PromiseItemRow] {
    if promiseItems.count == 0 { return [] }
    var items: [PromiseItemRow] = []
    var place = promiseItems.firstRow { $0.promise >= promise }
    while place < promiseItems.count, promiseItems[place].promise == promise {
      items.append(promiseItems[place])
      place += 1
    }
    return items
  }
}
