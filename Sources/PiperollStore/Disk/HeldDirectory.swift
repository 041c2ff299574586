import Glibc

/// A directory that is held open. Its files are found by its descriptor: whoever moves the
/// directory, or puts another in its place, changes nothing for who holds it.
final class HeldDirectory: Sendable {
  let path: String
  let descriptor: Int32

  /// - Parameter followsLink: whether the path may be a symbolic link to the directory.
  init(
    _ path: String, followsLink: Bool, _ operation: StorageFault.Operation
  ) throws(StorageFault) {
    self.path = path
    let flags = O_RDONLY | O_DIRECTORY | (followsLink ? 0 : O_NOFOLLOW)
    descriptor = try LocalStorage.descriptor(AT_FDCWD, path, flags, operation, of: path)
  }

  deinit { _ = Glibc.close(descriptor) }

  /// A file's name within it; nil for what lies elsewhere.
  func name(of path: String) -> String? {
    if path == self.path { return "." }
    guard path.hasPrefix(self.path), path.utf8.dropFirst(self.path.utf8.count).first == 0x2F
    else { return nil }
    return String(path.dropFirst(self.path.count + 1))
  }

  /// Where the directory is, if its path does not lead to it any more.
  var displacement: Displacement? {
    var here = stat()
    var there = stat()
    guard unsafe fstat(descriptor, &here) == 0 else { return nil }
    if unsafe stat(path, &there) == 0 {
      if here.st_dev == there.st_dev, here.st_ino == there.st_ino { return nil }
    } else if errno != ENOENT && errno != ENOTDIR && errno != ELOOP {
      return nil  // What cannot be looked at tells nothing.
    }
    if here.st_nlink == 0 { return Displacement(place: nil) }
    var name = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/fd/\(descriptor)", &name, name.count)
    let bytes = name.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    return Displacement(place: count > 0 ? String(decoding: bytes, as: UTF8.self) : nil)
  }
}

/// A directory that is not where it was opened.
public struct Displacement: Equatable, Sendable {
  /// Where it is now; nil where it was removed, or the system does not say.
  public var place: String?
}

/// The claim on a directory: a lock on the directory itself, and one on the file in it that says
/// whose it is. The second is for versions up to 0.2.0, which lock that file alone.
final class LocalLock: StorageLock {
  private let directory: HeldDirectory
  /// nil where the disk was too full to make it.
  private let file: LocalFile?

  init(_ directory: HeldDirectory, _ file: LocalFile?) {
    self.directory = directory
    self.file = file
  }

  var displacement: Displacement? { directory.displacement }

  /// What the locks are on.
  var descriptors: [Int32] { [directory.descriptor] + (file.map { [$0.descriptor] } ?? []) }

  /// Unlocks before anything is closed: a process that another thread is just starting has the
  /// descriptors until it runs its program, and would keep the lock until then.
  func release() {
    if let file, file.descriptor >= 0 { _ = flock(file.descriptor, LOCK_UN) }
    file?.close()
    _ = flock(directory.descriptor, LOCK_UN)
  }
}
