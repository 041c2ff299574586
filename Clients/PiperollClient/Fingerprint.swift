/// SHA-256 of a server's key, by which it is known. Versions up to 0.2.0 took that of its
/// certificate, which looks the same; see ``ShownFingerprints``.
public struct Fingerprint: Equatable, Sendable, CustomStringConvertible {
  /// `SHA256:` and 32 pairs of lower-case hexadecimal digits joined by colons.
  public let description: String

  /// Takes the form of `description` and those of `openssl dgst -sha256 -c` and `openssl x509
  /// -fingerprint -sha256`: the prefix, the colons and the case of the digits may be missing or
  /// differ. Nil for anything else.
  public init?(_ text: String) {
    var rest = text.lowercased()[...]
    for prefix in ["sha256 fingerprint=", "sha256:"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
    }
    let digits = Array(rest.utf8.filter { $0 != UInt8(ascii: ":") })
    guard digits.count == 64, digits.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
      return nil
    }
    let pairs = stride(from: 0, to: 64, by: 2).map {
      String(decoding: digits[$0..<($0 + 2)], as: UTF8.self)
    }
    description = "SHA256:" + pairs.joined(separator: ":")
  }
}

/// What a server has shown of itself.
public struct ShownFingerprints: Equatable, Sendable {
  /// Of its key: what is remembered of it, for a renewed certificate has the same.
  public let key: Fingerprint
  /// Of its certificate: what was remembered of it by versions up to 0.2.0.
  public let certificate: Fingerprint

  public init(key: Fingerprint, certificate: Fingerprint) {
    self.key = key
    self.certificate = certificate
  }

  /// Whether this is the server that is known by a fingerprint.
  public func fits(_ known: Fingerprint) -> Bool { known == key || known == certificate }
}
