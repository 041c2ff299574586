/// The telephone number in what a softphone says about a caller.
///
/// Takes a `sip:`, `sips:` or `tel:` URI or the bare number that some softphones pass. Strip the
/// scheme; of a SIP URI the part before `@` (without one there is no number), of a tel URI the part
/// before `;`; undo percent escapes; cut at `;`, at an extension (`x12`, `ext. 12`, `#12`) and at
/// the pauses before one (`,,12`); drop hyphens, dots, slashes, blanks and brackets. What is left
/// must be 3 to 15 digits, perhaps with a plus before them (E.164 has at most 15). The extension is
/// not asked for: accounts are found by the number, and their rows show theirs.
public enum CallerNumber {
  private static let digits = 3...15
  /// Longer than any URI with a number in it.
  private static let textBytesMax = 512

  /// What stands between the digits of a number.
  private static let marks = "-./() "
  /// What stands before an extension; the longest of those that begin alike first.
  private static let extensionMarks = ["extension", "extn", "ext", "x", "#", ","]

  /// Nil when there is no usable number: an unknown caller, never an error.
  public static func extract(_ text: String) -> String? {
    guard text.utf8.count <= textBytesMax, let user = userPart(Array(text.utf8)),
      let decoded = percentDecoded(user)
    else { return nil }
    let written = decoded.prefix { isDigit($0) || "+\(marks)".utf8.contains($0) }
    guard isExtension(decoded[written.endIndex...]) else { return nil }
    let number = written.filter { !marks.utf8.contains($0) }
    let bare = number.first == UInt8(ascii: "+") ? number.dropFirst() : number[...]
    guard digits.contains(bare.count), bare.allSatisfy(isDigit) else { return nil }
    return String(decoding: number, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Whether what follows a number is nothing, parameters of a URI, or an extension.
  private static func isExtension(_ text: ArraySlice<UInt8>) -> Bool {
    if text.isEmpty || text.first == UInt8(ascii: ";") { return true }
    let small = text.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard let mark = extensionMarks.first(where: { small.starts(with: $0.utf8) }) else {
      return false
    }
    let digits = small.dropFirst(mark.utf8.count).drop { " .:,".utf8.contains($0) }
    return !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  private static func userPart(_ text: [UInt8]) -> ArraySlice<UInt8>? {
    // The colon of `ext: 12` ends no scheme.
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")),
      text[..<colon].allSatisfy({ (0x61...0x7A).contains($0 | 0x20) })
    else { return text[...] }
    let rest = text[(colon + 1)...]
    switch String(decoding: text[..<colon], as: UTF8.self).lowercased() {
    case "sip", "sips": return rest.firstIndex(of: UInt8(ascii: "@")).map { rest[..<$0] }
    case "tel": return rest.prefix { $0 != UInt8(ascii: ";") }
    default: return nil
    }
  }

  private static func percentDecoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var out: [UInt8] = []
    var rest = text
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard let high = rest.popFirst(), let low = rest.popFirst(),
        let value = hexadecimal(high, low)
      else { return nil }
      out.append(value)
    }
    return out
  }

  private static func hexadecimal(_ high: UInt8, _ low: UInt8) -> UInt8? {
    guard let high = Character(Unicode.Scalar(high)).hexDigitValue,
      let low = Character(Unicode.Scalar(low)).hexDigitValue
    else { return nil }
    return UInt8(high * 16 + low)
  }
}
