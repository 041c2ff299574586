import COpenSSL
import Glibc
import Synchronization

/// The file system of this machine. A store that has its lock works through one that holds its
/// directory: the files there are then found by the directory's descriptor, not by its path.
public struct LocalStorage: Storage {
  private let held: HeldDirectory?

  /// Without any directory that is held.
  public init() { held = nil }

  init(_ held: HeldDirectory) { self.held = held }

  /// From where a path is looked up, and the name that is looked up there.
  private func place(_ path: String) -> (directory: Int32, name: String) {
    guard let held, let name = held.name(of: path) else { return (AT_FDCWD, path) }
    return (held.descriptor, name)
  }

  /// Opens for this user alone; what it makes has mode 0600. A link is followed only to read.
  public func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    let (directory, name) = place(path)
    let flags =
      switch mode {
      case .read: O_RDONLY
      case .readWrite: O_RDWR | O_NOFOLLOW
      case .create, .createNew: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
      }
    do throws(StorageFault) {
      return LocalFile(path, try Self.descriptor(directory, name, flags, .open, of: path))
    } catch {
      // Whatever has the name - a link, a second name of some file - is not emptied but replaced.
      guard mode == .create, error.isExisting else { throw error }
    }
    try remove(path)
    return LocalFile(path, try Self.descriptor(directory, name, flags, .open, of: path))
  }

  /// openat(2), again after an interruption. Files are the owner's alone (0600).
  static func descriptor(
    _ directory: Int32, _ name: String, _ flags: Int32, _ operation: StorageFault.Operation,
    of path: String
  ) throws(StorageFault) -> Int32 {
    while true {
      let descriptor = unsafe Glibc.openat(directory, name, flags | O_CLOEXEC, 0o600)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw StorageFault(operation, path, code: errno) }
    }
  }

  /// Mode 0700; one that is there already is fine.
  public func createDirectory(_ path: String) throws(StorageFault) {
    let (directory, name) = place(path)
    if unsafe mkdirat(directory, name, 0o700) != 0 && errno != EEXIST {
      throw StorageFault(.createDirectory, path, code: errno)
    }
  }

  /// The names in it, but for `.` and `..`.
  public func list(_ directory: String) throws(StorageFault) -> [String] {
    let (from, name) = place(directory)
    let descriptor = try Self.descriptor(
      from, name, O_RDONLY | O_DIRECTORY, .list, of: directory)
    guard let stream = unsafe fdopendir(descriptor) else {
      let code = errno
      _ = Glibc.close(descriptor)
      throw StorageFault(.list, directory, code: code)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0  // The only way to tell readdir's end from its failure.
      guard let entry = unsafe readdir(stream) else { break }
      // d_name is a fixed array in C and a tuple in Swift: its address is the string's.
      let offset = MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = unsafe UnsafeRawPointer(entry).advanced(by: offset)
      names.append(unsafe String(cString: name.assumingMemoryBound(to: CChar.self)))
    }
    if errno != 0 { throw StorageFault(.list, directory, code: errno) }
    return names.filter { $0 != "." && $0 != ".." }
  }

  /// Replaces what had the name, in one step.
  public func rename(_ source: String, to target: String) throws(StorageFault) {
    let (from, to) = (place(source), place(target))
    if unsafe renameat(from.directory, from.name, to.directory, to.name) != 0 {
      throw StorageFault(.rename, source, code: errno)
    }
  }

  /// Removes a file, or a directory with nothing in it.
  public func remove(_ path: String) throws(StorageFault) {
    let (directory, name) = place(path)
    if unsafe unlinkat(directory, name, 0) == 0 { return }
    if errno == EISDIR, unsafe unlinkat(directory, name, AT_REMOVEDIR) == 0 { return }
    throw StorageFault(.remove, path, code: errno)
  }

  /// Makes the names in it durable.
  public func syncDirectory(_ directory: String) throws(StorageFault) {
    try withDirectory(directory, .syncDirectory) { fsync($0) }
  }

  /// As statvfs(3) has it, without what is kept for root.
  public func freeBytes(_ directory: String) throws(StorageFault) -> UInt64 {
    var status = statvfs()
    try withDirectory(directory, .freeBytes) { unsafe fstatvfs($0, &status) }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// Makes a call on a directory that is opened for it.
  private func withDirectory(
    _ path: String, _ operation: StorageFault.Operation, _ call: (Int32) -> Int32
  ) throws(StorageFault) {
    let (from, name) = place(path)
    let descriptor = try Self.descriptor(from, name, O_RDONLY | O_DIRECTORY, operation, of: path)
    defer { _ = Glibc.close(descriptor) }
    if call(descriptor) != 0 { throw StorageFault(operation, path, code: errno) }
  }

  /// A directory that was just made, held; a link in its place is refused.
  public func holding(_ directory: String) throws(StorageFault) -> any Storage {
    LocalStorage(try HeldDirectory(directory, followsLink: false, .open))
  }

  /// By the directories' own identities, so that no link, mount or spelling hides it.
  public func isInside(_ path: String, _ directory: String) throws(StorageFault) -> Bool {
    var wanted = stat()
    var here = stat()
    var above = stat()
    if unsafe stat(directory, &wanted) != 0 { throw StorageFault(.open, directory, code: errno) }
    let flags = O_RDONLY | O_DIRECTORY
    var descriptor = try Self.descriptor(AT_FDCWD, path, flags, .open, of: path)
    defer { _ = Glibc.close(descriptor) }
    while true {
      guard unsafe fstat(descriptor, &here) == 0 else {
        throw StorageFault(.open, path, code: errno)
      }
      if here.st_dev == wanted.st_dev, here.st_ino == wanted.st_ino { return true }
      let parent = try Self.descriptor(descriptor, "..", flags, .open, of: path)
      _ = Glibc.close(descriptor)
      descriptor = parent
      guard unsafe fstat(descriptor, &above) == 0 else {
        throw StorageFault(.open, path, code: errno)
      }
      if above.st_dev == here.st_dev, above.st_ino == here.st_ino { return false }
    }
  }
}

/// One open file of this machine.
final class LocalFile: StorageFile {
  let path: String
  /// -1 once closed; atomic because it may be closed from another thread.
  private let open: Atomic<Int32>

  init(_ path: String, _ descriptor: Int32) {
    self.path = path
    open = Atomic(descriptor)
  }

  deinit { close() }

  var descriptor: Int32 { open.load(ordering: .relaxed) }

  private func fault(_ operation: StorageFault.Operation) -> StorageFault {
    StorageFault(operation, path, code: errno)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) -> Int {
    let count = unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
    if count < 0 { throw fault(.write) }
    return count
  }

  func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    let count = unsafe pread(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
    if count < 0 { throw fault(.read) }
    return count
  }

  func sync() throws(StorageFault) {
    if fdatasync(descriptor) != 0 { throw fault(.sync) }
  }

  func sendOut(from start: UInt64, to end: UInt64) throws(StorageFault) {
    if piperoll_sync_file_range(descriptor, Int64(start), Int64(end - start)) != 0 {
      throw fault(.sendOut)
    }
  }

  func truncate(to length: UInt64) throws(StorageFault) {
    while ftruncate(descriptor, off_t(length)) != 0 {
      if errno != EINTR { throw fault(.truncate) }
    }
  }

  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault) {
    // It returns the error instead of setting errno, and does by hand (a byte written to each
    // block) what a file system cannot do by itself.
    while true {
      let code = posix_fallocate(descriptor, off_t(start), off_t(end - start))
      if code == 0 { return }
      if code != EINTR { throw StorageFault(.allocate, path, code: code) }
    }
  }

  func size() throws(StorageFault) -> UInt64 {
    var status = stat()
    if unsafe fstat(descriptor, &status) != 0 { throw fault(.size) }
    return UInt64(status.st_size)
  }

  func dropCache() {
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }

  func close() {
    let descriptor = open.exchange(-1, ordering: .relaxed)
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }
}
