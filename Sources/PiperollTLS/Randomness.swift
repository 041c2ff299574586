import COpenSSL

/// Bytes of the operating system's entropy, by way of libcrypto's generator.
public enum Randomness {
  /// Digits and lower-case letters without i, l, o and u (Crockford's base 32): nothing in it can
  /// be read as something else over a telephone. 32 of them, so that each is 5 bits.
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

  /// `count` bytes, fit for keys and salts.
  /// - Throws: `.library` when there is no entropy.
  public static func bytes(_ count: Int) throws(TLSFault) -> [UInt8] {
    precondition(count >= 0 && count <= Int(Int32.max))
    var bytes = [UInt8](repeating: 0, count: count)
    guard unsafe RAND_bytes(&bytes, Int32(count)) == 1 else { throw LibraryError.takeFault() }
    return bytes
  }

  /// A password to be shown once and typed: five groups of four characters, 100 bits.
  /// - Throws: `.library` when there is no entropy.
  public static func password() throws(TLSFault) -> String {
    var password = ""
    for (index, byte) in try bytes(20).enumerated() {
      if index > 0 && index % 4 == 0 { password.append("-") }
      password.append(alphabet[Int(byte & 31)])
    }
    return password
  }
}
