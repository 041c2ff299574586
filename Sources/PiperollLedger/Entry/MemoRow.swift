/// A text that belongs to an entry. Rows are in the order of the entries.
struct MemoRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  var text: TextReference
}

/// The memos of entries.
enum MemoTable: BookTable {
  typealias Row = MemoRow
  static var section: Section { Section(22, "memos") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .oneOfAnEntry }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.flaggedEntry(row.entry, of: section)
      links.text(row.text)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that the entry says that it has a memo, and that the memo is not empty.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.memos.count {
      let row = book.memos[place]
      demand(
        book.entries[Int(row.entry) - 1].hasMemo && !row.text.isEmpty,
        "entry \(row.entry): its memo")
    }
  }
}

/// The tender details of payments: check numbers, card tokens and the like.
enum TenderDetailsTable: BookTable {
  typealias Row = MemoRow
  static var section: Section { Section(23, "tender details") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .oneOfAnEntry }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.flaggedEntry(row.entry, of: section)
      links.text(row.text)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that the entry says that it has tender details, and that they are not empty.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.tenderDetails.count {
      let row = book.tenderDetails[place]
      demand(
        book.entries[Int(row.entry) - 1].hasTenderDetails && !row.text.isEmpty,
        "entry \(row.entry): its tender details")
    }
  }
}
