import COpenSSL
import Glibc

/// A secret key that seals bytes: HMAC-SHA256 (RFC 2104). Whoever has no key can neither make a
/// seal nor change what is sealed.
///
/// Unchecked Sendable: its memory is written before anybody else has it, and never again.
@safe
public final class SealKey: @unchecked Sendable {
  /// As long as the digest: RFC 2104 wants no less, and more adds nothing.
  public static let byteCount = 32
  private let bytes: UnsafeMutableRawBufferPointer

  private init(_ bytes: UnsafeMutableRawBufferPointer) { unsafe self.bytes = bytes }

  deinit {
    unsafe OPENSSL_cleanse(bytes.baseAddress, bytes.count)
    unsafe bytes.deallocate()
  }

  /// Makes a key in a new file, which its owner alone may read: 64 hexadecimal digits and LF.
  /// - Throws: `.file`, also when the file is there already; `.library`.
  public static func make(file: String) throws(TLSFault) {
    var key = try Randomness.bytes(byteCount)
    let digits = Array("0123456789abcdef".utf8)
    var text = key.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    text.append(UInt8(ascii: "\n"))
    let written = unsafe text.withUnsafeBytes { bytes in
      Result { () throws(TLSFault) in
        try unsafe NewFile.write(bytes, to: file, mode: 0o600)
      }
    }
    unsafe OPENSSL_cleanse(&key, key.count)
    unsafe OPENSSL_cleanse(&text, text.count)
    try written.get()
  }

  /// Whether there is such a file.
  public static func isThere(_ file: String) -> Bool { unsafe access(file, F_OK) == 0 }

  /// Reads the key of a file.
  /// - Throws: `.file`: it is missing, others may open it, or it holds no key.
  public convenience init(file: String) throws(TLSFault) {
    let descriptor = unsafe open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file("\(file): \(systemReason(errno))") }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw .file("\(file): \(systemReason(errno))")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw .file("\(file): group or others may open it; chmod 600 \(file)")
    }
    var text = [UInt8](repeating: 0, count: 2 * Self.byteCount + 1)
    defer { unsafe OPENSSL_cleanse(&text, text.count) }
    let count = unsafe read(descriptor, &text, text.count)
    let key = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.byteCount, alignment: 8)
    unsafe self.init(key)
    guard count >= 2 * Self.byteCount else { throw .file("\(file): it holds no key") }
    for place in 0..<Self.byteCount {
      guard let high = Self.digit(text[2 * place]), let low = Self.digit(text[2 * place + 1])
      else { throw .file("\(file): it holds no key") }
      unsafe key[place] = high << 4 | low
    }
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// The seal of some bytes: 32 bytes.
  public func seal(_ sealed: UnsafeRawBufferPointer) -> [UInt8] {
    var seal = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    var count: UInt32 = 0
    let start = unsafe sealed.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let made = unsafe HMAC(
      EVP_sha256(), bytes.baseAddress, Int32(bytes.count), start, sealed.count, &seal, &count)
    // It fails only where there is no memory; a record without its seal would be no record.
    precondition(unsafe made != nil && count == SHA256_DIGEST_LENGTH, "no HMAC")
    return seal
  }
}
