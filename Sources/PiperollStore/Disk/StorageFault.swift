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

  /// What kind of a failure it was.
  public enum Cause: Equatable, Sendable {
    case diskFull
    case quota
    /// A file or a directory may not be used by this user.
    case permission
    /// The file system takes no writes.
    case readOnlyDisk
    case descriptors
    case memory
    /// The file would be longer than the file system or the process's limit allows.
    case fileSize
    /// The disk failed, or something is not as it must be.
    case device
  }

  /// The kind of this one.
  public var cause: Cause {
    switch code {
    case ENOSPC: .diskFull
    case EDQUOT: .quota
    case EACCES, EPERM: .permission
    case EROFS: .readOnlyDisk
    case EMFILE, ENFILE: .descriptors
    case ENOMEM: .memory
    case EFBIG: .fileSize
    default: .device
    }
  }

  /// The disk (or the quota) is full: nothing is broken, and room may come back.
  public var isNoSpace: Bool { cause == .diskFull || cause == .quota }
  /// Something is lacking - room, descriptors, memory, a right - which says nothing of the file,
  /// and may come back while the process runs.
  public var isShortage: Bool { cause != .device }
  /// The file or directory does not exist.
  public var isNotFound: Bool { code == ENOENT }
  /// The file exists already.
  public var isExisting: Bool { code == EEXIST }
  /// A signal came in between; the call may be made again (never for `sync`).
  public var isInterruption: Bool { code == EINTR }

  public var description: String {
    let reason =
      code == ELOOP
      ? "it is a symbolic link, which is not written through"
      : unsafe String(cString: strerror(code))
    return "cannot \(operation.rawValue) \(path): \(reason)"
  }
}
