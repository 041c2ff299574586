/// A country and a part of it by ISO 3166-2, such as `US-OR`.
public struct Region: Hashable, Sendable {
  /// In upper case.
  public let code: String

  /// Nil if the text has not that form, or the United States or Canada have no such part. The parts
  /// of other countries are not checked.
  public init?(code: String) {
    let code = code.uppercased()
    let parts = code.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 2, parts[0].utf8.allSatisfy(Self.isLetter),
      (1...3).contains(parts[1].utf8.count),
      parts[1].utf8.allSatisfy({ Self.isLetter($0) || (0x30...0x39).contains($0) })
    else { return nil }
    if let known = Self.parts[String(parts[0])], !known.contains(parts[1]) { return nil }
    self.code = code
  }

  /// The code of its country.
  public var country: String { String(code.prefix(2)) }
  /// The code of the part, such as `OR`.
  public var part: String { String(code.dropFirst(3)) }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  /// The states, the district and the areas of the United States, and the provinces of Canada: the
  /// law and the time zone of a debtor depend on them.
  private static let parts: [String: Set<Substring>] = [
    "US": set(
      """
      AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM
      NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR UM VI
      """),
    "CA": set("AB BC MB NB NL NS NT NU ON PE QC SK YT"),
  ]

  private static func set(_ words: String) -> Set<Substring> {
    Set(words.split(whereSeparator: \.isWhitespace))
  }
}
