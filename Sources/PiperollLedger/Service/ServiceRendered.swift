/// A service that was rendered. It may be billed once somebody else has verified it. The entry's
/// effective date is the day on which it was rendered.
public struct ServiceRendered: Equatable, Sendable {
  public var account: EntryNumber
  /// The code of the service, from the desk's own list or from a public one.
  public var code: String
  /// The price of the whole service, whatever its quantity.
  public var amount: Money
  public var quantity: Quantity
  /// Who rendered it; empty if not known.
  public var renderedBy: String

  public init(
    account: EntryNumber, code: String, amount: Money, quantity: Quantity = .one,
    renderedBy: String = ""
  ) {
    self.account = account
    self.code = code
    self.amount = amount
    self.quantity = quantity
    self.renderedBy = renderedBy
  }
}

extension ServiceRendered: ListedFact {
  static var code: FactCode { 18 }
  var entryKind: EntryKind { .service }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> ServiceRendered { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(code)
    writer.put(amount)
    writer.put(quantity.thousandths)
    writer.put(renderedBy)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    code = try reader.takeText()
    amount = try reader.takeMoney()
    quantity = Quantity(thousandths: try reader.take())
    renderedBy = try reader.takeText()
  }
}

/// The verification of a service by somebody else.
public struct ServiceVerified: Equatable, Sendable {
  /// The entry that recorded it.
  public var service: EntryNumber

  public init(service: EntryNumber) { self.service = service }
}

extension ServiceVerified: ListedFact {
  static var code: FactCode { 19 }
  var entryKind: EntryKind { .verify }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> ServiceVerified { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) { writer.put(service) }

  init(from reader: inout EntryReader) throws(EntryDecodingError) { service = try reader.take() }
}

/// A quantity: hours, units, days. It is stored in thousandths, and is at most some four million.
public struct Quantity: BitwiseCopyable, Equatable, Sendable {
  /// Fractions of hours are mostly written with two decimals, weights with three.
  public static let decimals = 3

  /// The quantity in thousandths.
  public let thousandths: UInt32

  public init(thousandths: UInt32) { self.thousandths = thousandths }

  /// The quantity of a service for which none is given.
  public static let one = Quantity(thousandths: 1000)

  /// The quantity without trailing zeros: `2`, `1.5`.
  public var text: String {
    var text = Money(minor: Int64(thousandths)).text(decimals: Self.decimals)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
