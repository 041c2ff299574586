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

  private static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
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
