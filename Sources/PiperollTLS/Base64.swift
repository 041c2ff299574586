import COpenSSL

/// RFC 4648 base 64 with padding, for values of a known length.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String {
    // libcrypto adds a NUL.
    var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
    let count = unsafe EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
    return String(decoding: text.prefix(Int(count)), as: UTF8.self)
  }

  /// The `count` bytes that `text` stands for; nil unless it has the length of just so many.
  static func decode(_ text: some StringProtocol, count: Int) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count == (count + 2) / 3 * 4 else { return nil }
    var bytes = [UInt8](repeating: 0, count: digits.count / 4 * 3)
    // libcrypto decodes padding as zeros.
    guard unsafe EVP_DecodeBlock(&bytes, digits, Int32(digits.count)) == Int32(bytes.count) else {
      ERR_clear_error()
      return nil
    }
    return Array(bytes.prefix(count))
  }
}
