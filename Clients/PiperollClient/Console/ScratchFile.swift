import Glibc

/// A file for us alone that goes with the value.
final class ScratchFile {
  let path: String

  /// Makes it, with a text in it. Throws a usage error if that cannot be done.
  init(_ text: String) throws {
    let folder = Surroundings.variable("TMPDIR") ?? "/tmp"
    var template = Array((folder + "/piperoll-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw ClientError(.usage, "\(folder): \(systemReason(errno))") }
    defer { close(descriptor) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      unlink(path)
      throw ClientError(.usage, "\(path): \(systemReason(errno))")
    }
  }

  deinit { unlink(path) }

  func read() throws -> String { try SmallFile.read(path, .secret) ?? "" }
}
