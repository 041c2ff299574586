import Glibc

/// Short text files that are read whole.
enum SmallText {
  /// A line for each certificate of twenty thousand users in fifty years.
  private static let bytesMax = 64 << 20

  /// Nil if there is no such file.
  static func read(_ path: String) throws(TLSFault) -> String? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw .file("\(path): \(systemReason(errno))") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = unsafe Glibc.read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .file("\(path): \(systemReason(errno))") }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += piece[..<count]
      guard bytes.count <= bytesMax else { throw .file("\(path): too large") }
    }
  }

  /// Adds to a file, or makes it, and makes that durable.
  static func append(_ text: String, to path: String) throws(TLSFault) {
    let flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC
    let descriptor = unsafe open(path, flags, 0o600)
    guard descriptor >= 0 else { throw .file("\(path): \(systemReason(errno))") }
    defer { close(descriptor) }
    let isWritten = unsafe Array(text.utf8).withUnsafeBytes { bytes in
      unsafe NewFile.writeAll(bytes, to: descriptor)
    }
    guard isWritten, fsync(descriptor) == 0 else {
      throw .file("\(path): \(systemReason(errno))")
    }
  }
}
