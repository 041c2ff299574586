import Glibc
import PiperollTLS

/// Reads files of settings and secrets: small, and with rights that are looked at first.
enum SmallFile {
  /// None of these files holds more than some lines.
  private static let bytesMax = 1 << 20

  enum Rights {
    /// Nobody but its owner, who is us, may read or change it.
    case secret
    /// Nobody but its owner, who is us or root, may change it.
    case trusted
    /// Whatever they are: what is in it is public, and whoever uses it checks it.
    case any
  }

  /// Nil when there is no such file. The rights are those of the open file, so that it cannot be
  /// exchanged between the check and the reading.
  static func read(_ path: String, _ rights: Rights) throws -> String? {
    try readBytes(path, rights).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Its first line that is not empty: of a file that holds a secret, all the rest of which is
  /// overwritten. Nil when there is no such file.
  static func readSecretLine(_ path: String) throws -> Secret? {
    guard var bytes = try readBytes(path, .secret) else { return nil }
    defer { bytes.withUnsafeMutableBytes(Secret.cleanse) }
    let isEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
    let first = bytes.firstIndex { !isEnd($0) } ?? bytes.count
    let end = bytes[first...].firstIndex(where: isEnd) ?? bytes.count
    return bytes.withUnsafeBytes {
      Secret(copying: UnsafeRawBufferPointer(rebasing: $0[first..<end]))
    }
  }

  /// Whether two paths lead to one file, whatever they are called.
  static func areOne(_ path: String, _ other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev
      && one.st_ino == two.st_ino
  }

  private static func readBytes(_ path: String, _ rights: Rights) throws -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw ClientError(.usage, "\(path): \(systemReason(errno))")
    }
    defer { close(descriptor) }
    let status = try demand(rights, descriptor, path)
    var bytes = try readAll(descriptor, path, Int(status.st_size))
    defer { bytes.withUnsafeMutableBytes(Secret.cleanse) }
    return try text(bytes, path)
  }

  /// Refuses an open file that is none, or on which others have rights that they must not have.
  static func demand(_ rights: Rights, _ descriptor: Int32, _ path: String) throws -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw ClientError(.usage, "\(path): \(systemReason(errno))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw ClientError(.usage, "\(path): \(systemReason(EISDIR))")
    default: throw ClientError(.usage, "\(path): not a file")
    }
    try check(status, path, rights)
    return status
  }

  /// Makes a folder for us alone, and those around it, where they are missing.
  static func makeFolder(_ path: String) {
    guard !path.isEmpty, access(path, F_OK) != 0 else { return }
    if let slash = path.lastIndex(of: "/") { makeFolder(String(path[..<slash])) }
    mkdir(path, 0o700)
  }

  /// Refuses a file of certificates or a key that cannot be read, or that is none.
  /// What is no file, such as a pipe of a shell, is left to whoever reads it: it can be read once.
  static func demandPEM(_ path: String) throws {
    var status = stat()
    if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) { return }
    guard let text = try read(path, .any) else {
      throw ClientError(.usage, "\(path): \(systemReason(ENOENT))")
    }
    if text.isEmpty { throw ClientError(.usage, "\(path): the file is empty") }
    guard text.contains("-----BEGIN ") else {
      throw ClientError(.usage, "\(path): not PEM, which has a line -----BEGIN ...-----")
    }
  }

  /// The text of a file, with LF alone at the ends of its lines. What editors of Windows put in
  /// front of a file and behind its lines is passed over.
  private static func text(_ bytes: [UInt8], _ path: String) throws -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw ClientError(.usage, "\(path): it is UTF-16; save it as UTF-8")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for byte in bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...] {
      if byte == 0x0A, text.last == 0x0D { text.removeLast() }
      text.append(byte)
    }
    return text
  }

  private static func check(_ status: stat, _ path: String, _ rights: Rights) throws {
    let isOurs = status.st_uid == geteuid()
    switch rights {
    case .secret where !isOurs || status.st_mode & 0o177 != 0:
      throw ClientError(.usage, "\(path): others have rights on this secret; chmod 600 it")
    case .trusted where !(isOurs || status.st_uid == 0) || status.st_mode & 0o022 != 0:
      throw ClientError(.usage, "\(path): others may write to this file; chmod 600 it")
    case .secret, .trusted, .any: break
    }
  }

  private static func readAll(
    _ descriptor: Int32, _ path: String, _ size: Int
  ) throws -> [UInt8] {
    var out: [UInt8] = []
    // What grows leaves copies behind.
    out.reserveCapacity(min(size, bytesMax))
    var buffer = [UInt8](repeating: 0, count: 16 * 1024)
    defer { buffer.withUnsafeMutableBytes(Secret.cleanse) }
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw ClientError(.usage, "\(path): \(systemReason(errno))") }
      if count == 0 { return out }
      out += buffer[..<count]
      guard out.count <= bytesMax else { throw ClientError(.usage, "\(path): too long") }
    }
  }
}
