import COpenSSL

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
