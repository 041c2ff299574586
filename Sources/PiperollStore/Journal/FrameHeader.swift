/// The head of a group frame, 40 bytes; one frame is one group commit:
///
///     0  magic "PRG1" (4)                       24  epoch (8)
///     4  frame length, trailer included (4)     32  record count (4)
///     8  first sequence (8)                     36  CRC-32C of the bytes
///    16  durable sequence before the group (8)      before it (4)
///
/// Then the records, then the trailer: the chain hash. A frame without records says only what is
/// durable; closing a journal writes one, so that a last record which rots afterwards cannot be
/// taken for one that was never finished.
struct FrameHeader {
  static let magic: UInt32 = 0x3147_5250
  static let byteCount = 40
  static let trailerBytes = ChainHash.byteCount
  static let lengthAt = 4
  static let firstSequenceAt = 8
  static let recordCountAt = 32
  static let checksumAt = 36

  var byteCount: Int
  var firstSequence: UInt64
  var durableSequence: UInt64
  var epoch: UInt64
  var recordCount: Int

  /// Reads the head at an offset; nil if there is none. `seed` is the journal's checksum seed.
  init?(_ bytes: UnsafeRawBufferPointer, at offset: Int, seed: UInt32) {
    guard offset + Self.byteCount <= bytes.count,
      unsafe bytes.integer(UInt32.self, at: offset) == Self.magic
    else { return nil }
    let covered = unsafe bytes.part(offset..<offset + Self.checksumAt)
    guard
      unsafe bytes.integer(UInt32.self, at: offset + Self.checksumAt)
        == CRC32C.checksum(covered, after: seed)
    else { return nil }
    unsafe byteCount = Int(bytes.integer(UInt32.self, at: offset + Self.lengthAt))
    unsafe firstSequence = bytes.integer(UInt64.self, at: offset + Self.firstSequenceAt)
    unsafe durableSequence = bytes.integer(UInt64.self, at: offset + 16)
    unsafe epoch = bytes.integer(UInt64.self, at: offset + 24)
    unsafe recordCount = Int(bytes.integer(UInt32.self, at: offset + Self.recordCountAt))
    // A head that was written right but says nonsense is none either.
    guard byteCount >= Self.byteCount + Self.trailerBytes else { return nil }
  }
}

/// The head of a record, 24 bytes: payload length (4), CRC-32C of all that follows (4), sequence
/// (8), time in milliseconds since 1970 (8); then the payload.
enum RecordHeader {
  static let byteCount = 24
  static let checksumAt = 4
  static let sequenceAt = 8
  static let timeAt = 16
}
