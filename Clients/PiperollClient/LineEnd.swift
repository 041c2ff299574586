import Glibc

extension [UInt8] {
  /// The place of the next LF at or after `start`.
  func lineEnd(from start: Int) -> Int? {
    withUnsafeBytes { all in
      guard start < all.count, let base = all.baseAddress,
        let found = memchr(base + start, 0x0A, all.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}
