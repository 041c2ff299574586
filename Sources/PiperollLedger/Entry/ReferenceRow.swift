/// A client's reference, which identifies a repeated request.
public struct ReferenceRow: BitwiseCopyable, Sendable {
  /// The reference as the client gave it.
  public internal(set) var name: TextReference
  /// A hash of the request that it came with.
  public internal(set) var payloadHash: UInt64
  /// The first entry that was recorded with it.
  public internal(set) var entry: EntryNumber
}

/// The references that clients gave with their requests.
enum ReferenceTable: BookTable {
  typealias Row = ReferenceRow
  static var section: Section { Section(25, "references") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .oneOfAnEntry }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.flaggedEntry(row.entry, of: section)
      links.text(row.name)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a reference is found by its name.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for place in 0..<book.references.count {
      let row = book.references[place]
      let name = book.text(row.name)
      demand(book.reference(name)?.entry == row.entry, "reference \(name): its index")
      demand(
        book.entries[Int(row.entry) - 1].hasReference, "entry \(row.entry): its reference")
    }
  }
}
