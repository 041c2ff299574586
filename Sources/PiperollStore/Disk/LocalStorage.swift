import COpenSSL
import Glibc
import Synchronization

/// The file system of this machine.
public struct LocalStorage: Storage {
  public init() {}

  /// Opens for this user alone; what it makes has mode 0600.
  public func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    let flags =
      switch mode {
      case .read: O_RDONLY
      case .readWrite: O_RDWR
      case .create: O_RDWR | O_CREAT | O_TRUNC
      case .createNew: O_RDWR | O_CREAT | O_EXCL
      }
    return LocalFile(path, try Self.descriptor(path, flags, .open))
  }

  /// open(2), again after an interruption. Files are the owner's alone (0600).
  static func descriptor(
    _ path: String, _ flags: Int32, _ operation: StorageFault.Operation
  ) throws(StorageFault) -> Int32 {
    while true {
      let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o600)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw StorageFault(operation, path, code: errno) }
    }
  }

  /// Mode 0700; one that is there already is fine.
  public func createDirectory(_ path: String) throws(StorageFault) {
    if unsafe mkdir(path, 0o700) != 0 && errno != EEXIST {
      throw StorageFault(.createDirectory, path, code: errno)
    }
  }

  /// The names in it, but for `.` and `..`.
  public func list(_ directory: String) throws(StorageFault) -> [String] {
    guard let stream = unsafe opendir(directory) else {
      throw StorageFault(.list, directory, code: errno)
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
    if unsafe Glibc.rename(source, target) != 0 { throw StorageFault(.rename, source, code: errno) }
  }

  /// Removes a file, or a directory with nothing in it.
  public func remove(_ path: String) throws(StorageFault) {
    if unsafe Glibc.remove(path) != 0 { throw StorageFault(.remove, path, code: errno) }
  }

  /// Makes the names in it durable.
  public func syncDirectory(_ directory: String) throws(StorageFault) {
    let descriptor = try Self.descriptor(directory, O_RDONLY | O_DIRECTORY, .syncDirectory)
    defer { _ = Glibc.close(descriptor) }
    if fsync(descriptor) != 0 { throw StorageFault(.syncDirectory, directory, code: errno) }
  }

  /// As statvfs(3) has it, without what is kept for root.
  public func freeBytes(_ directory: String) throws(StorageFault) -> UInt64 {
    var status = statvfs()
    if unsafe statvfs(directory, &status) != 0 {
      throw StorageFault(.freeBytes, directory, code: errno)
    }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// Takes the lock or tells who has it; never waits.
  public func lock(_ path: String) throws(StorageFault) -> LockOutcome {
    let file = LocalFile(path, try Self.descriptor(path, O_RDWR | O_CREAT, .lock))
    // flock goes with the open file, so the kernel drops it when the process dies, however it
    // dies: a lock file left behind by kill -9 blocks nobody.
    while flock(file.descriptor, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw StorageFault(.lock, path, code: errno) }
      let text = String(decoding: try file.readPrefix(Self.signatureBytes), as: UTF8.self)
      return .held(processID: Int32(text.prefix { $0.isNumber }))
    }
    try Self.sign(file)
    return .acquired(file)
  }

  /// Longer than any process id, so that each is written over the one before it.
  static let signatureBytes = 16

  /// Writes whose lock it is. The lock holds without that, so a disk that is too full for a name is
  /// in nobody's way.
  private static func sign(_ file: LocalFile) throws(StorageFault) {
    var name = Array("\(getpid())".utf8)
    while name.count < signatureBytes - 1 { name.append(UInt8(ascii: " ")) }
    do throws(StorageFault) {
      try file.writeWhole(name + [UInt8(ascii: "\n")], at: 0)
    } catch {
      guard error.isNoSpace else { throw error }
    }
  }
}

/// One open file of this machine.
final class LocalFile: StorageFile, StorageLock {
  let path: String
  /// -1 once closed; atomic because a lock may be released from another thread.
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

  /// Unlocks before it closes: a process that another thread is just starting has the descriptor
  /// until it runs its program, and would keep the lock until then.
  func release() {
    if descriptor >= 0 { _ = flock(descriptor, LOCK_UN) }
    close()
  }
}
