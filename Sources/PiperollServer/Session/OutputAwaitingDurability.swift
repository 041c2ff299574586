import PiperollLedger
import PiperollWire

/// Replies in their order, each waiting until what it tells is durable.
struct OutputAwaitingDurability: ~Copyable {
  /// Bytes that are sent at once: a long report goes out piece by piece, so that it is encrypted
  /// and queued no faster than the client takes it, and the loop serves others between.
  private static let pieceBytes = 256 * 1024
  /// Bytes of memory that are kept for the next replies; what a report needed is given back.
  private static let keptBytes = 64 * 1024

  private var bytes = ReplyBytes()
  /// Up to where `bytes` has been sent.
  private var sent = 0
  /// Up to where `bytes` may be sent.
  private var sendable = 0
  /// Where each waiting reply ends, and the entry that it waits for; the first is the oldest.
  private var waiting: [(end: Int, needs: EntryNumber)] = []

  var isEmpty: Bool { bytes.isEmpty }
  var isWaiting: Bool { !waiting.isEmpty }
  var unsentBytes: Int { bytes.count - sent }
  var canSend: Bool { sendable > sent }

  /// Moves a reply in. It waits for its own entry and behind every reply before it.
  mutating func take(_ reply: inout ReplyBytes, after number: EntryNumber, durable: EntryNumber) {
    if bytes.isEmpty { swap(&bytes, &reply) } else { reply.withBytes { bytes.append($0) } }
    reply.removeAll(keeping: Self.keptBytes)
    if waiting.isEmpty, number <= durable {
      sendable = bytes.count
    } else {
      waiting.append((bytes.count, number))
    }
  }

  /// Frees the replies at the front whose entries are durable.
  mutating func release(durable: EntryNumber) {
    var count = 0
    while count < waiting.count, waiting[count].needs <= durable {
      sendable = waiting[count].end
      count += 1
    }
    waiting.removeFirst(count)
  }

  /// Gives the next piece of what may be sent to the body and drops it.
  mutating func send(_ body: (UnsafeRawBufferPointer) -> Void) {
    guard canSend else { return }
    let end = min(sendable, sent + Self.pieceBytes)
    bytes.withBytes { body(UnsafeRawBufferPointer(rebasing: $0[sent..<end])) }
    sent = end
    dropSent()
  }

  /// Gives up what has been sent when the rest is no more than that: then no byte is moved often.
  private mutating func dropSent() {
    if sent == bytes.count {
      bytes.removeAll(keeping: Self.keptBytes)
    } else if sent >= bytes.count - sent {
      bytes.removeFirst(sent)
      for place in waiting.indices { waiting[place].end -= sent }
    } else {
      return
    }
    sendable -= sent
    sent = 0
  }

  /// Drops all replies; returns the first line of them that is a refusal.
  mutating func dropSuccesses() -> String? {
    let dropped = exchange(&self, with: OutputAwaitingDurability())
    if dropped.bytes.isEmpty || dropped.bytes[0] == UInt8(ascii: "2") { return nil }
    return String(decoding: dropped.bytes.array.prefix { $0 != 0x0D }, as: UTF8.self)
  }
}
