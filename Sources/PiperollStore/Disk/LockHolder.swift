import Glibc

/// Who has a directory.
public enum LockHolder: Equatable, Sendable {
  case nobody
  /// Its process id, where the lock file told one.
  case process(Int32?)
}

extension Storage {
  /// By trying to take it; a lock file is made where there was none.
  public func holder(of path: String) throws(StorageFault) -> LockHolder {
    switch try lock(path) {
    case .held(let processID): return .process(processID)
    case .acquired(let lock):
      lock.release()
      return .nobody
    }
  }
}

extension LocalStorage {
  /// Without a trace: the file is opened to be read, and a shared lock is held for no longer than
  /// it takes to see that nobody has an exclusive one.
  public func holder(of path: String) throws(StorageFault) -> LockHolder {
    let file: LocalFile
    do throws(StorageFault) {
      file = LocalFile(path, try Self.descriptor(path, O_RDONLY, .lock))
    } catch {
      if error.isNotFound { return .nobody }
      throw error
    }
    defer { file.release() }
    while flock(file.descriptor, LOCK_SH | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw StorageFault(.lock, path, code: errno) }
      let text = String(decoding: try file.readPrefix(Self.signatureBytes), as: UTF8.self)
      return .process(Int32(text.prefix { $0.isNumber }))
    }
    return .nobody
  }
}
