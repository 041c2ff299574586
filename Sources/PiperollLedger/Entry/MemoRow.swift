/// A text of an entry; in the order of the entries.
struct MemoRow: BitwiseCopyable, Sendable {
  var entry: EntryNumber
  var text: TextReference
}

/// The free texts of entries.
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

  /// The entry says that it has one, and there is one.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.memos.count {
      let row = book.memos[place]
      demand(
        book.entries[Int(row.entry) - 1].hasMemo && !row.text.isEmpty,
        "entry \(row.entry): its memo")
    }
  }
}

/// Checks, card tokens and the like of payments.
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

  /// The entry says that it has one, and there is one.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.tenderDetails.count {
      let row = book.tenderDetails[place]
      demand(
        book.entries[Int(row.entry) - 1].hasTenderDetails && !row.text.isEmpty,
        "entry \(row.entry): its tender details")
    }
  }
}
