import Glibc
import PiperollVersion
import Synchronization
import TestSupport
import Testing

@testable import PiperollStore

/// What the records of a copy add up to.
private func state(_ directory: String, _ storage: any Storage) throws -> String {
  let ledger = Ledger()
  let reader = try StoreReader(directory, storage: storage)
  try ledger.start(try reader.snapshots.last.map(reader.snapshot))
  _ = try reader.read(from: UInt64(ledger.payloads.count) + 1, ledger.record)
  return state(ledger.payloads)
}

private func state(_ payloads: [[UInt8]]) -> String {
  "\(payloads.count)-\(CRC32C.checksum(Array(payloads.joined())))"
}

extension TestDirectory {
  /// A name beside this directory; what is made there goes with the test.
  fileprivate func beside(_ name: String) -> TestDirectory { TestDirectory(at: path + "-" + name) }

  fileprivate func backUp(
    _ target: String, to sequence: UInt64? = nil, storage: any Storage = StillStorage()
  ) throws(StoreError) -> Backup {
    try Backup.make(of: path, at: target, to: sequence, storage: storage, replay: state)
  }
}

private func restore(
  _ backup: String, _ directory: String, at sequence: UInt64? = nil,
  storage: any Storage = StillStorage()
) throws(StoreError) -> Backup {
  try Backup.restore(backup, to: directory, at: sequence, storage: storage, replay: state)
}

struct BackupTests {
  private let directory = TestDirectory()

  /// Opened, with groups of 2, 3 and 1 records.
  private func started() throws -> Store {
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    try store.post(2, 3, 1)
    return store
  }

  @Test func `a last group that nothing vouches for is left out while the store is in use`() throws
  {
    let store = try started()
    let (first, second) = (directory.beside("a"), directory.beside("b"))
    #expect(try directory.backUp(first.path).copy.sequence == 5)
    try store.post(2)
    let made = try directory.backUp(second.path)
    #expect(made.copy.sequence == 6)
    #expect(made.state == state(Ledger.expected(6)))
    #expect(second.read("backup.txt").count > 100)
  }

  @Test func `a backup of a newer format names the version that made it`() throws {
    try started().close()
    let target = directory.beside("a")
    _ = try directory.backUp(target.path)
    let page = String(decoding: target.read("backup.txt"), as: UTF8.self)
      .replacing("piperoll-backup 1", with: "piperoll-backup 2")
      .replacing("program \(ProgramVersion.current)", with: "program 0.9.0")
    try target.write("backup.txt", Array(page.utf8))
    let program = ProgramVersion(major: 0, minor: 9, patch: 0)
    let expected = StoreError.newerFormat(
      file: target.file("backup.txt"), version: 2, known: 1, program: program)
    #expect(throws: expected) { try restore(target.path, directory.beside("b").path) }
  }

  @Test func `a mark, a snapshot or the end of its process vouch for the last group`() throws {
    let store = try started()
    let ledger = Ledger()
    ledger.payloads = Ledger.expected(6)
    ledger.times = (1...6).map { Ledger.time($0) }
    try store.writeSnapshot(sequence: 6, time: 1, body: ledger.write)
    let made = ["snapshot", "killed", "closed"].map { directory.beside($0) }
    #expect(try directory.backUp(made[0].path).copy.sequence == 6)
    try store.post(1)
    store.abandon()
    #expect(try directory.backUp(made[1].path).copy.sequence == 7)
    let again = try directory.open(sizes: smallSizes)
    try again.post(1)
    try again.journal.close()
    #expect(try directory.backUp(made[2].path).copy.sequence == 8)
  }

  @Test func `a group that is being written is never damage`() throws {
    let store = try started()
    try store.post(1)
    let name = "journal-0000000000000001.log"
    let bytes = directory.read(name)
    let header = try SegmentHeader(bytes, file: name)
    let ends = try CheckedSegment.with(directory.file(name), header, StillStorage()) {
      $0.walk.ends()
    }
    for cut in ends[2].offset..<ends[3].offset {
      var torn = bytes
      for place in cut..<bytes.count { torn[place] = 0 }
      try directory.write(name, torn)
      let target = directory.beside("\(cut)")
      #expect(try directory.backUp(target.path).copy.sequence == 5)
      #expect(try StoreReader(directory.path, storage: StillStorage()).files.unvouchedBytes > 0)
    }
  }

  @Test func `it ends where it is told to, but never inside a group`() throws {
    try started().close()
    for sequence in UInt64(0)...7 {
      let target = directory.beside("\(sequence)")
      let ends: [UInt64] = [0, 2, 5, 6]
      if ends.contains(sequence) {
        let made = try directory.backUp(target.path, to: sequence)
        #expect(made.copy.sequence == sequence)
        #expect(made.state == state(Ledger.expected(Int(sequence))))
        continue
      }
      let expected =
        sequence == 7
        ? StoreError.outOfReach(sequence: 7, earliest: 0, latest: 6)
        : .insideGroup(
          sequence: sequence, before: ends.last { $0 < sequence }!,
          after: ends.first { $0 > sequence }!)
      #expect(throws: expected) { try directory.backUp(target.path, to: sequence) }
      #expect(target.names.isEmpty)
    }
  }

  /// Three snapshots with many segments between them; the journal since the second is left.
  private func trimmed() throws -> Store {
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    let ledger = Ledger()
    for round in 1...3 {
      try store.post(10, 10, 10, 10)
      ledger.payloads = Ledger.expected(40 * round)
      ledger.times = ledger.payloads.indices.map { Ledger.time(UInt64($0 + 1)) }
      try store.writeSnapshot(sequence: UInt64(40 * round), time: 1, body: ledger.write)
    }
    try store.post(10, 10)
    return store
  }

  @Test func `it has two snapshots and the segments since the older, and no others`() throws {
    let store = try trimmed()
    try store.close()
    let target = directory.beside("a")
    let made = try directory.backUp(target.path)
    #expect(made.copy.snapshots == [80, 120])
    #expect(made.copy.segments[0] <= 81 && made.copy.segments.dropFirst().allSatisfy { $0 > 81 })
    #expect(Set(target.contents.keys) == Set(directory.contents.keys).union(["backup.txt"]))
    // Earlier than the newest snapshot: that one is left out.
    let earlier = try directory.backUp(directory.beside("b").path, to: 110)
    #expect(earlier.copy.snapshots == [80])
    #expect(earlier.state == state(Ledger.expected(110)))
    #expect(throws: StoreError.outOfReach(sequence: 70, earliest: 80, latest: 140)) {
      try directory.backUp(directory.beside("c").path, to: 70)
    }
  }

  @Test func `a damaged snapshot is left out, and damaged records are not copied`() throws {
    try trimmed().close()
    let name = "snapshot-0000000000000078.snap"
    let whole = directory.read(name)
    try directory.write(name, whole.map { $0 ^ 1 })
    let target = directory.beside("a")
    let made = try directory.backUp(target.path)
    #expect(made.copy.snapshots == [80] && made.copy.refusedSnapshots.count == 1)
    #expect(made.state == state(Ledger.expected(140)))
    let segment = directory.names.first { $0.hasSuffix(".log") }!
    var bytes = directory.read(segment)
    bytes[200] ^= 1
    try directory.write(segment, bytes)
    let error = #expect(throws: StoreError.self) {
      try directory.backUp(directory.beside("b").path)
    }
    guard case .damagedRecord(directory.file(segment), _, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  // MARK: - Restoring

  @Test func `what is restored goes on, and is the same journal`() throws {
    try trimmed().close()
    let (target, restored) = (directory.beside("a"), directory.beside("b"))
    let made = try directory.backUp(target.path)
    let back = try restore(target.path, restored.path)
    #expect(back.copy.sequence == 140 && back.copy.chain == made.copy.chain)
    #expect(back.state == made.state && back.copy.journalID == testID)
    for count in [140, 143] {
      let ledger = Ledger()
      let store = try restored.open(ledger, sizes: smallSizes)
      #expect(ledger.payloads == Ledger.expected(count))
      try store.post(3)
      try store.close()
    }
    #expect(throws: StoreError.exists(directory: restored.path)) {
      try restore(target.path, restored.path)
    }
    let early = directory.beside("c")
    #expect(try restore(target.path, early.path, at: 130).state == state(Ledger.expected(130)))
    #expect(throws: StoreError.insideGroup(sequence: 131, before: 130, after: 140)) {
      try restore(target.path, directory.beside("d").path, at: 131)
    }
  }

  @Test func `a segment of the original's later past does not fit what is restored`() throws {
    let store = try trimmed()
    let (target, restored) = (directory.beside("a"), directory.beside("b"))
    _ = try directory.backUp(target.path, to: 130)
    // The original goes on, and the restored one by as many records, but in groups of its own.
    try store.post(10, 10, 10, 10, 10)
    try store.close()
    _ = try restore(target.path, restored.path)
    let other = try restored.open(sizes: smallSizes)
    while other.journal.lastSequence < 200 { try other.post(1) }
    try other.close()
    let later = try DirectoryListing(directory.path, storage: StillStorage()).segments
    var refused = 0
    for segment in later where segment > 130 {
      let name = FileName.segment(segment)
      let own = restored.read(name)
      try restored.write(name, directory.read(name))
      #expect(throws: StoreError.self, "\(segment) in \(restored.names)") {
        try restored.open(sizes: smallSizes)
      }
      if own.isEmpty { unlink(restored.file(name)) } else { try restored.write(name, own) }
      refused += 1
    }
    #expect(refused > 1)
    // Only the one after which nothing of its own stands: nothing but the chain speaks against it.
    let first = later.first { $0 > 131 }!
    let last = restored.beside("c")
    _ = try restore(target.path, last.path)
    let third = try last.open(sizes: smallSizes)
    while third.journal.lastSequence < first - 1 { try third.post(1) }
    try third.close()
    for name in last.names where (FileName.sequence(in: name, "journal-", ".log") ?? 0) >= first {
      unlink(last.file(name))
    }
    try last.write(FileName.segment(first), directory.read(FileName.segment(first)))
    #expect(
      throws: StoreError.brokenChain(
        file: last.file(FileName.segment(first)), firstSequence: first)
    ) { try last.open(sizes: smallSizes) }
  }

  @Test func `a backup whose last group is gone is refused, though its journal would open`() throws
  {
    try started().close()
    let target = directory.beside("a")
    _ = try directory.backUp(target.path)
    let name = "journal-0000000000000001.log"
    let bytes = target.read(name)
    let mark = FrameHeader.byteCount + FrameHeader.trailerBytes
    let group = mark + RecordHeader.byteCount + Ledger.payload(6).count
    try target.write(name, Array(bytes.dropLast(mark + group)))
    #expect(
      throws: StoreError.lostRecords(
        file: target.file(name), last: 5, known: 6, shownBy: target.file(DurableMark.fileName))
    ) { try restore(target.path, directory.beside("b").path) }
    // And where the durable mark is of the same earlier time, by its page.
    let early = directory.beside("c")
    _ = try directory.backUp(early.path, to: 5)
    try target.write(DurableMark.fileName, early.read(DurableMark.fileName))
    let error = #expect(throws: StoreError.self) {
      try restore(target.path, directory.beside("b").path)
    }
    guard case .mismatch(target.path, "chain", _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  // MARK: - Interruptions

  @Test(arguments: [false, true])
  func `a backup interrupted at any call leaves nothing that a restore takes`(sticky: Bool) throws {
    try trimmed().close()
    var call = 0
    while true {
      let target = directory.beside("\(call)")
      let storage = StumblingStorage(call: call, isSticky: sticky)
      let made = try? directory.backUp(target.path, storage: storage)
      if !storage.hasFailed {
        #expect(made?.copy.sequence == 140)
        break
      }
      let restored = directory.beside("restored-\(call)")
      if made != nil {
        // The failure was of something that does not matter.
        #expect(try restore(target.path, restored.path).copy.sequence == 140)
      } else if target.names.isEmpty {
        // What is left under the unfinished name is refused, and another try succeeds.
        #expect(throws: StoreError.self) {
          try restore(target.path + ".unfinished", restored.path)
        }
        #expect(try directory.backUp(target.path).copy.sequence == 140)
      } else {
        // Only the last sync of its parent failed: it is whole.
        #expect(try restore(target.path, restored.path).copy.sequence == 140)
      }
      // Where nothing could be removed any more, files stay for the next try to take away.
      if !sticky { #expect(access(target.path + ".unfinished", F_OK) != 0) }
      let left = directory.beside("\(call).unfinished")
      for name in left.names { unlink(left.file(name)) }
      rmdir(left.path)
      call += 1
    }
    #expect(call > 60)
  }

  @Test func `a restore interrupted at any call can be made again`() throws {
    try started().close()
    let target = directory.beside("a")
    _ = try directory.backUp(target.path)
    var call = 0
    while true {
      let restored = directory.beside("restored-\(call)")
      let storage = StumblingStorage(call: call, isSticky: true)
      let made = try? restore(target.path, restored.path, storage: storage)
      if !storage.hasFailed { break }
      if made == nil, restored.names.isEmpty {
        _ = try restore(target.path, restored.path)
      }
      let ledger = Ledger()
      _ = try restored.open(ledger, sizes: smallSizes)
      #expect(ledger.payloads == Ledger.expected(6))
      call += 1
    }
    #expect(call > 20)
  }

  @Test func `a file that is no store's is never taken away`() throws {
    try started().close()
    let left = directory.beside("a.unfinished")
    mkdir(left.path, 0o700)
    try left.write("letter.txt", [1])
    #expect(throws: StoreError.inTheWay(file: left.file("letter.txt"))) {
      try directory.backUp(directory.path + "-a")
    }
    #expect(left.names == ["letter.txt"])
  }
}
