/// The file system as the store sees it; every file of a store is touched through it alone.
/// `LocalStorage` is the real one. Tests put one in its place that fails as they say.
public protocol Storage: Sendable {
  /// Opens one file.
  func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile
  /// Makes a directory (0700); its parents must exist. One that exists already is no error.
  func createDirectory(_ path: String) throws(StorageFault)
  /// The names in a directory, without `.` and `..`, in no particular order.
  func list(_ directory: String) throws(StorageFault) -> [String]
  /// Renames within one file system, replacing what stood at `target`.
  func rename(_ source: String, to target: String) throws(StorageFault)
  /// Removes a file, or a directory with nothing in it.
  func remove(_ path: String) throws(StorageFault)
  /// Makes creations, renames and removals in the directory durable.
  func syncDirectory(_ directory: String) throws(StorageFault)
  /// The room that is left where a directory lies, for users as this one.
  func freeBytes(_ directory: String) throws(StorageFault) -> UInt64
  /// Takes a directory for this process alone, and notes its process id there.
  func lock(_ directory: String) throws(StorageFault) -> LockOutcome
  /// Tells who has a directory, and changes nothing.
  func holder(of directory: String) throws(StorageFault) -> LockHolder
  /// This storage with a directory held open that was just made: its files are found there,
  /// whatever becomes of its path.
  func holding(_ directory: String) throws(StorageFault) -> any Storage
  /// Whether a directory is another one, or lies somewhere in it.
  func isInside(_ path: String, _ directory: String) throws(StorageFault) -> Bool
  /// Runs work on a thread of its own and returns at once. The work may touch other files than the
  /// caller does. A storage whose every run must be the same may do it before it returns.
  func runDetached(_ work: @escaping @Sendable () -> Void)
  /// Leaves the disk to others for a moment. It is called between pieces of work that can wait.
  /// - Parameter work: how long the last piece took.
  func rest(after work: Duration)
}

extension Storage {
  /// Runs it on a thread of its own.
  public func runDetached(_ work: @escaping @Sendable () -> Void) { DetachedThread.run(work) }

  /// Rests as `SnapshotPace` has it.
  public func rest(after work: Duration) { SnapshotPace.rest(after: work) }

  /// Itself: a storage without paths that lead elsewhere has nothing to hold.
  public func holding(_ directory: String) throws(StorageFault) -> any Storage { self }

  /// By their paths.
  public func isInside(_ path: String, _ directory: String) throws(StorageFault) -> Bool {
    path == directory || path.hasPrefix(directory + "/")
  }

  /// A file's length.
  func size(of path: String) throws(StorageFault) -> UInt64 {
    let file = try open(path, .read)
    defer { file.close() }
    return try file.size()
  }
}

/// How a file is opened.
public enum OpenMode: Sendable {
  /// To read; it must exist.
  case read
  /// To read and write; it must exist.
  case readWrite
  /// To read and write, made empty (mode 0600) even where it existed.
  case create
  /// To read and write; it must not exist yet (mode 0600).
  case createNew
}

/// What became of a try to lock.
public enum LockOutcome: Sendable {
  /// The directory is ours until `release()`. Its files are to be found through the storage that is
  /// given: it leads to the directory that was locked, whatever becomes of the path.
  case acquired(any StorageLock, any Storage)
  /// Another holds it; its process id where the lock file told one.
  case held(processID: Int32?)
}

/// A lock that is held.
public protocol StorageLock: AnyObject, Sendable {
  /// Gives the lock up; a second call does nothing.
  func release()
  /// Where the directory is, if its path does not lead to it any more.
  var displacement: Displacement? { get }
}

extension StorageLock {
  /// Nothing moves by itself.
  public var displacement: Displacement? { nil }
}

/// One open file. The primitive calls may transfer less than asked or fail with EINTR, as the
/// system's do; `writeWhole` and `readWhole` are the loops over them.
public protocol StorageFile: AnyObject, Sendable {
  /// Where it lies.
  var path: String { get }
  /// Writes at an offset once; returns how many bytes went out.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) -> Int
  /// Reads from an offset once; 0 means the end of the file.
  func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int
  /// fdatasync. After a failure nothing is known of what was written: it must not be retried.
  func sync() throws(StorageFault)
  /// Sends written bytes to the disk and waits until it has taken them. They are no more durable
  /// for it, and a failure means what it means of `sync`.
  func sendOut(from start: UInt64, to end: UInt64) throws(StorageFault)
  /// Sets the file's length.
  func truncate(to length: UInt64) throws(StorageFault)
  /// Reserves room, which reads as zeros, and makes the file that long.
  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault)
  /// The file's length in bytes.
  func size() throws(StorageFault) -> UInt64
  /// Asks the system to forget what it caches of the file, so that the next read shows what the
  /// disk holds. A hint: it cannot fail.
  func dropCache()
  /// Closes it; a second call does nothing.
  func close()
}

extension StorageFile {
  /// Writes all of `bytes`, over short writes and interruptions.
  func writeWhole(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) {
    var done = 0
    while done < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
      let count: Int
      do throws(StorageFault) {
        count = try unsafe write(rest, at: offset + UInt64(done))
      } catch {
        if error.isInterruption { continue }
        throw error
      }
      // A write of nothing would loop for ever; the system never does it for a non-empty buffer.
      if count == 0 { throw StorageFault(.write, path, code: StorageFault.inputOutputError) }
      done += count
    }
  }

  /// Puts zeros there and makes them durable.
  func zero(from start: UInt64, to end: UInt64) throws(StorageFault) {
    let zeros = [UInt8](repeating: 0, count: Int(end - start))
    try writeWhole(zeros, at: start)
    try sync()
  }

  /// Reads until `bytes` is full or the file ends; returns how many bytes were read.
  func readWhole(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    var done = 0
    while done < bytes.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
      do throws(StorageFault) {
        let count = try unsafe read(into: rest, at: offset + UInt64(done))
        if count == 0 { break }
        done += count
      } catch {
        if error.isInterruption { continue }
        throw error
      }
    }
    return done
  }

  /// Writes all of an array.
  func writeWhole(_ bytes: [UInt8], at offset: UInt64) throws(StorageFault) {
    try unsafe bytes.withRaw { raw throws(StorageFault) in try unsafe writeWhole(raw, at: offset) }
  }

  /// The first bytes of the file from `offset`, at most `count`.
  func readPrefix(_ count: Int, at offset: UInt64 = 0) throws(StorageFault) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    defer { unsafe buffer.deallocate() }
    let read = try unsafe readWhole(into: buffer, at: offset)
    return unsafe [UInt8](UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<read]))
  }

  /// Whether some bytes stand last, but for zeros behind them. They may end with zeros themselves.
  func contentEnds(with bytes: [UInt8]) throws(StorageFault) -> Bool {
    let pieceBytes: UInt64 = 64 << 10
    var end = try size()
    while end > 0 {
      let start = end > pieceBytes ? end - pieceBytes : 0
      let piece = try readPrefix(Int(end - start), at: start)
      if let last = piece.lastIndex(where: { $0 != 0 }) {
        end = start + UInt64(last) + 1
        break
      }
      end = start
    }
    let own = UInt64(bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0)
    guard end >= own, end > 0 else { return false }
    return try readPrefix(bytes.count, at: end - own) == bytes
  }
}
