import NIOCore

/// Memory that all connections of a loop share, as it serves one at a time.
///
/// Unchecked `Sendable`: on its loop only.
final class LoopBuffers: @unchecked Sendable {
  /// Where a connection's bytes are decrypted to before they are read. A TLS record holds at most
  /// 16 KiB.
  var scratch = [UInt8](repeating: 0, count: 16_384)
  /// What a connection sends lies here on its way to the system. What the system does not take at
  /// once keeps this memory, and the next reply gets new.
  var outgoing = ByteBuffer()

  /// Overwrites what was decrypted last.
  func wipeScratch() { for place in scratch.indices { scratch[place] = 0 } }
}
