/// The extension that is dialled behind a telephone number, such as 204 of `x204`. It is kept as it
/// was given, with its leading zeros, and is no part of the number.
public struct PhoneExtension: BitwiseCopyable, Hashable, Sendable {
  /// The most digits of an extension. Telephone systems have up to six.
  static var digitsMax: Int { 7 }
  /// How many bits `word` takes.
  static var bits: UInt32 { 25 }

  /// A 1 and the digits, as one number, so that no leading zero is lost; 0 if there is none.
  let word: UInt32

  /// No extension.
  public static let none = PhoneExtension(checked: 0)

  private init(checked word: UInt32) { self.word = word }

  /// - Parameter word: what `word` of an extension said.
  init?(word: UInt32) {
    guard word == 0 || Self.isSound(word) else { return nil }
    self.init(checked: word)
  }

  /// Whether a number is a 1 and further digits.
  private static func isSound(_ word: UInt32) -> Bool {
    var first: UInt32 = 1
    for _ in 0..<digitsMax {
      first *= 10
      if word < first { return false }
      if word < first * 2 { return true }
    }
    return false
  }

  /// Reads the extension that follows a number: `x204`, `ext. 204`, `#204`, `extension 204`, or
  /// `;ext=204` of a `tel:` link (RFC 3966).
  init?(parsing bytes: Slice<UnsafeRawBufferPointer>) {
    let text = bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    let marks = [";ext=", "extension", "extn", "ext", "x", "#"]
    guard let mark = marks.first(where: { text.starts(with: $0.utf8) }) else { return nil }
    let rest = text.dropFirst(mark.utf8.count).drop { " .:\t".utf8.contains($0) }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard (1...Self.digitsMax).contains(digits.count),
      rest.dropFirst(digits.count).allSatisfy({ " \t".utf8.contains($0) })
    else { return nil }
    word = digits.reduce(1) { $0 * 10 + UInt32($1 - UInt8(ascii: "0")) }
  }

  /// Whether there is none.
  public var isEmpty: Bool { word == 0 }

  /// Its digits; empty if there is none.
  public var text: String { String(String(word).dropFirst()) }
}
