import PiperollLedger

/// Replies in their order, each held until what it tells is durable.
struct HeldOutput {
  private var bytes: [UInt8] = []
  /// Up to where `bytes` may be sent.
  private var free = 0
  /// Where each held reply ends, and the entry that it waits for; the first is the oldest.
  private var held: [(end: Int, needs: EntryNumber)] = []

  var isEmpty: Bool { bytes.isEmpty }
  var isHolding: Bool { !held.isEmpty }
  var heldBytes: Int { bytes.count }
  var hasFree: Bool { free > 0 }

  /// Moves a reply in. It waits for its own entry and behind every reply before it.
  mutating func take(_ reply: inout [UInt8], after number: EntryNumber, durable: EntryNumber) {
    if bytes.isEmpty { swap(&bytes, &reply) } else { bytes.append(contentsOf: reply) }
    reply.removeAll(keepingCapacity: true)
    if held.isEmpty, number <= durable {
      free = bytes.count
    } else {
      held.append((bytes.count, number))
    }
  }

  /// Frees the replies at the front whose entries are durable.
  mutating func release(durable: EntryNumber) {
    var count = 0
    while count < held.count, held[count].needs <= durable {
      free = held[count].end
      count += 1
    }
    held.removeFirst(count)
  }

  /// Gives what may be sent to the body and drops it.
  mutating func send(_ body: (UnsafeRawBufferPointer) -> Void) {
    guard free > 0 else { return }
    bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<free])) }
    if free == bytes.count {
      bytes.removeAll(keepingCapacity: true)
    } else {
      bytes.removeSubrange(0..<free)
      for place in held.indices { held[place].end -= free }
    }
    free = 0
  }

  /// Drops all replies; returns the first line of them that is a refusal.
  mutating func dropSuccesses() -> String? {
    defer { self = HeldOutput() }
    let isFine = bytes.first.map { $0 == UInt8(ascii: "2") } ?? true
    return isFine ? nil : String(decoding: bytes.prefix { $0 != 0x0D }, as: UTF8.self)
  }
}
