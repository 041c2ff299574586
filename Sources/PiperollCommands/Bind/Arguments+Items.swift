import PiperollLedger
import PiperollWire

// The numbers of items as people quote them: `INV 2026/11 #7`. They may have blanks and signs; in a
// list of items a number with a comma or a colon stands in single quotes.

extension Arguments {
  /// An item's number.
  func itemNumber(_ name: StaticString) throws(Failure) -> String {
    let number = required(name)
    guard Self.isItemNumber(number) else { throw bad(name, Self.numberHelp) }
    return number
  }

  /// An item's number that will be stored. It may not be the number of a payment card.
  func newItemNumber(_ name: StaticString) throws(Failure) -> String {
    let number = try itemNumber(name)
    try demandNoCard(name, in: number)
    return number
  }

  private static var numberHelp: String {
    "1 to \(Limits.numberBytes) bytes with a letter or a digit, no TAB, no blank at an end"
  }

  static func isItemNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      guard (1...Limits.numberBytes).contains(bytes.count), bytes[0] != UInt8(ascii: " "),
        bytes[bytes.count - 1] != UInt8(ascii: " ")
      else { return false }
      if bytes.contains(UInt8(ascii: "\t")) { return false }
      // What is beyond ASCII counts as a letter.
      return bytes.contains { $0 >= 0x80 || isLetter($0) || isDigit($0) }
    }
  }

  /// Items and, where they are given, amounts: `INV-1:200.00,INV-2`. Nil if it was not given.
  func applications(
    _ name: StaticString, _ currency: Currency
  ) throws(Failure) -> [ApplicationWish]? {
    guard var text = text(name) else { return nil }
    var list = text.withUTF8 { ItemList(Array($0)) }
    var wishes: [ApplicationWish] = []
    repeat {
      guard let number = list.takeNumber(), Self.isItemNumber(number) else {
        throw bad(
          name, "items with commas between them: INV-1:200.00,INV-2; or 'INV 7, part: 2':200.00")
      }
      let amount = try list.takeAmount().map { (bytes) throws(Failure) in
        try money(name, bytes: bytes, currency)
      }
      wishes.append(ApplicationWish(invoice: number, amount: amount))
    } while list.takeComma()
    return wishes
  }
}

/// A list of items that is read from its beginning.
private struct ItemList {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private static let quote = UInt8(ascii: "'")
  private static let colon = UInt8(ascii: ":")
  private static let comma = UInt8(ascii: ",")

  /// Takes a number, up to the `:` or `,` behind it; nil where a quote is not closed, or not
  /// followed by either.
  mutating func takeNumber() -> String? {
    skipBlanks()
    if place < bytes.count, bytes[place] == Self.quote { return takeQuoted() }
    return String(decoding: take { $0 == Self.colon || $0 == Self.comma }, as: UTF8.self)
  }

  /// Takes a number in single quotes; two quotes in it stand for one.
  private mutating func takeQuoted() -> String? {
    var number: [UInt8] = []
    place += 1
    while place < bytes.count {
      if bytes[place] == Self.quote {
        if place + 1 == bytes.count || bytes[place + 1] != Self.quote { break }
        place += 1
      }
      number.append(bytes[place])
      place += 1
    }
    guard place < bytes.count else { return nil }
    place += 1
    skipBlanks()
    guard place == bytes.count || bytes[place] == Self.colon || bytes[place] == Self.comma else {
      return nil
    }
    return String(decoding: number, as: UTF8.self)
  }

  /// Takes the amount behind a `:`; nil if there is no `:`.
  mutating func takeAmount() -> ArraySlice<UInt8>? {
    guard place < bytes.count, bytes[place] == Self.colon else { return nil }
    place += 1
    skipBlanks()
    return take { $0 == Self.comma }
  }

  /// Takes a comma. Behind it another item must stand.
  mutating func takeComma() -> Bool {
    guard place < bytes.count else { return false }
    place += 1
    return true
  }

  /// Takes what stands before an end, without the blanks behind it.
  private mutating func take(until isEnd: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = place
    while place < bytes.count, !isEnd(bytes[place]) { place += 1 }
    var end = place
    while end > start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return bytes[start..<end]
  }

  private mutating func skipBlanks() {
    while place < bytes.count, bytes[place] == UInt8(ascii: " ") { place += 1 }
  }
}
