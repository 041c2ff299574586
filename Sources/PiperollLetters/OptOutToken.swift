public import PiperollLedger

/// Seals bytes with the desk's secret: HMAC-SHA256, as `SealKey.seal` of PiperollTLS makes it.
public typealias LetterSeal = @Sendable ([UInt8]) -> [UInt8]

/// A word in a letter by which the desk knows who wants no more letters of a kind: sixteen letters
/// and digits, which nobody can guess, and which say nothing to anybody else.
public enum OptOutToken {
  /// 80 bits: who tries a million a second finds one of a million tokens in 19,000 years.
  private static let byteCount = 10
  /// The alphabet of RFC 4648, section 6: it has neither 0 nor 1, which look like O and I.
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// The eight bytes of a token, the highest first.
  static func bytes(of token: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: token >> (56 - 8 * UInt64($0))) }
  }

  /// A token as it stands in a letter.
  public static func text(of token: UInt64) -> String {
    Self.token(of: 0, .email) { _ in bytes(of: token) }
  }

  /// The number that a token stands for, but for its last four bits, which it does not show; nil if
  /// it stands for none. Small letters, blanks and hyphens are as good.
  public static func number(of text: String) -> UInt64? {
    var (number, count) = (UInt64(0), 0)
    for byte in text.uppercased().utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "-")
    {
      guard let digit = alphabet.firstIndex(of: byte), count < shownDigits else { return nil }
      number = number << 5 | UInt64(digit)
      count += 1
    }
    return count == shownDigits ? number << 4 : nil
  }

  /// How many digits of five bits there are in eight bytes.
  private static let shownDigits = 12

  /// The token of a contact and a channel.
  /// - Parameter contact: the entry that added the contact.
  public static func token(
    of contact: EntryNumber, _ channel: ContactChannel, _ seal: LetterSeal
  ) -> String {
    let message = Array("opt-out \(contact) \(channel.rawValue)".utf8)
    var (bits, count, text) = (UInt32(0), 0, [UInt8]())
    for byte in seal(message).prefix(byteCount) {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        text.append(alphabet[Int(bits >> UInt32(count) & 31)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
