/// The records of one group commit, written in place where they will be hashed and sent to the disk
/// from. Fill it on the event loop, give it to the journal, empty it, fill it again: its memory is
/// kept. Each record is one atomic write; the whole group becomes durable, or none of it.
public struct JournalGroup: Sendable {
  /// The longest payload of a record. An import's largest atomic batch stays under it; the bound
  /// keeps a damaged length from being believed.
  public static let payloadBytesMax = 16 << 20
  /// Where a group should be closed and sent: bigger ones gain nothing over the fsync they share,
  /// and each makes all its writers wait. `isFull` says when.
  public static let bytesEnough = 4 << 20

  /// Chain hash of the frame before (not sent), frame head, records.
  private(set) var bytes: [UInt8]
  /// How many records it holds.
  public private(set) var count = 0
  /// The sequence of the first record; 0 while empty.
  public private(set) var firstSequence: UInt64 = 0

  /// Room for the chain hash and the frame's head, filled in when the group is sealed.
  static let prefixBytes = ChainHash.byteCount + FrameHeader.byteCount

  /// An empty group with room for a usual one.
  public init() {
    bytes = []
    bytes.reserveCapacity(64 << 10)
    bytes.append(contentsOf: repeatElement(0, count: Self.prefixBytes))
  }

  /// Nothing waits in it.
  public var isEmpty: Bool { count == 0 }
  /// The sequence of the last record; 0 while empty.
  public var lastSequence: UInt64 { isEmpty ? 0 : firstSequence + UInt64(count) - 1 }
  /// What the group will take in the journal, in bytes.
  public var byteCount: Int { bytes.count - ChainHash.byteCount + FrameHeader.trailerBytes }
  /// It is big enough to be sent whatever else waits.
  public var isFull: Bool { byteCount >= Self.bytesEnough }

  /// Appends a record whose payload `write` appends to the bytes it is given (it must leave those
  /// that are there alone). Sequences follow each other without a gap; times are milliseconds
  /// since 1970.
  public mutating func append(
    sequence: UInt64, time: Int64, payload write: (inout [UInt8]) -> Void
  ) {
    precondition(sequence > 0 && (isEmpty || sequence == lastSequence + 1), "a gap in the sequence")
    let start = bytes.count
    bytes.append(integer: UInt64(0))
    bytes.append(integer: sequence)
    bytes.append(integer: time)
    let payloadStart = bytes.count
    write(&bytes)
    let length = bytes.count - payloadStart
    precondition(length >= 0 && length <= Self.payloadBytesMax, "a payload out of bounds")
    bytes.put(UInt32(length), at: start)
    if isEmpty { firstSequence = sequence }
    count += 1
  }

  /// Moves in the records of another group, which follow those of this one.
  public mutating func append(_ other: inout JournalGroup) {
    if other.isEmpty { return }
    if isEmpty { return swap(&self, &other) }
    precondition(other.firstSequence == lastSequence + 1, "a gap in the sequence")
    bytes.append(contentsOf: other.bytes[Self.prefixBytes...])
    count += other.count
    other.removeAll()
  }

  /// Empties it, keeping its memory.
  public mutating func removeAll() {
    bytes.removeSubrange(Self.prefixBytes...)
    count = 0
    firstSequence = 0
  }

  /// Completes the frame - checksums, head, trailer - and returns its link of the chain. The frame
  /// is the bytes from `ChainHash.byteCount` on. An empty group seals to a frame without records.
  mutating func seal(
    after chain: ChainHash, durable: UInt64, epoch: UInt64, seed: UInt32, hasher: ChainHasher
  ) -> ChainHash {
    let head = ChainHash.byteCount
    unsafe bytes.withUnsafeMutableBytes { raw in
      unsafe raw.storeBytes(of: chain.words, as: (UInt64, UInt64, UInt64, UInt64).self)
    }
    bytes.put(FrameHeader.magic, at: head)
    bytes.put(UInt32(byteCount), at: head + 4)
    bytes.put(isEmpty ? durable + 1 : firstSequence, at: head + 8)
    bytes.put(durable, at: head + 16)
    bytes.put(epoch, at: head + 24)
    bytes.put(UInt32(count), at: head + 32)
    sealChecksums(seed: seed)
    let link = unsafe bytes.withUnsafeBytes { unsafe hasher.hash($0) }
    unsafe withUnsafeBytes(of: link.words) { unsafe bytes.append(contentsOf: $0) }
    return link
  }

  private mutating func sealChecksums(seed: UInt32) {
    unsafe bytes.withUnsafeMutableBytes { raw in
      let whole = UnsafeRawBufferPointer(raw)
      let head = ChainHash.byteCount
      let headSum = unsafe CRC32C.checksum(
        whole.part(head..<head + FrameHeader.checksumAt), after: seed)
      unsafe raw.storeBytes(
        of: headSum.littleEndian, toByteOffset: head + FrameHeader.checksumAt, as: UInt32.self)
      var offset = Self.prefixBytes
      while offset < whole.count {
        let length = unsafe Int(whole.integer(UInt32.self, at: offset))
        let end = offset + RecordHeader.byteCount + length
        let sum = unsafe CRC32C.checksum(
          whole.part(offset + RecordHeader.sequenceAt..<end), after: seed)
        unsafe raw.storeBytes(
          of: sum.littleEndian, toByteOffset: offset + RecordHeader.checksumAt, as: UInt32.self)
        offset = end
      }
    }
  }

  /// Takes the trailer off again, so that the group can be sealed anew or added to.
  mutating func unseal() {
    bytes.removeLast(FrameHeader.trailerBytes)
  }
}
