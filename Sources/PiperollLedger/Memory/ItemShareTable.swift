/// A row about an item: what of it a promise, a plan, a dispute or a re-aging is about.
protocol ItemShareRow: BitwiseCopyable, Sendable {
  /// How much of the item.
  var amount: Money { get }
  /// The row of what is about the item.
  var owner: UInt32 { get }
  /// The item's row.
  var item: UInt32 { get }
}

/// A table of such rows. A view of the past reaches them through their owners alone.
protocol ItemShareTable: BookTable where Row: ItemShareRow {
  /// The table of the owners.
  static var owners: Section { get }
}

extension ItemShareTable {
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.amount(row.amount)
      links.extents[owners].mustName(row.owner)
      links.items.mustName(row.item)
    }
  }

  static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }
}
