/// The new value of a field that an amendment changed.
struct ChangeRow: BitwiseCopyable, Sendable {
  /// The value from then on: a text, a symbol or a number, by the field's form.
  var value: UInt64
  /// The value before the first amendment of the field. It is the same in all its rows.
  var opening: UInt64
  /// The amendment's row.
  var amendment: UInt32
  var fieldWord: UInt32
  /// The row of the telephone number or email address that it is about; `none` if of none.
  var point: UInt32
  /// Always zero: room for a later field.
  var spare: UInt32 = 0

  var field: AmendedField { AmendedField(rawValue: UInt8(fieldWord))! }
}

/// The fields that amendments changed, with their new values.
enum ChangeTable: BookTable {
  typealias Row = ChangeRow
  static var section: Section { Section(49, "changes") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks) {
    for row in rows {
      links.extents[AmendmentTable.section].mustName(row.amendment)
      guard let field = AmendedField(rawValue: UInt8(clamping: row.fieldWord)) else {
        links.demand(false)
        continue
      }
      links.demand(row.spare == 0)
      links.demand((row.point != none) == (field.pointTable != nil))
      if let table = field.pointTable { links.extents[table].mayName(row.point) }
      for value in [row.value, row.opening] {
        switch field.form {
        case .text: links.text(TextReference(word: value))
        case .symbol:
          links.demand(value <= UInt64(UInt32.max))
          links.symbol(UInt32(clamping: value))
        case .number: links.demand(field.has(number: value))
        }
      }
    }
  }

  /// A view of the past comes to these rows only through amendments.
  static func count(in rows: Column<Row>, at _: Known) -> Int { rows.count }

  /// Checks that a change belongs to the amendment that counts it among its own, that a number or
  /// an address is the contact's, and that all changes of a field have the same first value.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    struct Key: Hashable { let account, contact, field, point: UInt32 }
    var openings: [Key: UInt64] = [:]
    for place in 0..<UInt32(book.changes.count) {
      let row = book.changes[place]
      let amendment = book.amendments[row.amendment]
      let name = "change \(place) of amendment \(amendment.entry)"
      demand(amendment.changeRows.contains(place), "\(name): its amendment")
      demand(row.field.isOfContact == (amendment.contact != none), "\(name): whose it is")
      if row.point != none {
        let contact =
          row.field == .phone
          ? book.phones[row.point].contact : book.emails[row.point].contact
        demand(contact == amendment.contact, "\(name): its number or address")
      }
      let key = Key(
        account: amendment.account, contact: amendment.contact, field: row.fieldWord,
        point: row.point)
      demand(openings[key] ?? row.opening == row.opening, "\(name): the first value")
      openings[key] = row.opening
    }
  }
}
