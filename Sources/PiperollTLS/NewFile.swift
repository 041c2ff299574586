import Glibc

/// Files that must not have been there before: an old key is never overwritten by mistake, and
/// nobody can have prepared a link or wider rights in its place.
enum NewFile {
  /// Writes `bytes` to a new file and makes them durable. `mode` holds whatever the umask is.
  /// - Throws: `.file`, also when the path exists; nothing is left behind then but what was there.
  static func write(
    _ bytes: UnsafeRawBufferPointer, to path: String, mode: mode_t
  ) throws(TLSFault) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(path, flags, mode)
    guard descriptor >= 0 else { throw .file("\(path): \(systemReason(errno))") }
    let written =
      unsafe fchmod(descriptor, mode) == 0 && writeAll(bytes, to: descriptor)
      && fsync(descriptor) == 0
    let reason = written ? 0 : errno
    // A file system on the network may report a failed write only here.
    let closed = close(descriptor) == 0
    guard written, closed else {
      let text = systemReason(written ? errno : reason)
      unsafe unlink(path)
      throw .file("\(path): \(text)")
    }
  }

  /// Writes `bytes` in the place of a file, all at once: whoever opens it sees the old one or the
  /// new one. A link of that name is replaced, not followed.
  /// - Throws: `.file`; the old one stays then.
  static func replace(
    _ bytes: UnsafeRawBufferPointer, at path: String, mode: mode_t
  ) throws(TLSFault) {
    let partial = path + ".new"
    // Of a run that was killed.
    unsafe unlink(partial)
    try unsafe write(bytes, to: partial, mode: mode)
    guard unsafe rename(partial, path) == 0 else {
      let text = systemReason(errno)
      unsafe unlink(partial)
      throw .file("\(path): \(text)")
    }
    syncFolder(of: path)
  }

  /// Makes a new name durable. A file system that cannot do it keeps names in its own way.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[offset...])
      let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }
}
