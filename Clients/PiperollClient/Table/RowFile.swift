import Glibc

/// A file that is read more than once, at any place. Standard input is copied first.
final class RowFile {
  /// What messages call it.
  let name: String
  private let descriptor: Int32
  private let before: stat

  /// Bytes in all.
  var size: Int { Int(before.st_size) }

  /// Opens a file, or copies what comes from `input` where the path is `-`.
  /// - Throws: a usage error for what cannot be read or is no file.
  init(_ path: String, input: Int32 = 0) throws {
    name = path == "-" ? "standard input" : path
    descriptor = path == "-" ? try Self.spool(input) : open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      throw ClientError(.usage, "\(path): \(systemReason(errno))")
    }
    before = status
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw ClientError(.usage, "\(path): \(systemReason(EISDIR))")
    default: throw ClientError(.usage, "\(path): not a file; give a pipe as --file - < \(path)")
    }
  }

  deinit { close(descriptor) }

  /// Copies an input into a file that has no name, and so goes with the process.
  private static func spool(_ input: Int32) throws -> Int32 {
    let (copy, path) = try TemporaryFile.make()
    unlink(path)
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = Glibc.read(input, &buffer, buffer.count)
      if count == 0 { return copy }
      if count < 0 && errno == EINTR { continue }
      guard count > 0, TemporaryFile.write(buffer[..<count], to: copy) else {
        let reason = systemReason(errno)
        close(copy)
        throw ClientError(.usage, "standard input could not be copied to \(path): \(reason)")
      }
    }
  }

  /// Adds up to `count` bytes from `offset` to `bytes`; none at the end.
  func read(_ count: Int, at offset: Int, into bytes: inout [UInt8]) throws {
    let start = bytes.count
    bytes += repeatElement(0, count: count)
    let got = bytes.withUnsafeMutableBytes {
      pread(descriptor, $0.baseAddress! + start, count, off_t(offset))
    }
    guard got >= 0 else {
      throw ClientError(.usage, "\(name) could not be read: \(systemReason(errno))")
    }
    bytes.removeLast(count - got)
  }

  /// The bytes of a row, to be shown or written again.
  func bytes(_ place: Range<Int>) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < place.count {
      let before = bytes.count
      try read(place.count - before, at: place.lowerBound + before, into: &bytes)
      if bytes.count == before { break }
    }
    return bytes
  }

  /// Throws a usage error if the file was written to since it was opened.
  func demandUnchanged() throws {
    var now = stat()
    guard fstat(descriptor, &now) == 0, now.st_size == before.st_size,
      now.st_mtim.tv_sec == before.st_mtim.tv_sec, now.st_mtim.tv_nsec == before.st_mtim.tv_nsec
    else { throw ClientError(.usage, "\(name) was changed while it was read; run it again") }
  }
}
