import COpenSSL

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4): by the processor's instruction, which is four times
/// as fast, or sixteen bytes a step over sixteen tables where there is none.
enum CRC32C {
  /// The reflected Castagnoli polynomial.
  private static let polynomial: UInt32 = 0x82F6_3B78

  /// Sixteen tables of 256, made once and never freed: table n advances a byte over n zero bytes.
  /// Plain memory rather than an array, because bounds checks would halve the speed; every index
  /// is a byte plus a table's start, so it cannot leave the 4,096.
  nonisolated(unsafe) private static let tables: UnsafePointer<UInt32> = {
    let tables = UnsafeMutablePointer<UInt32>.allocate(capacity: 16 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ polynomial : value >> 1 }
      unsafe tables[byte] = value
    }
    for index in 256..<(16 * 256) {
      let previous = unsafe tables[index - 256]
      unsafe tables[index] = unsafe (previous >> 8) ^ tables[Int(previous & 0xFF)]
    }
    return unsafe UnsafePointer(tables)
  }()

  /// What eight bytes contribute, looked up in the eight tables from `table` on.
  @inline(__always)
  private static func eight(_ word: UInt64, _ table: UnsafePointer<UInt32>) -> UInt32 {
    let low = UInt32(truncatingIfNeeded: word)
    let high = UInt32(truncatingIfNeeded: word >> 32)
    let first =
      unsafe table[Int(low & 0xFF) &+ 1792] ^ table[Int((low >> 8) & 0xFF) &+ 1536]
      ^ table[Int((low >> 16) & 0xFF) &+ 1280] ^ table[Int(low >> 24) &+ 1024]
    let second =
      unsafe table[Int(high & 0xFF) &+ 768] ^ table[Int((high >> 8) & 0xFF) &+ 512]
      ^ table[Int((high >> 16) & 0xFF) &+ 256] ^ table[Int(high >> 24)]
    return first ^ second
  }

  private static let hasInstruction = piperoll_crc32c_is_there() != 0

  /// The checksum of `bytes`, going on from an earlier one (0 to begin).
  static func checksum(_ bytes: UnsafeRawBufferPointer, after previous: UInt32 = 0) -> UInt32 {
    guard hasInstruction else { return unsafe tableChecksum(bytes, after: previous) }
    return unsafe ~piperoll_crc32c(~previous, bytes.baseAddress, bytes.count)
  }

  /// As `checksum`, by the tables.
  static func tableChecksum(_ bytes: UnsafeRawBufferPointer, after previous: UInt32) -> UInt32 {
    guard var at = bytes.baseAddress else { return previous }
    let table = unsafe tables
    var crc = ~previous
    var left = bytes.count
    while left >= 16 {
      let near = unsafe UInt64(littleEndian: at.loadUnaligned(as: UInt64.self)) ^ UInt64(crc)
      let far = unsafe UInt64(littleEndian: at.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      // Only half of the sixteen look-ups wait for the step before: the others run ahead.
      crc = unsafe eight(near, table + 2048) ^ eight(far, table)
      unsafe at += 16
      left &-= 16
    }
    while left > 0 {
      crc = unsafe table[Int((crc ^ UInt32(at.load(as: UInt8.self))) & 0xFF)] ^ (crc >> 8)
      unsafe at += 1
      left &-= 1
    }
    return ~crc
  }

  /// The checksum of an array.
  static func checksum(_ bytes: [UInt8], after previous: UInt32 = 0) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe checksum($0, after: previous) }
  }
}
