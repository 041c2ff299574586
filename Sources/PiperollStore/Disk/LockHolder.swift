import Glibc

/// Who has a directory.
public enum LockHolder: Equatable, Sendable {
  case nobody
  /// Its process id, where it is known.
  case process(Int32?)
}

extension Storage {
  /// By trying to take it.
  public func holder(of directory: String) throws(StorageFault) -> LockHolder {
    switch try lock(directory) {
    case .held(let processID): return .process(processID)
    case .acquired(let lock, _):
      lock.release()
      return .nobody
    }
  }
}

extension LocalStorage {
  /// Longer than any process id, so that each is written over the one before it.
  private static let signatureBytes = 16

  /// Takes the lock or tells who has it; never waits. flock goes with the open directory, so the
  /// kernel drops it when the process dies, however it dies.
  public func lock(_ directory: String) throws(StorageFault) -> LockOutcome {
    let held = try HeldDirectory(directory, followsLink: true, .lock)
    guard try Self.isFree(held.descriptor, LOCK_EX, directory) else {
      return .held(processID: Self.signature(in: held))
    }
    let path = "\(directory)/\(LockFile.name)"
    do throws(StorageFault) {
      let flags = O_RDWR | O_CREAT | O_NOFOLLOW
      let file = LocalFile(
        path, try Self.descriptor(held.descriptor, LockFile.name, flags, .lock, of: path))
      guard try Self.isFree(file.descriptor, LOCK_EX, path) else {
        return .held(processID: Self.signature(in: held))
      }
      try Self.sign(file)
      return .acquired(LocalLock(held, file), LocalStorage(held))
    } catch {
      // The directory is locked without that: a disk that is too full for a name is in nobody's
      // way.
      guard error.isNoSpace else { throw error }
      return .acquired(LocalLock(held, nil), LocalStorage(held))
    }
  }

  /// Without a trace: shared locks are held for no longer than it takes to see that nobody has an
  /// exclusive one.
  public func holder(of directory: String) throws(StorageFault) -> LockHolder {
    let held: HeldDirectory
    do throws(StorageFault) {
      held = try HeldDirectory(directory, followsLink: true, .lock)
    } catch {
      if error.isNotFound { return .nobody }
      throw error
    }
    var isNobodys = try Self.isFree(held.descriptor, LOCK_SH, directory)
    defer { _ = flock(held.descriptor, LOCK_UN) }
    if isNobodys, let file = try Self.lockFile(in: held) {
      isNobodys = try Self.isFree(file.descriptor, LOCK_SH, file.path)
      _ = flock(file.descriptor, LOCK_UN)
    }
    return isNobodys ? .nobody : .process(Self.signature(in: held))
  }

  /// Whether nobody has a lock that speaks against this one.
  private static func isFree(
    _ descriptor: Int32, _ kind: Int32, _ path: String
  ) throws(StorageFault) -> Bool {
    while flock(descriptor, kind | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw StorageFault(.lock, path, code: errno) }
      return false
    }
    return true
  }

  /// The file that says whose lock it is, to be read; nil where there is none.
  private static func lockFile(in held: HeldDirectory) throws(StorageFault) -> LocalFile? {
    let path = "\(held.path)/\(LockFile.name)"
    do throws(StorageFault) {
      return LocalFile(
        path, try descriptor(held.descriptor, LockFile.name, O_RDONLY, .lock, of: path))
    } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }

  /// The process id that the file has; nil where it cannot be read.
  private static func signature(in held: HeldDirectory) -> Int32? {
    guard let bytes = try? lockFile(in: held)?.readPrefix(signatureBytes) else { return nil }
    return Int32(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber })
  }

  private static func sign(_ file: LocalFile) throws(StorageFault) {
    var name = Array("\(getpid())".utf8)
    while name.count < signatureBytes - 1 { name.append(UInt8(ascii: " ")) }
    try file.writeWhole(name + [UInt8(ascii: "\n")], at: 0)
  }
}
