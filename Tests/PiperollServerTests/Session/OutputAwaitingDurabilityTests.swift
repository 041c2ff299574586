import PiperollLedger
import PiperollWire
import Testing

@testable import PiperollServer

/// Replies leave in their order, in pieces, and none before its entry is durable.
@Suite struct OutputAwaitingDurabilityTests {
  /// A reply of so many bytes that tells its number.
  private func reply(_ number: Int, bytes: Int) -> ReplyBytes {
    var reply = ReplyBytes()
    reply.append([UInt8](repeating: UInt8(truncatingIfNeeded: number), count: bytes))
    return reply
  }

  private func send(_ output: inout OutputAwaitingDurability) -> [UInt8] {
    var sent: [UInt8] = []
    output.send { sent.append(contentsOf: $0) }
    return sent
  }

  @Test func `what is sent piece by piece is what was taken, up to what is durable`() {
    var output = OutputAwaitingDurability()
    var (taken, sent): ([UInt8], [UInt8]) = ([], [])
    var ends: [Int] = []
    for number in 1...60 {
      var bytes = reply(number, bytes: number % 7 == 0 ? 700_000 : number * 11)
      taken += bytes.array
      ends.append(taken.count)
      output.take(&bytes, after: EntryNumber(number), durable: EntryNumber(number / 2))
      #expect(bytes.count == 0)
      output.release(durable: EntryNumber(number / 2))
      sent += send(&output)
      #expect(sent.count <= (number < 2 ? 0 : ends[number / 2 - 1]))
      #expect(output.unsentBytes == taken.count - sent.count)
    }
    #expect(output.isWaiting == true)
    output.release(durable: 60)
    while output.canSend { sent += send(&output) }
    #expect(sent == taken)
    #expect(output.isEmpty && !output.isWaiting && output.unsentBytes == 0)
  }

  @Test func `a long reply leaves in pieces, so that others are served between`() {
    var output = OutputAwaitingDurability()
    var report = reply(1, bytes: 3_000_000)
    output.take(&report, after: 0, durable: 0)
    var pieces: [Int] = []
    while output.canSend { pieces.append(send(&output).count) }
    #expect(pieces.reduce(0, +) == 3_000_000)
    #expect(pieces.allSatisfy { $0 <= 256 * 1024 })
  }
}
