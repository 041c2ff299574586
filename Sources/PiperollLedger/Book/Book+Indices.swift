// The indices of a book that was read from a snapshot. They are made of its rows, with the secret
// of this start.

extension Book {
  /// Fills all indices.
  /// - Throws: if two rows have a key that only one may have, or a row is named twice as the next
  ///   one with its key. A walk along such rows might never end.
  mutating func fillIndices() throws(BookDecodingError) {
    let key = hashKey
    symbols.index = try Self.texts(SymbolIndex.self, symbols.names, from: 1, arena, key) { $0 }
    accountIndex = try Self.texts(AccountIndex.self, accounts, from: 0, arena, key) { $0.id }
    referenceIndex = try Self.texts(ReferenceIndex.self, references, from: 0, arena, key) {
      $0.name
    }
    try fillItemIndices()
    phoneIndex = try phonesByNumber()
    headIndex = try Self.sound(
      HashIndex(
        0..<UInt32(heads.count), count: heads.count, hash: { key.hash(heads[$0].key) },
        areSame: { heads[$0].key == heads[$1].key }), HeadIndex.self)
  }

  private static func sound<Index: BookIndex>(
    _ index: HashIndex?, _: Index.Type
  ) throws(BookDecodingError) -> HashIndex {
    guard let index else { throw .rows("the \(Index.section.name) finds two rows by one key") }
    return index
  }

  /// The index of a table whose rows are found by a text.
  private static func texts<Index: BookIndex, Row>(
    _ type: Index.Type, _ rows: Column<Row>, from first: UInt32, _ arena: TextArena,
    _ key: HashKey, _ text: (Row) -> TextReference
  ) throws(BookDecodingError) -> HashIndex {
    let count = UInt32(rows.count)
    return try sound(
      HashIndex(
        min(first, count)..<count, count: rows.count,
        hash: { arena.withBytes(text(rows[$0])) { key.hash($0) } },
        areSame: { arena.areEqual(text(rows[$0]), text(rows[$1])) }), type)
  }

  /// Items with the number of an earlier one are found by their account too. The earlier one leads
  /// to them.
  private mutating func fillItemIndices() throws(BookDecodingError) {
    let (key, count) = (hashKey, UInt32(items.count))
    let later = try Self.laterRows(items, \.nextSameNumber, InvoiceIndex.self)
    invoiceIndex = try Self.sound(
      HashIndex(
        0..<count, count: items.count - later.count, includes: { !later.contains($0) },
        hash: { arena.withBytes(items[$0].number) { key.hash($0) } },
        areSame: { arena.areEqual(items[$0].number, items[$1].number) }), InvoiceIndex.self)
    accountInvoiceIndex = try Self.sound(
      HashIndex(
        0..<count, count: later.count, includes: { later.contains($0) },
        hash: { item in
          arena.withBytes(items[item].number) { key.hash($0, of: itemAccount[item]) }
        },
        areSame: {
          itemAccount[$0] == itemAccount[$1] && arena.areEqual(items[$0].number, items[$1].number)
        }), AccountInvoiceIndex.self)
  }

  private func phonesByNumber() throws(BookDecodingError) -> HashIndex {
    let key = hashKey
    let later = try Self.laterRows(phones, \.nextSameNumber, PhoneIndex.self)
    return try Self.sound(
      HashIndex(
        0..<UInt32(phones.count), count: phones.count - later.count,
        includes: { !later.contains($0) }, hash: { key.hash(phones[$0].digits) },
        areSame: { phones[$0].digits == phones[$1].digits }), PhoneIndex.self)
  }

  /// The rows that another row names as the next one with its key.
  private static func laterRows<Row, Index: BookIndex>(
    _ rows: Column<Row>, _ next: (Row) -> UInt32, _: Index.Type
  ) throws(BookDecodingError) -> RowSet {
    var named = RowSet(count: rows.count)
    var isFlawed = false
    rows.forEachPage { _, page in
      for row in page where next(row) != none {
        if !named.insert(next(row)) { isFlawed = true }
      }
    }
    if isFlawed { throw .rows("the \(Index.section.name) misses a row") }
    return named
  }
}

/// Some rows of a table: one byte for each row.
private struct RowSet {
  private var isIn: [Bool]
  private(set) var count = 0

  init(count: Int) { isIn = Array(repeating: false, count: count) }

  func contains(_ row: UInt32) -> Bool { isIn[Int(row)] }

  /// Returns false if the row is not there, or is in the set already.
  mutating func insert(_ row: UInt32) -> Bool {
    guard Int(row) < isIn.count, !isIn[Int(row)] else { return false }
    isIn[Int(row)] = true
    count += 1
    return true
  }
}
