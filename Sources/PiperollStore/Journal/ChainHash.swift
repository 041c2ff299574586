import COpenSSL

/// A link of the journal's chain: the SHA-256 of the link before it and of one frame's bytes.
public struct ChainHash: Equatable, Sendable, CustomStringConvertible {
  static let byteCount = 32

  /// A link as it is told, with all its digits.
  init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 2 * Self.byteCount else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[start..<start + 2], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16) else { return nil }
      bytes.append(byte)
    }
    self = unsafe bytes.withUnsafeBytes { unsafe ChainHash($0, at: 0) }
  }

  /// The 32 bytes in memory order.
  var words: (UInt64, UInt64, UInt64, UInt64)

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    words = unsafe bytes.loadUnaligned(
      fromByteOffset: offset, as: (UInt64, UInt64, UInt64, UInt64).self)
  }

  /// The hash's bytes.
  public var bytes: [UInt8] { unsafe withUnsafeBytes(of: words) { unsafe [UInt8]($0) } }

  public static func == (left: ChainHash, right: ChainHash) -> Bool { left.words == right.words }

  public var description: String { hexadecimal(bytes) }
}

/// Bytes as lower-case hexadecimal digits.
public func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}

/// SHA-256 with its context kept, because libcrypto's one-call form looks the algorithm up anew
/// each time, which for a group of one record costs more than the hashing. One thread at a time.
@safe final class ChainHasher {
  // Both are made in init, used only here and freed in deinit.
  private let context: OpaquePointer
  private let algorithm: OpaquePointer

  init() {
    guard let context = unsafe EVP_MD_CTX_new(),
      let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil)
    else { fatalError("libcrypto has no SHA-256") }
    unsafe self.context = context
    unsafe self.algorithm = algorithm
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
    unsafe EVP_MD_free(algorithm)
  }

  func hash(_ bytes: UnsafeRawBufferPointer) -> ChainHash {
    unsafe withUnsafeTemporaryAllocation(byteCount: ChainHash.byteCount, alignment: 8) { out in
      let digest = unsafe out.baseAddress!.assumingMemoryBound(to: UInt8.self)
      let done =
        unsafe EVP_DigestInit_ex(context, algorithm, nil) == 1
        && EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) == 1
        && EVP_DigestFinal_ex(context, digest, nil) == 1
      // It can only fail for want of memory, and a chain with a hole must never be written.
      precondition(done, "SHA-256 failed")
      return unsafe ChainHash(UnsafeRawBufferPointer(out), at: 0)
    }
  }

  /// The link a new journal begins with: the hash of its id.
  func seed(of journalID: JournalID) -> ChainHash {
    unsafe journalID.bytes.withUnsafeBytes { unsafe hash($0) }
  }
}
