import COpenSSL

/// The number that an authority gave a certificate, as `openssl x509 -serial` prints it.
public struct CertificateSerial: Hashable, Sendable, CustomStringConvertible {
  /// RFC 5280 4.1.2.2: 20 octets.
  private static let digitsMax = 40

  /// Hexadecimal digits, an even number of them, in capitals.
  public let description: String

  /// Reads hexadecimal digits, with or without colons between them; nil for anything else.
  public init?(_ text: String) {
    let digits = text.filter { $0 != ":" }
    guard
      (1...Self.digitsMax).contains(digits.utf8.count),
      digits.allSatisfy({ $0.isASCII && $0.isHexDigit })
    else { return nil }
    var number: OpaquePointer?
    guard unsafe BN_hex2bn(&number, digits) > 0, let number = unsafe number else { return nil }
    defer { unsafe BN_free(number) }
    guard let text = unsafe Self.digits(of: number) else { return nil }
    description = text
  }

  /// - Parameter number: an ASN1_INTEGER; nil only without memory.
  init?(_ number: UnsafePointer<ASN1_INTEGER>?) {
    guard let number = unsafe ASN1_INTEGER_to_BN(number, nil) else { return nil }
    defer { unsafe BN_free(number) }
    guard let text = unsafe Self.digits(of: number) else { return nil }
    description = text
  }

  private static func digits(of number: OpaquePointer) -> String? {
    guard let text = unsafe BN_bn2hex(number) else { return nil }
    defer { unsafe CRYPTO_free(text, nil, 0) }
    return unsafe String(cString: text)
  }

  /// Lends it as an ASN1_INTEGER.
  func withNumber<Result>(
    _ body: (UnsafeMutablePointer<ASN1_INTEGER>) throws(TLSFault) -> Result
  ) throws(TLSFault) -> Result {
    var number: OpaquePointer?
    guard unsafe BN_hex2bn(&number, description) > 0, let number = unsafe number else {
      throw LibraryError.takeFault()
    }
    defer { unsafe BN_free(number) }
    guard let integer = unsafe BN_to_ASN1_INTEGER(number, nil) else {
      throw LibraryError.takeFault()
    }
    defer { unsafe ASN1_INTEGER_free(integer) }
    return try unsafe body(integer)
  }
}
