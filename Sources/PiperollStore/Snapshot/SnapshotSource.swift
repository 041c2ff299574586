public import PiperollVersion

/// Gives out the body of a snapshot. No byte is given out before its block has matched its
/// checksum, so a damaged one throws instead of being parsed; what was read until then is to be
/// discarded. One thread; valid only during the call that hands it out.
public final class SnapshotSource {
  /// The last sequence the snapshot contains.
  public let sequence: UInt64
  /// When it was taken, in milliseconds since 1970, as its writer said.
  public let time: Int64
  /// The version of piperolld that wrote it; nil: from before versions were noted.
  public let program: ProgramVersion?
  /// How many bytes the body has.
  public let byteCount: UInt64
  /// How many of them have not been read yet.
  public private(set) var remaining: UInt64

  /// Where it lies.
  public var path: String { file.path }

  let journalID: JournalID
  private let file: any StorageFile
  private let storage: any Storage
  private let seed: UInt32
  private let checksums: [UInt32]
  /// The block that reads which are not whole blocks are served from.
  private var block: [UInt8]
  private var blockIndex: UInt64?
  /// The damage that was met; every later read throws it again.
  private(set) var damage: StoreError?

  init(_ path: String, storage: any Storage) throws(StoreError) {
    let (opened, bytes, size) = try StoreError.storing { () throws(StorageFault) in
      let opened = try storage.open(path, .read)
      return (opened, try opened.readPrefix(SnapshotHeader.byteCount), try opened.size())
    }
    let header = try SnapshotHeader(bytes, of: opened, fileBytes: size)
    let footer = try SnapshotFooter(from: opened, fileBytes: size, header: bytes)
    file = opened
    self.storage = storage
    sequence = header.sequence
    time = header.time
    program = header.program
    journalID = header.journalID
    seed = header.journalID.checksumSeed
    byteCount = footer.bodyBytes
    remaining = footer.bodyBytes
    checksums = footer.blockChecksums
    block = []
  }

  deinit { file.close() }

  /// Fills all of `target` with the next bytes of the body. Whole blocks are read straight into it.
  /// Throws `damagedSnapshot` where a block is damaged or the body has not that many bytes left.
  public func read(into target: UnsafeMutableRawBufferPointer) throws(StoreError) {
    if let damage { throw damage }
    do throws(StoreError) {
      try unsafe fill(target)
    } catch {
      damage = error
      throw error
    }
  }

  /// The next bytes of the body.
  public func read(_ count: Int) throws(StoreError) -> [UInt8] {
    // Compared before memory is taken: the count may come from a file somebody else wrote.
    guard count >= 0, UInt64(count) <= remaining else { throw tooShort }
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    defer { unsafe target.deallocate() }
    try unsafe read(into: target)
    return unsafe [UInt8](target)
  }

  private var tooShort: StoreError {
    .damagedSnapshot(file: file.path, reason: "its body ends before its content does")
  }

  private func fill(_ target: UnsafeMutableRawBufferPointer) throws(StoreError) {
    guard UInt64(target.count) <= remaining else { throw tooShort }
    var done = 0
    while done < target.count {
      let position = byteCount - remaining
      let index = position / UInt64(SnapshotFooter.blockBytes)
      let within = Int(position % UInt64(SnapshotFooter.blockBytes))
      let length = blockLength(index)
      let count = min(length - within, target.count - done)
      let part = unsafe UnsafeMutableRawBufferPointer(rebasing: target[done..<done + count])
      if count == length {
        try unsafe load(index, into: part)
      } else {
        try loadBlock(index)
        unsafe block.withUnsafeBytes { raw in
          unsafe part.copyMemory(from: raw.part(within..<within + count))
        }
      }
      done += count
      remaining -= UInt64(count)
    }
  }

  private func blockLength(_ index: UInt64) -> Int {
    let start = index * UInt64(SnapshotFooter.blockBytes)
    return Int(min(UInt64(SnapshotFooter.blockBytes), byteCount - start))
  }

  private func loadBlock(_ index: UInt64) throws(StoreError) {
    if blockIndex == index { return }
    let length = blockLength(index)
    blockIndex = nil
    if block.count != length { block = [UInt8](repeating: 0, count: length) }
    try unsafe block.withMutableRaw { raw throws(StoreError) in try unsafe load(index, into: raw) }
    blockIndex = index
  }

  /// Reads one block and checks it.
  private func load(
    _ index: UInt64, into target: UnsafeMutableRawBufferPointer
  ) throws(StoreError) {
    let start = UInt64(SnapshotHeader.byteCount) + index * UInt64(SnapshotFooter.blockBytes)
    let read: Int
    do throws(StorageFault) {
      read = try unsafe file.readWhole(into: target, at: start)
    } catch {
      throw .storage(error)
    }
    guard read == target.count,
      unsafe CRC32C.checksum(UnsafeRawBufferPointer(target), after: seed) == checksums[Int(index)]
    else {
      throw .damagedSnapshot(
        file: file.path, reason: "the block at offset \(start) does not match its checksum")
    }
  }

  /// Reads every block, from the disk and not from the system's cache.
  public func verify() throws(StoreError) {
    file.dropCache()
    for index in 0..<SnapshotFooter.blockCount(byteCount) {
      try storage.paced { () throws(StoreError) in try loadBlock(index) }
    }
  }
}
