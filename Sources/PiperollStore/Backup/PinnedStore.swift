import Glibc
import Synchronization

/// The files of a store's directory as they stood at one moment, to be read at leisure.
///
/// A server beside it goes on: it writes to its last segment, renames new ones in and trims old
/// ones away. Here every file is open from the beginning, so one that is removed is still there to
/// be read; and the last segment ends where it was known to be durable. Nothing can be changed.
public final class PinnedStore: Storage {
  public let directory: String
  /// Who had the directory at that moment.
  public let holder: LockHolder
  /// Bytes at the end of the last segment that are left out, because nothing vouches for them yet.
  public var unvouchedBytes: UInt64 { leftOut.load(ordering: .relaxed) }

  private let leftOut = Atomic<UInt64>(0)
  private let storage: any Storage
  private let names: [String]
  private let files: [String: PinnedFile]
  /// The durable mark, where there is one.
  private let mark: PinnedBytes?

  /// Between two looks at the names nothing may have changed; a rotation or a snapshot changes them
  /// a few times a second at most.
  private static let triesMax = 20

  /// Opens every file of a directory.
  public static func pin(
    _ directory: String, storage: any Storage = LocalStorage()
  ) throws(StoreError) -> PinnedStore {
    for _ in 0..<triesMax {
      if let pinned = try PinnedStore(directory, storage) { return pinned }
    }
    throw .changing(directory: directory)
  }

  /// nil if anything changed meanwhile.
  private init?(_ directory: String, _ storage: any Storage) throws(StoreError) {
    self.directory = directory
    self.storage = storage
    var opened: [String: PinnedFile] = [:]
    var isThere = false
    var found: (holder: LockHolder, names: [String], mark: PinnedBytes?)?
    do throws(StorageFault) {
      let holder = try storage.holder(of: directory)
      let mark = try Self.mark(directory, storage)
      let before = try Self.names(directory, storage)
      isThere = true
      for name in before {
        let path = "\(directory)/\(name)"
        opened[path] = PinnedFile(try storage.open(path, .read))
      }
      // A mark that changes meanwhile may tell of snapshots that were trimmed away.
      let isSteady = try Self.names(directory, storage) == before
      if isSteady, try Self.mark(directory, storage)?.bytes == mark?.bytes {
        found = (holder, before, mark)
      }
    } catch {
      // A file that was trimmed away before it was opened; a directory that is not there stays so.
      guard error.isNotFound else { throw .storage(error) }
      if !isThere { throw .notAStore(directory: directory) }
    }
    guard let found else { return nil }
    (holder, names, files, mark) = (found.holder, found.names, opened, found.mark)
    if holder != .nobody { try leaveOutUnvouched() }
  }

  /// Whoever writes it changes it in place: what is told of it is read at once.
  private static func mark(
    _ directory: String, _ storage: any Storage
  ) throws(StorageFault) -> PinnedBytes? {
    let path = DurableMark.path(in: directory)
    do throws(StorageFault) {
      let file = try storage.open(path, .read)
      defer { file.close() }
      return PinnedBytes(path, try file.readPrefix(2 * DurableMark.copyBytes + 1))
    } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }

  /// The names of the finished segments and snapshots, in order.
  private static func names(
    _ directory: String, _ storage: any Storage
  ) throws(StorageFault) -> [String] {
    try storage.list(directory).filter { name in
      let isPart =
        name.hasPrefix(FileName.segmentPrefix) || name.hasPrefix(FileName.snapshotPrefix)
      return isPart && !name.hasSuffix(FileName.unfinishedSuffix)
        && !name.contains(FileName.brokenSuffix)
    }.sorted()
  }

  /// A group becomes visible before it is durable. What follows it says that it was: the head of
  /// the next group, a mark, the header of the next segment - or a snapshot or the durable mark,
  /// which are written only of what is durable. So a last group that nothing follows is left out.
  /// The segment's pages are read one after the other while it is written, so it may have to be
  /// read again.
  private func leaveOutUnvouched() throws(StoreError) {
    let listing = try DirectoryListing(directory, storage: self)
    guard let last = listing.segments.last else { return }
    let path = "\(directory)/\(FileName.segment(last))"
    guard let file = files[path],
      let head = try? SegmentHeader(file.readPrefix(SegmentHeader.byteCount), file: path)
    else { return }  // Whoever reads it says what is wrong with it.
    let marked = try DurableMark.read(directory, self)?.mark.sequence ?? 0
    for _ in 1..<Self.triesMax {
      let isRead = try CheckedSegment.with(path, head, self) { segment in
        leaveOut(of: segment, head, file, durable: max(listing.snapshots.last ?? 0, marked))
      }
      if isRead { return }
    }
    // It stays so: it is damage, which is for the reader to name.
  }

  /// False if a later group is there, but not this one: it was just being written - or is damaged.
  private func leaveOut(
    of segment: CheckedSegment, _ head: SegmentHeader, _ file: PinnedFile, durable: UInt64
  ) -> Bool {
    let walk = segment.walk
    if segment.damage != nil, walk.hasFrame(after: walk.offset) { return false }
    let ends = walk.ends()
    var end = ends.last?.offset ?? SegmentHeader.byteCount
    let beforeLast = ends.dropLast().last?.sequence ?? head.firstSequence - 1
    if !walk.isMarked, durable <= beforeLast {
      end = ends.dropLast().last?.offset ?? SegmentHeader.byteCount
    }
    leftOut.store(UInt64(walk.content(from: end).count), ordering: .relaxed)
    file.limit(to: UInt64(end))
    return true
  }

  // MARK: - Storage

  /// Gives a pinned file out; refuses to open it for writing (EROFS).
  public func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    guard case .read = mode else { throw StorageFault(.open, path, code: EROFS) }
    if let mark, mark.path == path { return mark }
    guard let file = files[path] else { throw StorageFault(.open, path, code: ENOENT) }
    return file
  }

  /// The segments and snapshots as they were pinned.
  public func list(_ directory: String) throws(StorageFault) -> [String] { names }

  /// Refused.
  public func createDirectory(_ path: String) throws(StorageFault) {
    throw StorageFault(.createDirectory, path, code: EROFS)
  }

  /// Refused.
  public func rename(_ source: String, to target: String) throws(StorageFault) {
    throw StorageFault(.rename, source, code: EROFS)
  }

  /// Refused.
  public func remove(_ path: String) throws(StorageFault) {
    throw StorageFault(.remove, path, code: EROFS)
  }

  /// Refused.
  public func syncDirectory(_ directory: String) throws(StorageFault) {
    throw StorageFault(.syncDirectory, directory, code: EROFS)
  }

  /// Refused.
  public func lock(_ directory: String) throws(StorageFault) -> LockOutcome {
    throw StorageFault(.lock, directory, code: EROFS)
  }

  /// The free room that the storage below reports.
  public func freeBytes(_ directory: String) throws(StorageFault) -> UInt64 {
    try storage.freeBytes(directory)
  }

  /// Runs work as the storage below does.
  public func runDetached(_ work: @escaping @Sendable () -> Void) { storage.runDetached(work) }
}
