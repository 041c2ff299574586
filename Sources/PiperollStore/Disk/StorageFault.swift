import Glibc

/// A call to the file system that failed: what was tried, on which file, and the system's errno.
public struct StorageFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was tried.
  public enum Operation: String, Sendable {
    case open, list, rename, remove, lock, write, read, sync, truncate, allocate
    case createDirectory = "create the directory"
    case syncDirectory = "sync the directory"
    case sendOut = "send out"
    case size = "take the size of"
    case freeBytes = "take the free room of"
  }

  /// What was tried.
  public let operation: Operation
  /// On which file.
  public let path: String
  /// The errno value.
  public let code: Int32

  public init(_ operation: Operation, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// There is no room for it.
  static func noSpace(_ operation: Operation, _ path: String) -> StorageFault {
    StorageFault(operation, path, code: ENOSPC)
  }

  static let inputOutputError = EIO
  static let closedFile = EBADF

  /// The disk (or the quota) is full: nothing is broken, and room may come back.
  public var isNoSpace: Bool { code == ENOSPC || code == EDQUOT }
  /// The process or the machine lacks something - descriptors, memory, the right to read - which
  /// says nothing of the file.
  var isShortage: Bool { [EMFILE, ENFILE, ENOMEM, EACCES, EPERM].contains(code) }
  /// The file or directory does not exist.
  public var isNotFound: Bool { code == ENOENT }
  /// The file exists already.
  public var isExisting: Bool { code == EEXIST }
  /// A signal came in between; the call may be made again (never for `sync`).
  public var isInterruption: Bool { code == EINTR }

  public var description: String {
    "cannot \(operation.rawValue) \(path): \(unsafe String(cString: strerror(code)))"
  }
}
