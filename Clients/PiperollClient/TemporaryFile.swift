import Glibc

/// Files for this process alone, in TMPDIR.
enum TemporaryFile {
  /// Makes one, which no child gets.
  /// - Throws: a usage error if that cannot be done.
  static func make() throws -> (descriptor: Int32, path: String) {
    let folder = Surroundings.variable("TMPDIR") ?? "/tmp"
    var template = Array((folder + "/piperoll-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw ClientError(.usage, "\(folder): \(systemReason(errno))") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return (descriptor, template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) })
  }

  /// Writes all bytes; false: errno says why not.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Bool {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }
}
