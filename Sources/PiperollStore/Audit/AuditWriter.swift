/// Writes an audit trail: numbers the records, seals them, and appends them to the last segment.
///
/// If the disk refuses, nothing is lost as long as it is in memory: the next call cuts the segment
/// back to where it was surely on the disk, and writes again all that came after. So a sync that
/// failed is never merely repeated.
///
/// Unchecked `Sendable`: one thread at a time uses it.
@safe
public final class AuditWriter: @unchecked Sendable {
  private let directory: String
  private let storage: any Storage
  private let seal: any AuditSealing
  private let sizes: AuditSizes
  private let trail: JournalID
  /// Makes unreadable what must not be stored.
  private let scrub: @Sendable (UnsafeMutableRawBufferPointer) -> Void

  private var file: any StorageFile
  private var segmentFirst: UInt64
  /// What all segments take.
  private var bytes: UInt64
  private var written: Mark
  private var durable: Mark
  /// Pages that are not surely on the disk, and how many of them were written.
  private var pages: [AuditPage] = []
  private var pagesWritten = 0
  private var hasFailed = false

  /// A place in the last segment.
  private struct Mark {
    var offset: UInt64
    /// The sequence of the next record.
    var next: UInt64
    var seal: [UInt8]
  }

  /// How far the trail is.
  public struct Progress: Sendable {
    /// Pages that may be filled again.
    public var free: [AuditPage] = []
    /// The last record that is on the disk, and the seal of its block.
    public var last: UInt64
    public var seal: [UInt8]
  }

  /// What a start found.
  public struct Opening: Sendable {
    /// Bytes at the end that were no whole block: cut off, and kept beside.
    public var tornBytes = 0
    /// What was damaged in the last segment.
    public var findings: [AuditWalk.Finding] = []
  }

  /// Opens a trail to go on with it, or begins one.
  /// - Parameter time: UTC, milliseconds since 1970.
  /// - Parameter scrub: looks at what was typed, before it is sealed.
  public static func open(
    _ directory: String, storage: any Storage = LocalStorage(), sizes: AuditSizes = AuditSizes(),
    time: Int64, seal: any AuditSealing,
    scrub: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void = { _ in }
  ) throws(StorageFault) -> (AuditWriter, Opening) {
    try storage.createDirectory(directory)
    var opening = Opening()
    var segments = try AuditFormat.segments(directory, storage)
    // A name that is new must be durable itself.
    if segments.isEmpty { try storage.syncDirectory(Store.parent(of: directory)) }
    while !segments.isEmpty {
      var walk = try AuditWalk(directory, storage: storage, seal: seal)
      walk.skip(toSegment: segments.count - 1)
      try walk.run { _ in true }
      let path = "\(directory)/\(AuditFormat.file(segments[segments.count - 1]))"
      let size = try storage.size(of: path)
      opening.tornBytes += Int(size) - walk.goodEnd
      if walk.goodEnd == 0 {
        // It has not even a header: the one before it is the last.
        try storage.rename(path, to: path + FileName.brokenSuffix)
        segments.removeLast()
        continue
      }
      opening.findings = walk.findings.filter { $0.offset < walk.goodEnd }
      let writer = try unsafe AuditWriter(
        directory, storage, sizes, seal, scrub, goingOn: walk, segments[segments.count - 1])
      return (writer, opening)
    }
    let writer = try unsafe AuditWriter(directory, storage, sizes, seal, scrub, time: time)
    return (writer, opening)
  }

  /// Begins a trail.
  private init(
    _ directory: String, _ storage: any Storage, _ sizes: AuditSizes,
    _ seal: any AuditSealing, _ scrub: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void,
    time: Int64
  ) throws(StorageFault) {
    (self.directory, self.storage, self.sizes, self.seal) = (directory, storage, sizes, seal)
    unsafe self.scrub = scrub
    trail = .random()
    bytes = 0
    segmentFirst = 1
    let zeros = [UInt8](repeating: 0, count: AuditFormat.sealBytes)
    let header = AuditHeader(trail: trail, first: 1, time: time, before: zeros)
    (file, written) = try Self.begin(header, directory, storage, seal)
    durable = written
    bytes = written.offset
  }

  /// Goes on behind what a walk over the last segment has found good.
  private init(
    _ directory: String, _ storage: any Storage, _ sizes: AuditSizes,
    _ seal: any AuditSealing, _ scrub: @escaping @Sendable (UnsafeMutableRawBufferPointer) -> Void,
    goingOn walk: AuditWalk, _ first: UInt64
  ) throws(StorageFault) {
    (self.directory, self.storage, self.sizes, self.seal) = (directory, storage, sizes, seal)
    unsafe self.scrub = scrub
    // A header that is damaged has lost it.
    trail = walk.trail ?? .random()
    segmentFirst = first
    let path = "\(directory)/\(AuditFormat.file(first))"
    file = try storage.open(path, .readWrite)
    let end = UInt64(walk.goodEnd)
    let size = try file.size()
    if size > end {
      try Self.keep(file, from: end, to: size, at: path + FileName.brokenSuffix, storage)
      try file.truncate(to: end)
      try file.sync()
      try storage.syncDirectory(directory)
    }
    written = Mark(offset: end, next: max(walk.last + 1, first), seal: walk.seal)
    durable = written
    bytes = 0
    bytes = try Self.size(of: directory, storage)
  }

  /// Keeps what is cut off, if there is room: a server starts on a full disk too.
  private static func keep(
    _ file: any StorageFile, from start: UInt64, to end: UInt64, at path: String,
    _ storage: any Storage
  ) throws(StorageFault) {
    let torn = try file.readPrefix(Int(end - start), at: start)
    do throws(StorageFault) {
      let kept = try storage.open(path, .create)
      defer { kept.close() }
      try kept.writeWhole(torn, at: 0)
      try kept.sync()
    } catch  where error.cause == .diskFull || error.cause == .quota {}
  }

  private static func size(
    of directory: String, _ storage: any Storage
  ) throws(StorageFault) -> UInt64 {
    var bytes: UInt64 = 0
    for first in try AuditFormat.segments(directory, storage) {
      bytes += try storage.size(of: "\(directory)/\(AuditFormat.file(first))")
    }
    return bytes
  }

  private static func begin(
    _ header: AuditHeader, _ directory: String, _ storage: any Storage, _ seal: any AuditSealing
  ) throws(StorageFault) -> (any StorageFile, Mark) {
    let file = try storage.open("\(directory)/\(AuditFormat.file(header.first))", .create)
    let made = unsafe (header.before + header.bytes).withUnsafeBytes { unsafe seal.seal($0) }
    let bytes = header.bytes + made
    try file.writeWhole(bytes, at: 0)
    try file.sync()
    try storage.syncDirectory(directory)
    return (file, Mark(offset: UInt64(bytes.count), next: header.first, seal: made))
  }

  // MARK: Writing

  /// What is on the disk.
  public var progress: Progress { Progress(last: durable.next - 1, seal: durable.seal) }

  /// Writes pages behind all others, and makes all durable where that is asked or due.
  /// - Parameter time: UTC, milliseconds since 1970.
  public func write(
    _ more: [AuditPage], isDue: Bool, time: Int64
  ) throws(StorageFault) -> Progress {
    pages += more
    do throws(StorageFault) {
      if hasFailed { try rewind() }
      while pagesWritten < pages.count {
        if written.offset >= sizes.segmentBytes { try rotate(time) }
        try write(pages[pagesWritten])
      }
      var progress = progress
      if isDue || written.offset - durable.offset >= sizes.unsyncedBytesMax {
        spare += try sync()
      }
      swap(&progress.free, &spare)
      (progress.last, progress.seal) = (durable.next - 1, durable.seal)
      return progress
    } catch {
      hasFailed = true
      throw error
    }
  }

  private func write(_ page: AuditPage) throws(StorageFault) {
    guard bytes + UInt64(AuditPage.byteCount) <= sizes.bytesMax else {
      throw .noSpace(.write, file.path)
    }
    unsafe page.forEachSaid(scrub)
    let (block, made) = page.close(first: written.next, after: written.seal, seal)
    let raw = unsafe UnsafeRawBufferPointer(rebasing: page.memory[block])
    try unsafe file.writeWhole(raw, at: written.offset)
    written = Mark(
      offset: written.offset + UInt64(block.count), next: written.next + UInt64(page.records),
      seal: made)
    bytes += UInt64(block.count)
    pagesWritten += 1
  }

  private func sync() throws(StorageFault) -> [AuditPage] {
    if written.offset > durable.offset { try file.sync() }
    durable = written
    let free = Array(pages[..<pagesWritten])
    pages.removeFirst(pagesWritten)
    pagesWritten = 0
    return free
  }

  /// Begins the next segment. The pages before it are kept until the next sync, as any.
  private func rotate(_ time: Int64) throws(StorageFault) {
    let free = try sync()
    let header = AuditHeader(trail: trail, first: written.next, time: time, before: written.seal)
    spare += free
    let (next, mark) = try Self.begin(header, directory, storage, seal)
    file.close()
    (file, written, durable, segmentFirst) = (next, mark, mark, header.first)
    bytes += mark.offset
  }

  /// Back to what is surely on the disk.
  private func rewind() throws(StorageFault) {
    try file.truncate(to: durable.offset)
    bytes -= min(bytes, written.offset - durable.offset)
    written = durable
    pagesWritten = 0
    hasFailed = false
  }

  /// Pages that a rotation made free, until the caller is told of them.
  private var spare: [AuditPage] = []

  /// The sequence with which the trail begins now, and with which it would begin without the
  /// segments all of whose records are older than a time.
  public func beginning(after time: Int64) throws(StorageFault) -> (now: UInt64, then: UInt64) {
    var walk = try AuditWalk(directory, storage: storage, seal: seal)
    let now = walk.segments[0]
    try walk.skip(toSequence: 0, time: time)
    return (now, walk.segments[0])
  }

  /// Removes the segments before a sequence, with which one begins.
  public func remove(before sequence: UInt64) throws(StorageFault) {
    for first in try AuditFormat.segments(directory, storage) where first < sequence {
      let path = "\(directory)/\(AuditFormat.file(first))"
      bytes -= min(bytes, try storage.size(of: path))
      try storage.remove(path)
    }
    try storage.syncDirectory(directory)
  }

  /// Closes the file; nothing can be written any more.
  public func close() { file.close() }
}

/// How large the files of an audit trail may become.
public struct AuditSizes: Sendable {
  /// A segment ends at the first block beyond it: small enough to be read whole.
  public var segmentBytes: UInt64 = 16 << 20
  /// What may be written and not yet synced: what is sealed in two hundredths of a second.
  public var unsyncedBytesMax: UInt64 = 8 << 20
  /// All segments together: some 250 million records, which a hundred agents make in ten years.
  /// Beyond it the trail takes no more, as on a full disk.
  public var bytesMax: UInt64 = 32 << 30

  /// The usual sizes.
  public init() {}
}
