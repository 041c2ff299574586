import TestSupport
import Testing

@testable import PiperollStore

struct DurableMarkTests {
  private let directory = TestDirectory()

  /// Several segments, as a killed process leaves them.
  private func killed() throws -> [String] {
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    for _ in 1...30 { try store.post(5) }
    store.abandon()
    let segments = directory.names.filter { $0.hasSuffix(".log") }
    #expect(segments.count >= 4)
    return segments
  }

  private var mark: DurableMark {
    get throws { try #require(try DurableMark.read(directory.path, StillStorage())).mark }
  }

  @Test func `the last segment of a killed server is missed too`() throws {
    let segments = try killed()
    let (last, known) = (segments.last!, try mark.sequence)
    try directory.write("elsewhere", directory.read(last))
    unlinkFile(last)
    let expected = StoreError.missingSegment(
      file: directory.file(last), known: known, shownBy: directory.file(DurableMark.fileName))
    #expect(throws: expected) { try directory.open(sizes: smallSizes) }
    #expect(throws: expected) { try StoreReader(directory.path, storage: StillStorage()) }
  }

  private func unlinkFile(_ name: String) {
    do throws(StorageFault) { try LocalStorage().remove(directory.file(name)) } catch {
      Issue.record("\(error)")
    }
  }

  @Test func `what a clean stop or a rest has said is never a torn tail`() throws {
    for isStopped in [false, true] {
      let directory = TestDirectory()
      try directory.create(sizes: smallSizes)
      let store = try directory.open(sizes: smallSizes)
      try store.post(2, 3, 1)
      try store.journal.mark()
      if isStopped { try store.close() } else { store.abandon() }
      let name = "journal-0000000000000001.log"
      let bytes = directory.read(name)
      let end = bytes.lastIndex { $0 != 0 }! + 1
      for cut in SegmentHeader.byteCount..<end {
        for rest in [[], [UInt8](repeating: 0, count: bytes.count - cut)] {
          try directory.write(name, Array(bytes[..<cut]) + rest)
          if (Array(bytes[..<cut]) + rest).elementsEqual(bytes) { continue }
          #expect(throws: StoreError.self, "cut at \(cut)") {
            try directory.open(sizes: smallSizes)
          }
        }
      }
    }
  }

  @Test func `a record that rots after it was said to be durable is damage, not a torn tail`()
    throws
  {
    try directory.create(sizes: smallSizes)
    try directory.open(sizes: smallSizes).post(2)
    // A second start says so of what the first has left.
    try directory.open(sizes: smallSizes).abandon()
    let name = "journal-0000000000000001.log"
    var bytes = directory.read(name)
    bytes[SegmentHeader.byteCount + 80] ^= 1
    try directory.write(name, bytes)
    let error = #expect(throws: StoreError.self) { try directory.open(sizes: smallSizes) }
    guard case .damagedRecord(directory.file(name), _, 1, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a flip anywhere leaves the other copy, and flips in both are refused`() throws {
    try directory.create(sizes: smallSizes)
    try directory.open(sizes: smallSizes).close()
    let bytes = directory.read(DurableMark.fileName)
    #expect(bytes.count == 2 * DurableMark.copyBytes)
    let mark = try mark
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 4
      try directory.write(DurableMark.fileName, damaged)
      let found = try #require(try DurableMark.read(directory.path, StillStorage()))
      #expect(found.isDamaged && found.mark == mark, "at \(place)")
      damaged[(place + DurableMark.copyBytes) % bytes.count] ^= 4
      try directory.write(DurableMark.fileName, damaged)
      #expect(throws: StoreError.damagedMark(file: directory.file(DurableMark.fileName))) {
        try directory.open(sizes: smallSizes)
      }
    }
    // A start mends one that is half damaged.
    var half = bytes
    half[9] ^= 4
    try directory.write(DurableMark.fileName, half)
    let store = try directory.open(sizes: smallSizes)
    #expect(store.report.isMarkDamaged)
    try store.close()
    #expect(!(try StoreReader(directory.path, storage: StillStorage()).isMarkDamaged))
  }

  @Test func `a mark of a later format is refused as that`() throws {
    try directory.create(sizes: smallSizes)
    try directory.open(sizes: smallSizes).close()
    let text = String(decoding: directory.read(DurableMark.fileName), as: UTF8.self)
      .replacing("piperoll-durable 1", with: "piperoll-durable 2")
    try directory.write(DurableMark.fileName, Array(text.utf8))
    let expected = StoreError.newerFormat(
      file: directory.file(DurableMark.fileName), version: 2, known: 1, program: nil)
    #expect(throws: expected) { try directory.open(sizes: smallSizes) }
  }

  @Test func `a mark that is removed under a server is there again after its stop`() throws {
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    unlinkFile(DurableMark.fileName)
    try store.post(1)
    try store.close()
    #expect(try mark.sequence == 1)
    try directory.open(sizes: smallSizes).close()
  }

  /// One segment, whose name this is.
  private static let name = "journal-0000000000000001.log"
  private static let oneSegment: JournalSizes = {
    var sizes = smallSizes
    sizes.segmentBytes = 64 << 10
    return sizes
  }()

  @Test func `a journal that ends before it is told as one that has lost its end`() throws {
    try directory.create(sizes: Self.oneSegment)
    let store = try directory.open(sizes: Self.oneSegment)
    try store.post(2, 1)
    try store.close()
    let whole = directory.read(Self.name)
    // What the stop wrote last: that all before it is durable.
    let end = Int(try mark.offset) - JournalGroup().byteCount
    let zeros = [UInt8](repeating: 0, count: whole.count - end)
    try directory.write(Self.name, whole[..<end] + zeros)
    let expected = StoreError.lostRecords(
      file: directory.file(Self.name), last: 3, known: 3,
      shownBy: directory.file(DurableMark.fileName))
    #expect(throws: expected) { try directory.open(sizes: Self.oneSegment) }
  }

  @Test func `the mark of another journal is told as that`() throws {
    try directory.create(sizes: Self.oneSegment)
    try directory.open(sizes: Self.oneSegment).close()
    let other = TestDirectory()
    try Store.create(other.path, journalID: .random(), sizes: Self.oneSegment)
    let found = try #require(try DurableMark.read(other.path, StillStorage())).mark.journalID
    try directory.write(DurableMark.fileName, other.read(DurableMark.fileName))
    let expected = StoreError.foreignFile(
      file: directory.file(DurableMark.fileName), found: found, expected: testID)
    #expect(throws: expected) { try directory.open(sizes: Self.oneSegment) }
  }

  /// Two stores go on from one: the same records in other groups, in as many bytes.
  @Test func `the mark of another past of the same journal is told as that`() throws {
    try directory.create(sizes: Self.oneSegment)
    let first = try directory.open(sizes: Self.oneSegment)
    try first.post(1)
    try first.close()
    let common = directory.contents
    var marks: [[UInt8]] = []
    for groups in [[2, 1], [1, 2]] {
      try directory.restore(common)
      let store = try directory.open(sizes: Self.oneSegment)
      for size in groups { try store.post(size) }
      try store.close()
      marks.append(directory.read(DurableMark.fileName))
    }
    let own = try mark
    try directory.write(DurableMark.fileName, marks[0])
    let other = try mark
    #expect(own.offset == other.offset && own.sequence == other.sequence)
    #expect(own.epoch == other.epoch && own.chain != other.chain)
    let expected = StoreError.otherPast(
      file: directory.file(Self.name), known: 4, shownBy: directory.file(DurableMark.fileName))
    #expect(throws: expected) { try directory.open(sizes: Self.oneSegment) }
    try directory.write(DurableMark.fileName, marks[1])
    try directory.open(sizes: Self.oneSegment).close()
  }

  @Test func `a store without one opens if it is of a version without one`() throws {
    let segments = try killed()
    unlinkFile(DurableMark.fileName)
    #expect(throws: StoreError.missingMark(file: directory.file(DurableMark.fileName))) {
      try directory.open(sizes: smallSizes)
    }
    for name in segments {
      var bytes = directory.read(name)
      bytes.put(UInt32(1), at: 8)
      bytes.put(UInt32(0), at: 48)
      bytes.put(CRC32C.checksum(Array(bytes[..<SegmentHeader.byteCount])), at: 48)
      try directory.write(name, bytes)
    }
    let ledger = Ledger()
    try directory.open(ledger, sizes: smallSizes).close()
    #expect(ledger.payloads == Ledger.expected(150))
    #expect(try mark.sequence == 150)
  }

  /// No call is made between a group's write and its acknowledgement but those that are counted
  /// here.
  @Test func `a group that begins a segment is acknowledged after the mark that names it`() throws {
    let disk = try SimulatedDisk.withStore()
    let store = try disk.openStore()
    for _ in 1...60 {
      try store.post(1)
      let left = disk.fork(seed: 1).crash(.everythingDropped)
      let known = try #require(try DurableMark.read("book", left)).mark
      let last = try #require(try DirectoryListing("book", storage: left).segments.last)
      #expect(known.segment == last)
    }
  }
}
