// The fields of items that reports scan. They are columns of their own, with one row for each item.

/// The account of each item.
enum ItemAccountTable: BookTable {
  typealias Row = UInt32
  static var section: Section { Section(14, "item accounts") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, _ in
      links.accounts.mustName(row)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    known.items
  }

  /// Checks that an item is on the account of the entry that made it.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for item in 0..<book.items.count {
      let entry = book.entries[Int(book.items[item].entry) - 1]
      demand(
        book.itemAccount[item] == entry.account,
        "item \(book.text(book.items[item].number)): its account")
    }
  }
}

/// The day on which each item is due.
enum ItemDueTable: BookTable {
  typealias Row = Day
  static var section: Section { Section(15, "item due dates") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, _ in
      links.day(row)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    known.items
  }

  /// Checks that nothing is due before its date.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for item in 0..<book.items.count {
      demand(
        book.itemDue[item] >= book.items[item].date,
        "item \(book.text(book.items[item].number)): its due date")
    }
  }
}

/// What is left to pay of each item as the book stands.
enum ItemRemainingTable: BookTable {
  typealias Row = Money
  static var section: Section { Section(16, "item remainders") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, number in
      links.demand(row >= .zero)
      links.amount(row)
      let open = row > .zero ? number : none
      links.openItems.count(open)
      links.openItemsBackwards.count(open)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    known.items
  }

  /// Checks that what is left of an item is its amount less its applications, both by their dates
  /// and by how much of each still counts.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var covered = [Money](repeating: .zero, count: book.items.count)
    book.applications.forEachPage { _, rows in
      for row in rows { covered[Int(row.item)] += row.standing }
    }
    for (item, amount) in book.remainingOfItems(asOf: .last).enumerated() {
      let (row, remaining) = (book.items[item], book.itemRemaining[item])
      let number = book.text(row.number)
      demand(
        amount == remaining, "item \(number): \(remaining) open, \(amount) by its applications")
      demand(remaining >= .zero, "item \(number) is below zero")
      let left = row.voided == never ? row.amount - remaining : .zero
      demand(covered[item] == left, "item \(number): what covers it")
    }
  }
}
