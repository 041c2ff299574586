import Glibc

/// Reads files of settings and secrets: small, and with rights that are looked at first.
enum SmallFile {
  /// None of these files holds more than some lines.
  private static let bytesMax = 1 << 20

  enum Rights {
    /// Nobody but its owner, who is us, may read or change it.
    case secret
    /// Nobody but its owner, who is us or root, may change it.
    case trusted
  }

  /// Nil when there is no such file. The rights are those of the open file, so that it cannot be
  /// exchanged between the check and the reading.
  static func read(_ path: String, _ rights: Rights) throws -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw ClientError(.usage, "\(path): \(systemReason(errno))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw ClientError(.usage, "\(path): not a file")
    }
    try check(status, path, rights)
    return String(decoding: try readAll(descriptor, path), as: UTF8.self)
  }

  private static func check(_ status: stat, _ path: String, _ rights: Rights) throws {
    let isOurs = status.st_uid == geteuid()
    switch rights {
    case .secret where !isOurs || status.st_mode & 0o177 != 0:
      throw ClientError(.usage, "\(path): others have rights on this secret; chmod 600 it")
    case .trusted where !(isOurs || status.st_uid == 0) || status.st_mode & 0o022 != 0:
      throw ClientError(.usage, "\(path): others may write to this file; chmod 600 it")
    case .secret, .trusted: break
    }
  }

  private static func readAll(_ descriptor: Int32, _ path: String) throws -> [UInt8] {
    var out: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw ClientError(.usage, "\(path): \(systemReason(errno))") }
      if count == 0 { return out }
      out += buffer[..<count]
      guard out.count <= bytesMax else { throw ClientError(.usage, "\(path): too long") }
    }
  }
}
