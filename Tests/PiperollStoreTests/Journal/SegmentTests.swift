import Glibc
import PiperollVersion
import Testing

@testable import PiperollStore

struct SegmentTests {
  /// Several segments of one journal, closed.
  private func rotated(_ id: JournalID = testID) throws -> (TestDirectory, [String]) {
    let directory = TestDirectory()
    try Store.create(directory.path, journalID: id, sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    for _ in 1...30 { try store.post(5) }
    try store.close()
    let segments = directory.names.filter { $0.hasPrefix("journal-") }
    #expect(segments.count >= 4)
    return (directory, segments)
  }

  /// The start must fail so, and touch nothing.
  private func expectRefusal(_ directory: TestDirectory, _ expected: StoreError) {
    let before = directory.contents
    #expect(throws: expected) { try directory.open(sizes: smallSizes) }
    #expect(directory.contents == before)
  }

  private func first(_ name: String) -> UInt64 {
    FileName.sequence(in: name, FileName.segmentPrefix, FileName.segmentSuffix)!
  }

  @Test func `a journal over many segments replays whole`() throws {
    let (directory, _) = try rotated()
    let ledger = Ledger()
    let store = try directory.open(ledger, sizes: smallSizes)
    #expect(ledger.payloads == Ledger.expected(150))
    var read: [UInt64] = []
    try store.journal.read(from: 77) { sequence, _, _ in read.append(sequence) }
    #expect(read == Array(77...150))
  }

  @Test func `a segment that was made larger is left at the size of today`() throws {
    let directory = TestDirectory()
    try Store.create(directory.path, journalID: testID)
    let store = try directory.open(sizes: smallSizes)
    for _ in 1...30 { try store.post(5) }
    try store.close()
    #expect(directory.names.filter { $0.hasPrefix("journal-") }.count >= 4)
    let ledger = Ledger()
    try directory.open(ledger).close()
    #expect(ledger.payloads == Ledger.expected(150))
  }

  /// The mark goes to a new segment, and the group, which is longer than one, behind the mark.
  @Test func `a segment that has only a mark is not left`() throws {
    let directory = TestDirectory()
    try Store.create(directory.path, journalID: testID, sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    for _ in 1...3 {
      try store.post(60)
      try store.journal.mark()
    }
    try store.close()
    let ledger = Ledger()
    try directory.open(ledger, sizes: smallSizes).close()
    #expect(ledger.payloads == Ledger.expected(180))
  }

  @Test func `a missing segment is refused`() throws {
    let (directory, names) = try rotated()
    let whole = directory.contents
    unlink(directory.file(names[1]))
    expectRefusal(
      directory,
      .missingRecords(
        from: first(names[1]), through: first(names[2]) - 1, before: directory.file(names[2])))
    try directory.restore(whole)
    unlink(directory.file(names[0]))
    expectRefusal(
      directory, .noUsableSnapshot(refusals: [], journalBeginsAt: first(names[1])))
  }

  @Test func `a segment of another journal is refused`() throws {
    let (directory, names) = try rotated()
    let other = JournalID(high: 3, low: 4)
    let (foreign, _) = try rotated(other)
    try directory.write(names[2], foreign.read(names[2]))
    expectRefusal(
      directory,
      .foreignFile(file: directory.file(names[2]), found: other, expected: testID))
  }

  @Test func `a copied segment and two exchanged ones are refused`() throws {
    let (directory, names) = try rotated()
    let whole = directory.contents
    let copy = FileName.segment(first(names[2]) - 1)
    try directory.write(copy, directory.read(names[1]))
    expectRefusal(
      directory,
      .misnamedSegment(file: directory.file(copy), firstSequence: first(names[1])))
    try directory.restore(whole)
    try directory.write(names[1], whole[names[2]]!)
    try directory.write(names[2], whole[names[1]]!)
    expectRefusal(
      directory,
      .misnamedSegment(file: directory.file(names[1]), firstSequence: first(names[2])))
  }

  @Test func `an empty segment, a cut header and a flipped one are refused`() throws {
    let (directory, names) = try rotated()
    let whole = directory.contents
    for name in [names[1], names.last!] {
      try directory.write(name, [])
      expectRefusal(directory, .emptySegment(file: directory.file(name)))
      for cut in [1, 20, 87] {
        try directory.write(name, Array(whole[name]![..<cut]))
        #expect(throws: StoreError.self) { try directory.open(sizes: smallSizes) }
      }
      for bit in 0..<SegmentHeader.byteCount * 8 {
        var damaged = whole[name]!
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        try directory.write(name, damaged)
        #expect(throws: StoreError.self) { try directory.open(sizes: smallSizes) }
      }
      try directory.restore(whole)
    }
  }

  @Test func `a segment of a newer format is refused and nothing is touched`() throws {
    let (directory, names) = try rotated()
    var bytes = directory.read(names.last!)
    bytes[8] = 3
    // A newer version may checksum otherwise.
    bytes[48] ^= 1
    try directory.write(names.last!, bytes)
    try directory.write("journal-00000000000000ff.log.new", [1])
    expectRefusal(
      directory,
      .newerFormat(
        file: directory.file(names.last!), version: 3, known: 2, program: .current))
  }

  @Test func `a segment whose format version is damaged is no newer format`() throws {
    let (directory, names) = try rotated()
    var bytes = directory.read(names.last!)
    bytes[8] = 9
    try directory.write(names.last!, bytes)
    expectRefusal(
      directory,
      .damagedHeader(
        file: directory.file(names.last!), reason: "its format version is damaged"))
  }

  @Test func `a segment that another past wrote is refused`() throws {
    let (directory, names) = try rotated()
    let (fork, _) = try rotated()
    // The same id and sequences, but another last group before the rotation.
    var header = try SegmentHeader(fork.read(names[2]), file: names[2])
    header.chain = ChainHasher().seed(of: JournalID(high: 9, low: 9))
    try directory.write(names[2], header.encoded + directory.read(names[2])[88...])
    expectRefusal(
      directory,
      .brokenChain(file: directory.file(names[2]), firstSequence: first(names[2])))
  }

  @Test func `damage in a segment that is not the last is never a torn tail`() throws {
    let (directory, names) = try rotated()
    let bytes = directory.read(names[1])
    let end = bytes.lastIndex { $0 != 0 }!
    try directory.write(names[1], Array(bytes[..<end]))
    let error = #expect(throws: StoreError.self) { try directory.open(sizes: smallSizes) }
    guard case .damagedRecord(directory.file(names[1]), _, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a name that is nearly a segment's is refused`() throws {
    let (directory, names) = try rotated()
    try directory.write("journal-1.log", directory.read(names[0]))
    expectRefusal(directory, .unknownName(file: directory.file("journal-1.log")))
  }

  @Test func `a second server is refused by process id, a dead one's lock is not in the way`()
    throws
  {
    let directory = TestDirectory()
    try directory.write("piperoll.lock", Array("99999\n".utf8))
    try directory.create()
    let store = try directory.open()
    let error = #expect(throws: StoreError.self) { try directory.open() }
    #expect(error == .locked(directory: directory.path, processID: getpid()))
    #expect("\(error!)".contains("process id \(getpid())"))
    try store.close()
    try directory.open().close()
  }

  @Test func `only an empty directory becomes a store, and only a store is opened`() throws {
    let directory = TestDirectory()
    #expect(throws: StoreError.notAStore(directory: directory.path)) { try directory.open() }
    #expect(throws: StoreError.notAStore(directory: "/tmp/piperoll-none")) {
      try Store.open("/tmp/piperoll-none", start: { _ in }, record: { _, _, _ in })
    }
    try directory.create()
    #expect(throws: StoreError.alreadyAStore(directory: directory.path)) { try directory.create() }
  }

  @Test func `files are for their owner alone`() throws {
    let (directory, names) = try rotated()
    for name in names + ["piperoll.lock", "durable.txt"] {
      var status = stat()
      #expect(lstat(directory.file(name), &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }
}
