import TestSupport
import Testing

@testable import PiperollStore

/// A directory with frames of 2, 3, 1, 2 and 1 records, left as a killed process leaves it.
private func killedStore() throws -> (TestDirectory, frames: [Range<Int>]) {
  let directory = TestDirectory()
  try directory.create(sizes: smallSizes)
  let store = try directory.open(sizes: smallSizes)
  try store.post(2, 3, 1, 2, 1)
  store.abandon()
  let bytes = directory.read(segment)
  var frames: [Range<Int>] = []
  var offset = SegmentHeader.byteCount
  while let head = bytes.withUnsafeBytes({
    FrameHeader($0, at: offset, seed: testID.checksumSeed)
  }) {
    frames.append(offset..<offset + head.byteCount)
    offset += head.byteCount
  }
  #expect(frames.count == 5)
  return (directory, frames)
}

private let segment = "journal-0000000000000001.log"

struct DamageTests {
  @Test(arguments: [false, true])
  func `a torn tail is dropped, and only the incomplete group`(zerosFollow: Bool) throws {
    let (directory, frames) = try killedStore()
    let whole = directory.contents
    let bytes = directory.read(segment)
    for cut in frames[2].lowerBound..<frames[4].upperBound {
      var torn = Array(bytes[..<cut])
      let start = frames.last { $0.lowerBound <= cut }!.lowerBound
      if zerosFollow {
        torn += [UInt8](repeating: 0, count: bytes.count - cut)
      }
      let lost = Array(torn[start...]).reversed().drop { $0 == 0 }.reversed()
      try directory.restore(whole.merging([segment: torn]) { $1 })
      let ledger = Ledger()
      let store = try directory.open(ledger, sizes: smallSizes)
      let left = [0, 2, 5, 6, 8, 9][frames.firstIndex { $0.lowerBound == start }!]
      #expect(ledger.payloads == Ledger.expected(left))
      // Zeros at the end of what is left cannot be told from reserved room, nor need they be.
      #expect(store.report.droppedBytes == lost.count)
      if store.report.droppedBytes > 0 {
        #expect(store.report.brokenFile == directory.file(segment + ".broken"))
        #expect(
          directory.read(segment + ".broken")
            == Array(torn[start...].prefix(store.report.droppedBytes)))
      }
      try store.post(2)
      store.abandon()
      let again = Ledger()
      try directory.open(again, sizes: smallSizes).abandon()
      #expect(again.payloads == Ledger.expected(left + 2))
    }
  }

  @Test func `each bit of a middle record is refused by file, offset and sequence`() throws {
    let (directory, frames) = try killedStore()
    let whole = directory.contents
    let bytes = directory.read(segment)
    // The second record of the second frame, number 4.
    let first = frames[1].lowerBound + FrameHeader.byteCount
    let length = RecordHeader.byteCount + Ledger.payload(3).count
    for bit in (first + length) * 8..<(first + 2 * length) * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      try directory.write(segment, damaged)
      let error = #expect(throws: StoreError.self) { try directory.open(sizes: smallSizes) }
      guard case .damagedRecord(let file, let offset, let sequence, _) = error else {
        Issue.record("bit \(bit): \(String(describing: error))")
        continue
      }
      #expect(file == directory.file(segment))
      #expect(offset == UInt64(first + length))
      #expect(sequence == 4)
      #expect(directory.read(segment) == damaged)
    }
    #expect(directory.names.count == whole.count + 1)
  }

  @Test func `no flip anywhere loses a middle record silently`() throws {
    let (directory, frames) = try killedStore()
    let whole = directory.contents
    let bytes = directory.read(segment)
    var seeded = SplitMix64(seed: 0xC0FFEE)
    var dropped = 0
    for _ in 0..<1000 {
      let bit = Int.random(in: 0..<bytes.count * 8, using: &seeded)
      var damaged = bytes
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      try directory.restore(whole.merging([segment: damaged]) { $1 })
      let ledger = Ledger()
      guard let store = try? directory.open(ledger, sizes: smallSizes) else {
        #expect(bit / 8 < frames[4].lowerBound)
        continue
      }
      // Only the last frame may go, and it is said and kept.
      #expect(bit / 8 >= frames[4].lowerBound)
      #expect(ledger.payloads == Ledger.expected(bit / 8 < frames[4].upperBound ? 8 : 9))
      #expect(store.report.droppedBytes > 0)
      dropped += 1
      store.abandon()
    }
    #expect(dropped > 0)
  }

  @Test func `a last record that rots after closing is refused, not dropped`() throws {
    let (directory, frames) = try killedStore()
    try directory.open(sizes: smallSizes).close()
    var bytes = directory.read(segment)
    bytes[frames[4].upperBound - 40] ^= 1
    try directory.write(segment, bytes)
    let error = #expect(throws: StoreError.self) { try directory.open(sizes: smallSizes) }
    guard case .damagedRecord(_, _, 9, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a durable record that is gone after a snapshot of it is missed`() throws {
    let (directory, frames) = try killedStore()
    let ledger = Ledger()
    let store = try directory.open(ledger, sizes: smallSizes)
    try store.writeSnapshot(sequence: 9, time: 1, body: ledger.write)
    store.abandon()
    try directory.write(segment, Array(directory.read(segment)[..<frames[4].lowerBound]))
    let file = directory.file(segment)
    let expected = StoreError.lostRecords(
      file: file, last: 8, known: 9, shownBy: directory.file("snapshot-0000000000000009.snap"))
    #expect(throws: expected) { try directory.open(sizes: smallSizes) }
  }

  @Test func `a second torn tail keeps its own bytes`() throws {
    let (directory, frames) = try killedStore()
    try directory.write(segment + ".broken", [1, 2, 3])
    try directory.write(segment, Array(directory.read(segment)[..<(frames[4].lowerBound + 49)]))
    let store = try directory.open(sizes: smallSizes)
    #expect(store.report.brokenFile == directory.file(segment + ".broken-2"))
    #expect(directory.read(segment + ".broken") == [1, 2, 3])
    #expect(directory.read(segment + ".broken-2").count == 49)
  }
}
