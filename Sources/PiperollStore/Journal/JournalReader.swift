/// The segments of a directory as files to be read in order. It changes nothing.
struct JournalReader {
  /// Where the journal ends.
  struct End {
    var file: String
    var firstSequence: UInt64
    /// Where the next frame goes.
    var offset: UInt64
    var size: UInt64
    var lastSequence: UInt64
    var epoch: UInt64
    var chain: ChainHash
    /// What stands last says that everything before it is durable.
    var isMarked: Bool
    /// Bytes of an unfinished last frame, to be cut off.
    var torn: [UInt8] = []
    var replayed = Replayed()
  }

  /// What was handed out.
  struct Replayed {
    var records = 0
    /// The frames the records stood in.
    var bytes: UInt64 = 0
  }

  let directory: String
  let storage: any Storage
  let journalID: JournalID
  /// Up to where the journal was durable once, if that is known: no damage before is a torn tail.
  private let durable: DurableMark?
  /// The segments, ascending, with their headers.
  private(set) var headers: [SegmentHeader] = []

  /// Reads and compares all headers. `expected` is the journal's id where it is known.
  init(
    _ directory: String, segments: [UInt64], storage: any Storage, expected: JournalID? = nil,
    durable: DurableMark? = nil
  ) throws(StoreError) {
    self.durable = durable
    self.directory = directory
    self.storage = storage
    var id = expected
    for sequence in segments {
      let file = "\(directory)/\(FileName.segment(sequence))"
      let bytes = try StoreError.storing { () throws(StorageFault) in
        let opened = try storage.open(file, .read)
        defer { opened.close() }
        return try opened.readPrefix(SegmentHeader.byteCount)
      }
      if bytes.isEmpty { throw .emptySegment(file: file) }
      let header = try SegmentHeader(bytes, file: file)
      if let id, id != header.journalID {
        throw .foreignFile(file: file, found: header.journalID, expected: id)
      }
      id = header.journalID
      guard header.firstSequence == sequence else {
        throw .misnamedSegment(file: file, firstSequence: header.firstSequence)
      }
      headers.append(header)
    }
    guard let id, !headers.isEmpty else { throw .notAStore(directory: directory) }
    journalID = id
  }

  func file(_ index: Int) -> String {
    "\(directory)/\(FileName.segment(headers[index].firstSequence))"
  }

  /// What all segments but the last take of the disk.
  func olderBytes() throws(StorageFault) -> UInt64 {
    var sum: UInt64 = 0
    for index in headers.indices.dropLast() { sum += try storage.size(of: file(index)) }
    return sum
  }

  /// Hands out every record from a sequence on and returns where the journal ends. What `body`
  /// throws ends the reading (`replayRefused`).
  func read(
    from sequence: UInt64,
    _ body: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError) -> End {
    let start = headers.lastIndex { $0.firstSequence <= sequence } ?? 0
    let first = headers[start].firstSequence
    if first > sequence {
      throw .missingRecords(from: sequence, through: first - 1, before: file(start))
    }
    // Two buffers: another thread reads and checks the next segment while this one is handed out.
    let buffers = [SegmentBuffer(), SegmentBuffer()]
    var next = check(start, buffers[start % 2])
    // No thread outlives what it reads, nor meets the end of the process.
    defer { _ = next.wait() }
    var end: End?
    var replayed = Replayed()
    for index in start..<headers.count {
      let segment = try next.wait().get()
      if index + 1 < headers.count { next = check(index + 1, buffers[(index + 1) % 2]) }
      try checkFollows(headers[index], end, file(index))
      try unsafe segment.handOut(from: sequence, &replayed, body)
      let torn = try tornTail(of: segment, index)
      let walk = segment.walk
      end = End(
        file: file(index), firstSequence: headers[index].firstSequence, offset: UInt64(walk.offset),
        size: UInt64(walk.count), lastSequence: walk.nextSequence - 1, epoch: walk.epoch,
        chain: walk.chain, isMarked: walk.isMarked, torn: torn, replayed: replayed)
    }
    return end!  // There is at least one header: init sees to it.
  }

  /// Whether each segment from one to the one that holds a sequence ends with the link with which
  /// the next begins. A start from a snapshot reads none of them, but falls back to them.
  func checkOrder(from first: UInt64, before sequence: UInt64) throws(StoreError) {
    let start = headers.lastIndex { $0.firstSequence <= sequence } ?? 0
    for index in 0..<start where headers[index].firstSequence >= first {
      let link = headers[index + 1].chain
      let isEnd = try StoreError.storing { () throws(StorageFault) in
        let opened = try storage.open(file(index), .read)
        defer { opened.close() }
        return try opened.contentEnds(with: link.bytes)
      }
      guard isEnd else {
        throw .brokenChain(
          file: file(index + 1), firstSequence: headers[index + 1].firstSequence)
      }
    }
  }

  private func check(
    _ index: Int, _ buffer: SegmentBuffer
  ) -> PendingValue<Result<CheckedSegment, StoreError>> {
    let (path, header, storage) = (file(index), headers[index], storage)
    // After a failed sync the cache may show what the disk has lost, and no later sync would tell.
    // That can only be so of the last segment: there was none after it.
    let isLast = index == headers.count - 1
    return PendingValue(storage) {
      do throws(StoreError) {
        return .success(try CheckedSegment(path, header, buffer, storage, pastCache: isLast))
      } catch {
        return .failure(error)
      }
    }
  }

  private func checkFollows(
    _ header: SegmentHeader, _ end: End?, _ file: String
  ) throws(StoreError) {
    guard let end else { return }
    let expected = end.lastSequence + 1
    if header.firstSequence > expected {
      throw .missingRecords(from: expected, through: header.firstSequence - 1, before: file)
    }
    if header.firstSequence < expected {
      throw .overlappingSegment(
        file: file, firstSequence: header.firstSequence, expected: expected)
    }
    if header.chain != end.chain || header.epoch < end.epoch {
      throw .brokenChain(file: file, firstSequence: header.firstSequence)
    }
  }

  /// What is to be cut off a segment; damage that is no torn tail is thrown.
  private func tornTail(of segment: CheckedSegment, _ index: Int) throws(StoreError) -> [UInt8] {
    guard let damage = segment.damage else { return [] }
    let walk = segment.walk
    guard index == headers.count - 1, !walk.hasFrame(after: walk.offset),
      !wasDurable(walk.offset, index)
    else {
      throw .damagedRecord(
        file: file(index), offset: UInt64(damage.offset), sequence: damage.sequence,
        reason: damage.reason)
    }
    return walk.content(from: walk.offset)
  }

  /// Whether it is known that something was durable beyond an offset.
  private func wasDurable(_ offset: Int, _ index: Int) -> Bool {
    guard let durable else { return false }
    return durable.segment == headers[index].firstSequence && durable.offset > UInt64(offset)
  }
}
