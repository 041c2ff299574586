import COpenSSL
import Glibc

/// A password in memory of its own, overwritten when the last reference goes. A class, because it
/// travels to another thread to be hashed and an array would leave copies on its way.
///
/// Unchecked Sendable: the bytes are never changed between init and deinit.
@safe
public final class Secret: @unchecked Sendable {
  private let storage: UnsafeMutableRawBufferPointer

  /// Copies `bytes`, which stay the caller's to cleanse (``cleanse(_:)``).
  public init(copying bytes: UnsafeRawBufferPointer) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    unsafe copy.copyMemory(from: bytes)
    unsafe storage = copy
  }

  /// Moves `bytes` here and leaves the array empty. Its memory is overwritten, provided that this
  /// is the only reference to it: a copy made before stays as it is.
  public init(moving bytes: inout [UInt8]) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    unsafe bytes.withUnsafeMutableBytes { source in
      unsafe copy.copyMemory(from: UnsafeRawBufferPointer(source))
      unsafe Self.cleanse(source)
    }
    unsafe storage = copy
    bytes = []
  }

  deinit {
    unsafe Self.cleanse(storage)
    unsafe storage.deallocate()
  }

  /// Number of bytes.
  public var count: Int { unsafe storage.count }

  /// Lends the bytes for the time of `body`.
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(storage))
  }

  /// Overwrites `bytes` in a way that the optimizer may not drop.
  public static func cleanse(_ bytes: UnsafeMutableRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    unsafe OPENSSL_cleanse(start, bytes.count)
  }
}

extension Secret {
  /// More than any password has that somebody types.
  public static let lineBytesMax = 1024

  /// Reads up to the first LF and not a byte further, so that what follows is left for others. A CR
  /// before it is left out. Nil when there is nothing, or too much.
  ///
  /// - Parameter isInterruptible: a signal ends it, with nil.
  public static func readLine(of descriptor: Int32, isInterruptible: Bool = false) -> Secret? {
    let line = UnsafeMutableRawBufferPointer.allocate(byteCount: lineBytesMax + 1, alignment: 1)
    defer {
      unsafe cleanse(line)
      unsafe line.deallocate()
    }
    var count = 0
    while count < line.count, let place = line.baseAddress {
      let taken = unsafe read(descriptor, place + count, 1)
      if taken < 0, errno == EINTR, !isInterruptible { continue }
      if taken < 0 || taken == 0 && count == 0 { return nil }
      let isWhole = unsafe taken == 0 || line[count] == 0x0A
      if !isWhole { count += 1 }
      guard isWhole else { continue }
      if unsafe count > 0 && line[count - 1] == 0x0D { count -= 1 }
      return unsafe Secret(copying: UnsafeRawBufferPointer(rebasing: line[..<count]))
    }
    return nil
  }
}

/// What is in a process's memory: passwords, keys, debtors.
public enum ProcessMemory {
  /// No core file is written of this process, and no other process of the same user may look into
  /// it (45 CFR 164.312(a)).
  public static func hide() { _ = piperoll_hide_memory() }
}
