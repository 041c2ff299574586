/// Reads the files of an audit trail in order, proves every seal, and gives its records. Changes
/// nothing, and goes on behind what is damaged.
public struct AuditWalk {
  /// Something that is not as it was written.
  public struct Finding: Sendable, CustomStringConvertible {
    /// The file's name, where in it that is, and what it is.
    public let file: String
    public let offset: Int
    public let text: String
    public var description: String { "\(file) at offset \(offset): \(text)" }
  }

  /// All that is not as it was written, in order.
  public private(set) var findings: [Finding] = []
  /// The first sequences of the files that are read, ascending.
  public private(set) var segments: [UInt64] = []
  /// The sequence with which the first file begins; 0: there is none.
  public private(set) var first: UInt64 = 0
  /// The last sequence that is there; 0: none is.
  public private(set) var last: UInt64 = 0
  /// The last seal: of the last block, or of the header of a segment with none.
  public private(set) var seal: [UInt8]
  /// The trail's id, which every segment has.
  public private(set) var trail: JournalID?
  /// At the end of the last segment: a block that was not finished, or is just being written.
  public private(set) var unfinishedBytes = 0
  /// A record whose seal was noted elsewhere, and whether its seal is still that.
  private var noted: (sequence: UInt64, seal: [UInt8])?
  /// Whether the record that was noted has the seal that was noted.
  public private(set) var isNotedThere = false
  /// Where the last good block of the last segment ends; 0: it has not even a good header.
  private(set) var goodEnd = 0
  /// Bytes that were read.
  public private(set) var bytesRead = 0

  /// The first record of what was not read because it would have been too much.
  public private(set) var unread: UInt64?

  private let bytesMax: Int
  private let directory: String
  private let storage: any Storage
  private let key: any AuditSealing
  /// The sequence of the next record; nil: any may come first.
  private var expected: UInt64?

  /// - Parameter bytesMax: how much is read at the most, but for the segment that reaches it.
  /// - Parameter noted: a sequence and its seal (`REPORT AUDIT head=yes`) to be looked for.
  public init(
    _ directory: String, storage: any Storage = LocalStorage(), seal: any AuditSealing,
    bytesMax: Int = .max, noted: (sequence: UInt64, seal: [UInt8])? = nil
  ) throws(StorageFault) {
    self.directory = directory
    self.storage = storage
    self.bytesMax = bytesMax
    key = seal
    self.noted = noted
    self.seal = [UInt8](repeating: 0, count: AuditFormat.sealBytes)
    segments = try AuditFormat.segments(directory, storage)
  }

  /// Leaves out the segments all of whose records come before a sequence or before a time.
  public mutating func skip(toSequence sequence: UInt64, time: Int64) throws(StorageFault) {
    var begin = 0
    while begin + 1 < segments.count, segments[begin + 1] <= sequence { begin += 1 }
    while begin + 1 < segments.count, let next = try header(segments[begin + 1]), next.time < time {
      begin += 1
    }
    segments.removeFirst(begin)
  }

  /// Leaves out all segments but those from a place on.
  mutating func skip(toSegment place: Int) { segments.removeFirst(place) }

  /// Reads what is left to read. The body says whether to go on.
  public mutating func run(_ body: (AuditRecord) -> Bool) throws(StorageFault) {
    for (place, first) in segments.enumerated() {
      if bytesRead >= bytesMax {
        unread = first
        return
      }
      let name = AuditFormat.file(first)
      if self.first == 0 { self.first = first }
      let file = try storage.open("\(directory)/\(name)", .read)
      defer { file.close() }
      let bytes = try file.readPrefix(Int(file.size()))
      bytesRead += bytes.count
      let isLast = place == segments.count - 1
      let goesOn = unsafe bytes.withUnsafeBytes { raw in
        unsafe read(raw, name, named: first, isLast: isLast, body)
      }
      if !goesOn { return }
    }
  }

  /// Whether a record that was noted elsewhere is missing or another.
  public var isNotedMissing: Bool { noted != nil && !isNotedThere }

  private func header(_ first: UInt64) throws(StorageFault) -> AuditHeader? {
    let file = try storage.open("\(directory)/\(AuditFormat.file(first))", .read)
    defer { file.close() }
    let bytes = try file.readPrefix(AuditFormat.headerBytes + AuditFormat.sealBytes)
    return unsafe bytes.withUnsafeBytes { unsafe AuditHeader($0) }
  }

  // MARK: One segment

  private mutating func read(
    _ raw: UnsafeRawBufferPointer, _ name: String, named: UInt64, isLast: Bool,
    _ body: (AuditRecord) -> Bool
  ) -> Bool {
    goodEnd = 0
    let start = AuditFormat.headerBytes + AuditFormat.sealBytes
    if raw.count < start, isLast {
      unfinishedBytes = raw.count
      return true
    }
    var offset = start
    if unsafe readHeader(raw, name, named) { goodEnd = start } else { offset = 0 }
    while offset < raw.count {
      if offset >= start, let block = unsafe block(raw, at: offset) {
        guard unsafe take(block, raw, name, body) else { return false }
        offset = block.end
        goodEnd = offset
      } else if let next = unsafe resume(raw, after: max(offset, start - 1)) {
        let first = unsafe raw.integer(UInt64.self, at: next + 8)
        find(name, offset, "records \(expected ?? named) to \(first - 1) are damaged or missing")
        expected = first
        offset = next
      } else {
        let isUnfinished = unsafe isLast && isUnfinished(raw, at: offset)
        if isUnfinished {
          unfinishedBytes = raw.count - offset
        } else {
          find(name, offset, "from record \(expected ?? named) on it is damaged")
        }
        // What follows in another segment says which records these were.
        return true
      }
    }
    return true
  }

  private mutating func find(_ name: String, _ offset: Int, _ text: String) {
    findings.append(Finding(file: name, offset: offset, text: text))
  }

  private mutating func readHeader(
    _ raw: UnsafeRawBufferPointer, _ name: String, _ named: UInt64
  ) -> Bool {
    let size = AuditFormat.headerBytes
    guard let header = unsafe AuditHeader(raw),
      unsafe isSealed(header.before + raw[..<size], by: raw[size..<(size + AuditFormat.sealBytes)])
    else {
      find(name, 0, "its header is damaged")
      return false
    }
    if header.first != named { find(name, 0, "its name is that of another segment") }
    if let trail, trail != header.trail { find(name, 0, "it belongs to another trail") }
    trail = header.trail
    if let expected, header.first > expected {
      find(name, 0, "records \(expected) to \(header.first - 1) are missing before it")
    } else if expected ?? header.first != header.first || isBroken(header) {
      find(name, 0, "it was not written after what stands before it")
    }
    expected = header.first
    seal = unsafe Array(raw[size..<(size + AuditFormat.sealBytes)])
    return true
  }

  /// Whether a header does not follow what was read before it. Of the first one that is read only
  /// the very first can be judged.
  private func isBroken(_ header: AuditHeader) -> Bool {
    expected == nil && header.first != 1 ? false : header.before != seal
  }

  private func isSealed(_ bytes: [UInt8], by seal: UnsafeRawBufferPointer.SubSequence) -> Bool {
    let made = unsafe bytes.withUnsafeBytes { unsafe key.seal($0) }
    return unsafe made.elementsEqual(seal)
  }

  private struct Block {
    let first: UInt64
    let count: UInt32
    let records: Range<Int>
    var end: Int { records.upperBound + AuditFormat.sealBytes }
  }

  /// The block at an offset, if it is whole and sealed after what stands in front of it.
  private func block(_ raw: UnsafeRawBufferPointer, at offset: Int) -> Block? {
    let records = offset + AuditFormat.blockHeadBytes
    guard records + AuditFormat.sealBytes <= raw.count,
      unsafe raw.integer(UInt32.self, at: offset) == AuditFormat.blockMagic
    else { return nil }
    let end = unsafe records + Int(raw.integer(UInt32.self, at: offset + 4))
    // No block is larger than a page, so that damage costs no more than that to be judged.
    guard end - records <= AuditPage.byteCount, end + AuditFormat.sealBytes <= raw.count else {
      return nil
    }
    let made = unsafe key.seal(raw.part((offset - AuditFormat.sealBytes)..<end))
    guard unsafe made.elementsEqual(raw[end..<(end + AuditFormat.sealBytes)]) else { return nil }
    return unsafe Block(
      first: raw.integer(UInt64.self, at: offset + 8),
      count: raw.integer(UInt32.self, at: offset + 16), records: records..<end)
  }

  /// Where the next good block begins behind damage; nil: none does.
  private func resume(_ raw: UnsafeRawBufferPointer, after offset: Int) -> Int? {
    var place = offset
    while place + AuditFormat.blockHeadBytes <= raw.count {
      if unsafe raw.integer(UInt32.self, at: place) == AuditFormat.blockMagic, place > offset,
        unsafe block(raw, at: place) != nil
      {
        return place
      }
      place += 1
    }
    return nil
  }

  /// Whether what stands there is the beginning of a block, and not a whole one that was changed.
  private func isUnfinished(_ raw: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    guard offset + AuditFormat.blockHeadBytes <= raw.count else { return true }
    let count = unsafe Int(raw.integer(UInt32.self, at: offset + 4))
    let whole = AuditFormat.blockHeadBytes + count + AuditFormat.sealBytes
    return unsafe raw.integer(UInt32.self, at: offset) == AuditFormat.blockMagic
      && offset + whole > raw.count
  }

  private mutating func take(
    _ block: Block, _ raw: UnsafeRawBufferPointer, _ name: String,
    _ body: (AuditRecord) -> Bool
  ) -> Bool {
    let offset = block.records.lowerBound - AuditFormat.blockHeadBytes
    if let expected, block.first != expected {
      find(name, offset, "it begins with record \(block.first), not \(expected)")
    }
    seal = unsafe Array(raw[block.records.upperBound..<block.end])
    last = block.first + UInt64(block.count) - 1
    expected = last + 1
    if let noted, noted.sequence == last { isNotedThere = noted.seal == seal }
    var place = block.records.lowerBound
    for sequence in block.first...last {
      guard place + 4 <= block.records.upperBound,
        case let count = unsafe Int(raw.integer(UInt32.self, at: place)),
        place + count <= block.records.upperBound,
        let record = unsafe AuditRecord(raw.part(place..<(place + count)), sequence: sequence)
      else {
        find(name, place, "record \(sequence) is none")
        return true
      }
      if !body(record) { return false }
      place += count
    }
    return true
  }
}
