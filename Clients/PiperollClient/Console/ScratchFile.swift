import Glibc

/// A file for us alone that goes with the value.
final class ScratchFile {
  let path: String

  /// Makes it, with a text in it. Throws a usage error if that cannot be done.
  init(_ text: String) throws {
    let descriptor: Int32
    (descriptor, path) = try TemporaryFile.make()
    defer { close(descriptor) }
    guard TemporaryFile.write(ArraySlice(text.utf8), to: descriptor) else {
      let reason = systemReason(errno)
      unlink(path)
      throw ClientError(.usage, "\(path): \(reason)")
    }
  }

  deinit { unlink(path) }

  func read() throws -> String { try SmallFile.read(path, .secret) ?? "" }
}
