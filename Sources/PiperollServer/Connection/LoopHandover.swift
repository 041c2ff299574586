// What lies between the engine's loop and a connection that another loop serves.

/// The bounds on what is on its way from one loop to the other, for one connection. The giver stops
/// when so many bytes are not reported as taken; the taker reports when it has taken half of that.
enum LoopHandover {
  /// Decrypted bytes on their way to the engine: four records, so that one is decrypted while
  /// another is answered, and a stranger's are no more than what a connection may cost anyway.
  static let requestBytesMax = 64 * 1024
  /// Replies on their way to the connection: a piece, as `OutputAwaitingDurability` hands them out.
  static let replyBytesMax = 256 * 1024
}

/// Bytes on their way from one loop to the other. Unchecked `Sendable`: it has one owner at a time.
final class Parcel: @unchecked Sendable {
  /// What a parcel takes beside its bytes, so that a flood of small ones counts too: the objects,
  /// the task and its place in the loop's queue.
  private static let ownBytes = 512

  private var pieces: [[UInt8]] = []
  /// Bytes that count against the bounds.
  private(set) var cost = ownBytes
  /// A report about the other direction: bytes that were taken there since the last report.
  var report = 0
  /// The client sends no more.
  var isLast = false

  var isEmpty: Bool { pieces.isEmpty && !isLast }

  func append(_ bytes: UnsafeRawBufferPointer) {
    pieces.append([UInt8](bytes))
    cost += bytes.count
  }

  /// Moves bytes in; none of them stays where they were, as there may be a password in them.
  func move(_ bytes: UnsafeMutableRawBufferPointer) {
    append(UnsafeRawBufferPointer(bytes))
    for place in bytes.indices { bytes[place] = 0 }
  }

  func forEach(_ body: (UnsafeRawBufferPointer) -> Void) {
    for piece in pieces { piece.withUnsafeBytes(body) }
  }

  /// Overwrites everything, as `move` does.
  func wipe() {
    for place in pieces.indices {
      for byte in pieces[place].indices { pieces[place][byte] = 0 }
    }
  }
}
