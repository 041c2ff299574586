import Testing

@testable import PiperollTLS

/// A queue that a macro may look into.
private final class Line {
  private var queue = ByteQueue()

  var count: Int { queue.count }
  var capacity: Int { queue.capacity }

  func append(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { queue.append($0.baseAddress!, count: $0.count) }
  }

  func take(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let taken = bytes.withUnsafeMutableBytes {
      queue.take(into: $0.baseAddress!, count: $0.count)
    }
    return Array(bytes.prefix(taken))
  }

  func release() { queue.release() }
}

@Test func `bytes leave a queue in the order that they came, in pieces of any size`() {
  let line = Line()
  var (expected, all): ([UInt8], [UInt8]) = ([], [])
  for round in 0..<2_000 {
    // Sizes without a common period, so that the ends meet the memory's at every place.
    let bytes = (0..<1 + round * 7 % 613).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ round) }
    expected += bytes
    #expect(line.append(bytes))
    all += line.take(1 + round * 11 % 601)
    #expect(line.count == expected.count - all.count)
  }
  while case let bytes = line.take(1_000), !bytes.isEmpty { all += bytes }
  #expect(all == expected)
}

@Test func `a queue that stays short needs no more memory, however much goes through`() {
  let line = Line()
  #expect(line.append([UInt8](repeating: 0, count: 100)))
  for _ in 0..<1_000 {
    #expect(line.append([UInt8](repeating: 1, count: 100)))
    #expect(line.take(100).count == 100)
  }
  #expect(line.capacity == 512)
}

@Test func `an empty queue gives much memory back and keeps a little`() {
  let line = Line()
  #expect(line.append([UInt8](repeating: 0, count: ByteQueue.keptBytesMax + 1)))
  #expect(line.take(ByteQueue.keptBytesMax).count == ByteQueue.keptBytesMax)
  line.release()
  #expect(line.count == 1 && line.capacity > ByteQueue.keptBytesMax)
  #expect(line.take(2) == [0])
  #expect(line.capacity == 0)
  #expect(line.append([1]))
  #expect(line.take(1) == [1])
  #expect(line.capacity > 0)
}
