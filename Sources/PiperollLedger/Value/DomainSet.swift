/// Domains of email addresses.
public struct DomainSet: Equatable, Sendable {
  /// In small letters, rising.
  private let domains: [String]

  /// The longest text of a set: a hundred domains of a usual length.
  public static let bytesMax = 2_000

  /// Where most private addresses are.
  static let standard = DomainSet(
    parsing: "aol.com,comcast.net,gmail.com,gmx.com,hotmail.com,icloud.com,live.com,mac.com,"
      + "me.com,msn.com,outlook.com,proton.me,protonmail.com,sbcglobal.net,verizon.net,yahoo.com")!

  /// Reads domains with commas between them; nil if one of them is none, or if they are too long.
  public init?(parsing text: String) {
    guard !text.isEmpty, text.utf8.count <= Self.bytesMax else { return nil }
    let parts = text.lowercased().split(separator: ",", omittingEmptySubsequences: false)
    guard parts.allSatisfy(Self.isDomain) else { return nil }
    domains = Set(parts.map(String.init)).sorted()
  }

  /// Letters, digits and hyphens, with points between (RFC 1035, 2.3.1).
  private static func isDomain(_ text: Substring) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    return labels.count > 1
      && labels.allSatisfy { label in
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
          && label.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
              || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
          }
      }
  }

  /// With commas between them.
  public var text: String { domains.joined(separator: ",") }

  /// Whether an email address is at one of them.
  func hasDomain(of email: String) -> Bool {
    guard let at = email.lastIndex(of: "@") else { return false }
    return domains.contains(email[email.index(after: at)...].lowercased())
  }
}
