import Glibc

/// One segment held in memory, walked frame by frame. A frame is believed only when its head, every
/// record and its link of the chain are right.
///
/// Unchecked `Sendable`: the bytes do not change while it is used, and the hasher is its own.
@safe struct SegmentWalk: @unchecked Sendable {
  /// Where a segment does not read back as written.
  struct Damage: Error {
    var offset: Int
    var sequence: UInt64
    var reason: String
  }

  // The segment; it outlives the walk, and every offset is compared with `count` before use.
  private let bytes: UnsafeRawBufferPointer
  let count: Int
  private let seed: UInt32
  private let hasher: ChainHasher
  /// Where the next frame begins.
  private(set) var offset = SegmentHeader.byteCount
  /// The sequence the next record must have.
  private(set) var nextSequence: UInt64
  private(set) var epoch: UInt64
  private(set) var chain: ChainHash
  /// What was gone over last - the header or a frame without records - tells what is durable.
  private(set) var isMarked = true

  init(_ bytes: UnsafeRawBufferPointer, header: SegmentHeader, hasher: ChainHasher) {
    unsafe self.bytes = bytes
    count = bytes.count
    self.hasher = hasher
    seed = header.journalID.checksumSeed
    nextSequence = header.firstSequence
    epoch = header.epoch
    chain = header.chain
  }

  /// Goes over the next frame; false at the end.
  mutating func step() throws(Damage) -> Bool {
    if isZero(from: offset) { return false }
    try checkFrame()
    return true
  }

  /// Goes again over the frames that were checked, those that end with a sequence or a later one.
  func forEachFrame<Failure>(
    from sequence: UInt64, _ body: (Range<Int>) throws(Failure) -> Void
  ) throws(Failure) {
    var at = SegmentHeader.byteCount
    while at < offset {
      let frame = unsafe at..<at + Int(bytes.integer(UInt32.self, at: at + FrameHeader.lengthAt))
      let first = unsafe bytes.integer(UInt64.self, at: at + FrameHeader.firstSequenceAt)
      let count = unsafe bytes.integer(UInt32.self, at: at + FrameHeader.recordCountAt)
      if first + UInt64(count) > sequence { try body(frame) }
      at = frame.upperBound
    }
  }

  /// Hands out the records of a frame that was checked, those from a sequence on.
  func forEachRecord<Failure>(
    in frame: Range<Int>, from sequence: UInt64,
    _ body: (UInt64, Int64, UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var at = frame.lowerBound + FrameHeader.byteCount
    let end = frame.upperBound - FrameHeader.trailerBytes
    while at < end {
      let payload = at + RecordHeader.byteCount
      let next = unsafe payload + Int(bytes.integer(UInt32.self, at: at))
      let found = unsafe bytes.integer(UInt64.self, at: at + RecordHeader.sequenceAt)
      if found >= sequence {
        let time = unsafe bytes.integer(Int64.self, at: at + RecordHeader.timeAt)
        try unsafe body(found, time, bytes.part(payload..<next))
      }
      at = next
    }
  }

  /// Where a group ends, and what the journal had come to there.
  struct GroupEnd {
    var sequence: UInt64
    var offset: Int
    var chain: ChainHash
  }

  /// The ends of the groups that were checked, marks included, in order.
  func ends() -> [GroupEnd] {
    var ends: [GroupEnd] = []
    forEachFrame(from: 0) { frame in
      let first = unsafe bytes.integer(
        UInt64.self, at: frame.lowerBound + FrameHeader.firstSequenceAt)
      let count = unsafe bytes.integer(
        UInt32.self, at: frame.lowerBound + FrameHeader.recordCountAt)
      let chain = unsafe ChainHash(bytes, at: frame.upperBound - FrameHeader.trailerBytes)
      ends.append(
        GroupEnd(sequence: first + UInt64(count) - 1, offset: frame.upperBound, chain: chain))
    }
    return ends
  }

  private mutating func checkFrame() throws(Damage) {
    guard let head = unsafe FrameHeader(bytes, at: offset, seed: seed) else {
      throw Damage(offset: offset, sequence: nextSequence, reason: "the head of its group")
    }
    guard head.firstSequence == nextSequence, head.epoch >= epoch else {
      let found = "the group of record \(head.firstSequence), epoch \(head.epoch), stands there"
      throw Damage(offset: offset, sequence: nextSequence, reason: found)
    }
    guard head.byteCount <= count - offset else {
      throw Damage(offset: offset, sequence: nextSequence, reason: "its group is cut off")
    }
    let frame = offset..<offset + head.byteCount
    try checkRecords(of: head, in: frame)
    let trailer = frame.upperBound - FrameHeader.trailerBytes
    let linked = unsafe hasher.hash(bytes.part(offset - ChainHash.byteCount..<trailer))
    guard unsafe linked == ChainHash(bytes, at: trailer) else {
      throw Damage(offset: trailer, sequence: nextSequence, reason: "the chain hash of its group")
    }
    chain = linked
    epoch = head.epoch
    isMarked = head.recordCount == 0
    nextSequence += UInt64(head.recordCount)
    offset = frame.upperBound
  }

  private func checkRecords(of head: FrameHeader, in frame: Range<Int>) throws(Damage) {
    let end = frame.upperBound - FrameHeader.trailerBytes
    var at = frame.lowerBound + FrameHeader.byteCount
    var sequence = head.firstSequence
    for _ in 0..<head.recordCount {
      guard end - at >= RecordHeader.byteCount else {
        throw Damage(offset: at, sequence: sequence, reason: "its head leaves the group")
      }
      let next = unsafe at + RecordHeader.byteCount + Int(bytes.integer(UInt32.self, at: at))
      guard next <= end else {
        throw Damage(offset: at, sequence: sequence, reason: "its length leaves the group")
      }
      let sum = unsafe CRC32C.checksum(bytes.part(at + RecordHeader.sequenceAt..<next), after: seed)
      guard unsafe sum == bytes.integer(UInt32.self, at: at + RecordHeader.checksumAt) else {
        throw Damage(offset: at, sequence: sequence, reason: "its checksum does not match")
      }
      guard unsafe bytes.integer(UInt64.self, at: at + RecordHeader.sequenceAt) == sequence else {
        throw Damage(offset: at, sequence: sequence, reason: "another sequence stands there")
      }
      at = next
      sequence += 1
    }
    if at != end {
      throw Damage(offset: at, sequence: sequence, reason: "bytes are left over in its group")
    }
  }

  /// Whether the head of another group stands after an offset. A group is written only when the one
  /// before it is durable, so any later head shows that what stands here was durable once. Heads
  /// begin with the journal's own seed: neither chance nor text in a record can forge one.
  func hasFrame(after offset: Int) -> Bool {
    let last = count - FrameHeader.byteCount
    guard last > offset else { return false }
    for at in (offset + 1)...last
    where unsafe bytes.integer(UInt32.self, at: at) == FrameHeader.magic {
      if unsafe FrameHeader(bytes, at: at, seed: seed) != nil { return true }
    }
    return false
  }

  /// Whether nothing but zeros follows: the room that was reserved ahead. The first word decides
  /// for every frame but the last, so that the room is gone over once only.
  private func isZero(from start: Int) -> Bool {
    if count - start >= 4, unsafe bytes.integer(UInt32.self, at: start) != 0 { return false }
    return endOfContent(after: start) == start
  }

  /// The bytes from an offset on, without the zeros at the end.
  func content(from start: Int) -> [UInt8] {
    unsafe [UInt8](bytes.part(start..<endOfContent(after: start)))
  }

  /// What is looked at in one call: of a segment that was just begun nearly all is zeros.
  private static let pageBytes = 4_096

  /// Whether a page's first byte is zero and each other is as the one before it.
  private func isZeroPage(at start: Int) -> Bool {
    let page = unsafe bytes.part(start..<start + Self.pageBytes)
    guard unsafe page[0] == 0, let first = page.baseAddress else { return false }
    return unsafe memcmp(first, first + 1, Self.pageBytes - 1) == 0
  }

  /// Where the bytes that are not zero end.
  private func endOfContent(after start: Int) -> Int {
    var end = count
    while end - start >= Self.pageBytes, isZeroPage(at: end - Self.pageBytes) {
      end -= Self.pageBytes
    }
    while end > start, unsafe bytes[end - 1] == 0 { end -= 1 }
    return end
  }
}
