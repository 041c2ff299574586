import Synchronization

/// How far a journal is durable, told outside of it: `durable.txt`. A journal cannot say that its
/// own last segment is gone, nor that its last groups are.
///
/// The file has two equal copies of these lines, 4 KiB each, which no disk writes as one:
///
///     piperoll-durable 1       journal 0123...          epoch 3
///     sequence 4711            chain 89ab...            segment 4001
///     offset 81920             snapshots 3000 4000      checksum 1a2b3c4d
///
/// `offset` is where the journal ended in the segment, `chain` the link that stands before it
/// there. The copies are written one after the other, each made durable before the next: at any
/// time one of them is whole. What they say is never more than what is durable.
struct DurableMark: Equatable {
  static let fileName = "durable.txt"
  /// The format this version writes, and the newest it reads.
  static let version: UInt32 = 1
  static let copyBytes = 4_096
  private static let magic = "piperoll-durable"

  var journalID: JournalID
  /// The writer's: no frame of a later one stands in the journal.
  var epoch: UInt64
  var sequence: UInt64
  var chain: ChainHash
  /// The first sequence of the segment in which the journal ends.
  var segment: UInt64
  var offset: UInt64
  /// The snapshots that are kept.
  var snapshots: [UInt64]

  static func path(in directory: String) -> String { "\(directory)/\(fileName)" }

  /// A copy as it stands in the file.
  var encoded: [UInt8] {
    let lines = """
      \(Self.magic) \(Self.version)
      journal \(journalID)
      epoch \(epoch)
      sequence \(sequence)
      chain \(chain)
      segment \(segment)
      offset \(offset)
      snapshots \(snapshots.map(String.init).joined(separator: " "))

      """
    var bytes = Array(lines.utf8)
    let checksum = String(CRC32C.checksum(bytes), radix: 16)
    bytes += Array("checksum \(checksum)\n".utf8)
    precondition(bytes.count < Self.copyBytes, "more snapshots than are ever kept")
    bytes += [UInt8](repeating: UInt8(ascii: " "), count: Self.copyBytes - 1 - bytes.count)
    return bytes + [UInt8(ascii: "\n")]
  }

  /// Reads a copy; nil unless it is, byte for byte, as it was written.
  init?(_ copy: [UInt8]) {
    let fields = Self.fields(copy)
    guard let journal = fields["journal"].flatMap({ JournalID($0) }),
      let epoch = fields["epoch"].flatMap({ UInt64($0) }),
      let sequence = fields["sequence"].flatMap({ UInt64($0) }),
      let chain = fields["chain"].flatMap({ ChainHash($0) }),
      let segment = fields["segment"].flatMap({ UInt64($0) }),
      let offset = fields["offset"].flatMap({ UInt64($0) }), let kept = fields["snapshots"]
    else { return nil }
    self.init(
      journalID: journal, epoch: epoch, sequence: sequence, chain: chain, segment: segment,
      offset: offset, snapshots: kept.split(separator: " ").compactMap { UInt64($0) })
    guard encoded == copy else { return nil }
  }

  init(
    journalID: JournalID, epoch: UInt64, sequence: UInt64, chain: ChainHash, segment: UInt64,
    offset: UInt64, snapshots: [UInt64]
  ) {
    self.journalID = journalID
    self.epoch = epoch
    self.sequence = sequence
    self.chain = chain
    self.segment = segment
    self.offset = offset
    self.snapshots = snapshots
  }

  /// Of an empty journal.
  init(beginning journalID: JournalID) {
    self.init(
      journalID: journalID, epoch: 0, sequence: 0, chain: ChainHasher().seed(of: journalID),
      segment: 1, offset: UInt64(SegmentHeader.byteCount), snapshots: [])
  }

  private static func fields(_ copy: [UInt8]) -> [String: String] {
    var fields: [String: String] = [:]
    for line in String(decoding: copy, as: UTF8.self).split(separator: "\n") {
      let name = line.prefix { $0 != " " }
      fields[String(name)] = String(line.dropFirst(name.count + 1))
    }
    return fields
  }

  // MARK: - The file

  /// What a file holds.
  struct Found {
    var mark: DurableMark
    /// One of the two copies is damaged.
    var isDamaged: Bool
  }

  /// nil where there is no file.
  static func read(_ directory: String, _ storage: any Storage) throws(StoreError) -> Found? {
    let path = path(in: directory)
    let bytes: [UInt8]
    do throws(StorageFault) {
      let file = try storage.open(path, .read)
      defer { file.close() }
      // After a failed sync the cache may show what the disk has lost.
      file.dropCache()
      bytes = try file.readPrefix(2 * copyBytes + 1)
    } catch {
      if error.isNotFound { return nil }
      throw .storage(error)
    }
    let copies = [bytes.prefix(copyBytes), bytes.dropFirst(copyBytes)].map { Array($0) }
    let marks = copies.map { DurableMark($0) }
    // The first is written first, so the second is never ahead of it.
    if let mark = marks[0] ?? marks[1] {
      return Found(mark: mark, isDamaged: marks.contains(nil))
    }
    if let later = copies.lazy.compactMap({ fields($0)[magic].flatMap { UInt32($0) } }).first,
      later > version
    {
      throw .newerFormat(file: path, version: later, known: version, program: nil)
    }
    throw .damagedMark(file: path)
  }

  /// Makes durable what a process before, or a try that failed, may have left unsynced: no copy is
  /// written while the other one is not on the disk.
  static func settle(in directory: String, _ storage: any Storage) throws(StorageFault) {
    do throws(StorageFault) {
      let file = try storage.open(path(in: directory), .readWrite)
      defer { file.close() }
      try file.sync()
    } catch {
      guard error.isNotFound else { throw error }
    }
  }

  /// Writes it over both copies; a file that is not there, or not whole, is made anew.
  func write(to directory: String, _ storage: any Storage) throws(StorageFault) {
    let path = Self.path(in: directory)
    let copy = encoded
    do throws(StorageFault) {
      let file = try storage.open(path, .readWrite)
      defer { file.close() }
      if try file.size() == 2 * UInt64(Self.copyBytes) {
        try file.writeWhole(copy, at: 0)
        try file.sync()
        try file.writeWhole(copy, at: UInt64(Self.copyBytes))
        return try file.sync()
      }
    } catch {
      guard error.isNotFound else { throw error }
    }
    let unfinished = path + FileName.unfinishedSuffix
    let file = try storage.open(unfinished, .create)
    defer { file.close() }
    try file.writeWhole(copy + copy, at: 0)
    try file.sync()
    try storage.rename(unfinished, to: path)
    try storage.syncDirectory(directory)
  }
}

/// The mark of a journal in use. Any thread may change it, the journal's writes it.
final class DurableMarkFile: Sendable {
  private let directory: String
  private let storage: any Storage
  /// What may be said.
  private let present: Mutex<DurableMark>
  /// What the file says; nil: that is not known.
  private let written = Mutex<DurableMark?>(nil)

  init(_ directory: String, _ storage: any Storage, _ mark: DurableMark) {
    self.directory = directory
    self.storage = storage
    present = Mutex(mark)
  }

  /// Changes what is said the next time. It must be durable.
  func change(_ body: (inout DurableMark) -> Void) { present.withLock { body(&$0) } }

  /// Writes what may be said, unless the file says it. After a failure it is unknown what that
  /// says, but never that it is too much.
  func say() throws(StorageFault) {
    try written.withLock { written throws(StorageFault) in
      let mark = present.withLock { $0 }
      if mark == written { return }
      if written == nil { try DurableMark.settle(in: directory, storage) }
      written = nil
      try mark.write(to: directory, storage)
      written = mark
    }
  }
}
