import PiperollVersion
import Testing

@testable import PiperollStore

/// Every file says which version of the programs wrote it.
@Suite struct ProgramVersionTests {
  private static let later = ProgramVersion(major: 0, minor: 9, patch: 300)

  private func store() throws -> TestDirectory {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let ledger = Ledger()
    let store = try directory.open(ledger, sizes: smallSizes)
    try store.post(5, 20, 20, 20)
    ledger.fill(5)
    try store.writeSnapshot(sequence: 5, time: 1, body: ledger.write)
    try store.close()
    return directory
  }

  private func rewriteHeaders(
    of directory: TestDirectory, _ change: (inout SegmentHeader) -> Void
  ) throws {
    for name in directory.names where name.hasSuffix(".log") {
      let bytes = directory.read(name)
      var header = try SegmentHeader(bytes, file: name)
      change(&header)
      try directory.write(name, header.encoded + bytes[SegmentHeader.byteCount...])
    }
  }

  @Test func `a version is read back as it is written, at the promised offsets`() throws {
    let chain = ChainHasher().seed(of: testID)
    let segment = SegmentHeader(
      journalID: testID, epoch: 1, firstSequence: 1, chain: chain, program: Self.later)
    #expect(Array(segment.encoded[52..<56]) == [0, 9, 44, 1])
    #expect(try SegmentHeader(segment.encoded, file: "a").program == Self.later)
    let snapshot = SnapshotHeader(journalID: testID, sequence: 1, time: 1, program: Self.later)
    #expect(Array(snapshot.encoded[48..<52]) == [0, 9, 44, 1])
    #expect(snapshot.encoded.count == SnapshotHeader.byteCount)
    #expect(try SnapshotHeader(snapshot.encoded, file: "a").program == Self.later)
  }

  @Test func `a store says which version wrote its files`() throws {
    let directory = try store()
    let reader = try StoreReader(directory.path)
    #expect(reader.segments.count > 1)
    #expect(reader.segmentPrograms.allSatisfy { $0 == .current })
    #expect(try reader.snapshot(5).program == .current)
  }

  @Test func `files from before versions were noted are read as they were`() throws {
    let directory = try store()
    try rewriteHeaders(of: directory) { $0.program = nil }
    let first = directory.read(directory.names.first { $0.hasSuffix(".log") }!)
    #expect(Array(first[52..<56]) == [0, 0, 0, 0])
    let ledger = Ledger()
    try directory.open(ledger, sizes: smallSizes).close()
    #expect(ledger.payloads == Ledger.expected(65))
    #expect(try StoreReader(directory.path).segmentPrograms.first == .some(nil))
  }

  @Test func `a header whose noted version is damaged is refused`() throws {
    let directory = try store()
    let name = directory.names.first { $0.hasSuffix(".log") }!
    var bytes = directory.read(name)
    bytes[54] ^= 1
    try directory.write(name, bytes)
    let expected = StoreError.damagedHeader(
      file: directory.file(name), reason: "its checksum does not match")
    #expect(throws: expected) { try directory.open(sizes: smallSizes) }
  }

  @Test func `a newer format names the version that wrote it, and what to do`() throws {
    let directory = try store()
    try rewriteHeaders(of: directory) { $0.program = Self.later }
    let name = directory.names.last { $0.hasSuffix(".log") }!
    var bytes = directory.read(name)
    bytes[8] = 3
    // Of the header as it is now; with the known version in its place it would not fit.
    bytes[48] ^= 1
    try directory.write(name, bytes)
    let error = try #require(throws: StoreError.self) { try directory.open(sizes: smallSizes) }
    #expect(
      error.description
        == "\(directory.file(name)) was written by piperolld 0.9.300: "
        + "it has format version 3, this one reads up to 2")
    #expect(error.advice == "use that version or a later one; nothing was changed")
  }

  @Test func `a newer format that names no version is refused too`() throws {
    let directory = try store()
    try rewriteHeaders(of: directory) { $0.program = nil }
    let name = directory.names.last { $0.hasSuffix(".log") }!
    var bytes = directory.read(name)
    bytes[8] = 3
    // Of the header as it is now; with the known version in its place it would not fit.
    bytes[48] ^= 1
    try directory.write(name, bytes)
    let error = try #require(throws: StoreError.self) { try directory.open(sizes: smallSizes) }
    #expect(error.description.contains("was written by a newer version"))
    #expect(error.advice == "use the version that wrote it; nothing was changed")
  }

  @Test(arguments: ["0.2.0", "1.0.65535"])
  func `a version is read from its text`(text: String) {
    #expect(ProgramVersion(text)?.description == text)
  }

  @Test(arguments: ["", "1", "1.2", "1.2.3.4", "256.0.0", "1.2.65536", "1..2", "1.2.x", "-1.0.0"])
  func `other texts are no version`(text: String) {
    #expect(ProgramVersion(text) == nil)
  }
}
