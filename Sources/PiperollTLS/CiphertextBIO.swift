import COpenSSL

/// The ciphertext of one connection on its way from and to the transport, as a BIO of our own: a
/// memory BIO would allocate and move more than it copies.
///
/// libssl holds a pointer to it, so it lies in memory of its own: made and destroyed by the
/// connection, which outlives its SSL.
struct CiphertextBIO: ~Copyable {
  var input = ByteQueue()
  var output = ByteQueue()
  /// The transport ended: an empty input means the end now, not "later".
  var hasEnded = false
}

extension CiphertextBIO {
  /// A BIO for libssl over `queues`; nil when memory is exhausted.
  static func bio(over queues: UnsafeMutablePointer<CiphertextBIO>) -> OpaquePointer? {
    guard let bio = unsafe BIO_new(method) else { return nil }
    unsafe BIO_set_data(bio, queues)
    unsafe BIO_set_init(bio, 1)
    return unsafe bio
  }

  /// Unsafe by its type alone: it is not changed after it was made, and never freed.
  private nonisolated(unsafe) static let method: OpaquePointer? = {
    let type = BIO_get_new_index() | BIO_TYPE_SOURCE_SINK
    guard let method = unsafe BIO_meth_new(type, "ciphertext in memory") else { return nil }
    guard
      unsafe BIO_meth_set_read_ex(method, readInput) == 1,
      unsafe BIO_meth_set_write_ex(method, writeOutput) == 1,
      unsafe BIO_meth_set_ctrl(method, control) == 1
    else { return nil }
    return unsafe method
  }()
}

/// The CiphertextBIO that `bio` was made over. It lives as long as the SSL that calls.
private func queues(of bio: OpaquePointer?) -> UnsafeMutablePointer<CiphertextBIO>? {
  unsafe BIO_get_data(bio)?.assumingMemoryBound(to: CiphertextBIO.self)
}

/// libssl fetches ciphertext: none means "later" until the transport has ended.
private func readInput(
  _ bio: OpaquePointer?, _ target: UnsafeMutablePointer<CChar>?, _ room: Int,
  _ count: UnsafeMutablePointer<Int>?
) -> Int32 {
  guard let queues = unsafe queues(of: bio), let target = unsafe target else { return 0 }
  unsafe BIO_clear_flags(bio, retryFlags)
  let taken = unsafe queues.pointee.input.take(into: target, count: room)
  unsafe count?.pointee = taken
  if taken > 0 { return 1 }
  if unsafe !queues.pointee.hasEnded { unsafe BIO_set_flags(bio, retryFlags) }
  return 0
}

/// libssl hands ciphertext over: there is always room, or no memory at all.
private func writeOutput(
  _ bio: OpaquePointer?, _ bytes: UnsafePointer<CChar>?, _ size: Int,
  _ count: UnsafeMutablePointer<Int>?
) -> Int32 {
  guard let queues = unsafe queues(of: bio), let bytes = unsafe bytes else { return 0 }
  unsafe BIO_clear_flags(bio, retryFlags)
  guard unsafe queues.pointee.output.append(bytes, count: size) else { return 0 }
  unsafe count?.pointee = size
  return 1
}

/// What libssl asks of a BIO beside bytes: whether the input has ended, and to flush, which is
/// nothing here. 0 says of everything else that we do not have it.
private func control(
  _ bio: OpaquePointer?, _ command: Int32, _ number: Int, _ pointer: UnsafeMutableRawPointer?
) -> Int {
  guard let queues = unsafe queues(of: bio) else { return 0 }
  switch command {
  case BIO_CTRL_EOF:
    return unsafe queues.pointee.hasEnded && queues.pointee.input.isEmpty ? 1 : 0
  case BIO_CTRL_FLUSH: return 1
  default: return 0
  }
}

/// As BIO_set_retry_read sets them.
private let retryFlags = BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY
