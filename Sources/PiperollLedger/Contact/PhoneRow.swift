/// A contact's telephone number.
public struct PhoneRow: BitwiseCopyable, Sendable {
  var digits: UInt64
  /// The contact's row.
  public internal(set) var contact: UInt32
  var nextOfContact = none
  var nextSameNumber = none
  /// The kind in the lowest 4 bits, whether an amendment added it, and the extension in the highest
  /// 25 bits; the bits between are 0.
  var kindWord: UInt32

  /// The number, in E.164.
  public var number: PhoneNumber { PhoneNumber(digits: digits) }
  /// What kind of line it was when it was added.
  var kind: PhoneKind { kindIfKnown! }
  /// The extension behind the number when it was added.
  var ext: PhoneExtension { extensionIfSound! }

  /// How it stands before it was ever amended.
  var opening: PhoneStanding {
    PhoneStanding(kindWord & Self.addedBit == 0 ? .unsaid : .absent, kind, ext)
  }

  static var addedBit: UInt32 { 0x10 }
  private static var kindMask: UInt32 { 0xF }
  private static var extensionShift: UInt32 { 32 - PhoneExtension.bits }
  fileprivate var kindIfKnown: PhoneKind? {
    PhoneKind(rawValue: UInt8(kindWord & Self.kindMask))
  }
  fileprivate var extensionIfSound: PhoneExtension? {
    PhoneExtension(word: kindWord >> Self.extensionShift)
  }
  fileprivate var hasSpareBits: Bool {
    kindWord & ~(Self.kindMask | Self.addedBit) & (1 << Self.extensionShift - 1) != 0
  }

  static func word(of phone: ContactAdded.Phone) -> UInt32 {
    UInt32(phone.kind.rawValue) | phone.ext.word << extensionShift
  }
}

/// The telephone numbers of contacts.
enum PhoneTable: BookTable {
  typealias Row = PhoneRow
  static var section: Section { Section(12, "phones") }
  static var version: UInt32 { 2 }
  /// The first rows had no extension. Their bytes are those of today's rows without one.
  static var earlier: [EarlierRow<Row>] {
    [EarlierRow(version: 1, byteCount: 24) { $0.loadUnaligned(as: PhoneRow.self) }]
  }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, number in
      links.number(row.digits)
      links.extents[ContactTable.section].mustName(row.contact)
      links.chains[Self.section].count(number, naming: row.nextOfContact)
      links.demand(row.kindIfKnown != nil && row.extensionIfSound != nil && !row.hasSpareBits)
    }
  }

  static func count(in rows: Column<Row>, at _: Known) -> Int {
    // Amendments add numbers to older contacts. Whether one is there, its standing says.
    rows.count
  }

  /// Checks that a number is found by its digits, and that it is in the ring of its contact.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var ring = [UInt32](repeating: none, count: book.phones.count)
    for contact in 0..<UInt32(book.contacts.count) {
      book.forEachPhoneRow(of: contact) { ring[Int($0)] = contact }
    }
    for phone in 0..<UInt32(book.phones.count) {
      let row = book.phones[phone]
      demand(ring[Int(phone)] == row.contact, "phone \(row.number.text): its contact")
      demand(book.phones(row.number).contains(phone), "phone \(row.number.text): its index")
    }
  }
}
