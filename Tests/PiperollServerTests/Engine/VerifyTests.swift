import Foundation
import PiperollLedger
import PiperollStore
import PiperollVersion
import Testing

@testable import PiperollServer

/// What a verification says is what a start would find, and nothing is changed by it.
@Suite struct VerifyTests {
  /// Snapshots at 3 and 5 of seven entries, the server stopped.
  private func stopped() async throws -> Desk {
    let desk = try Desk()
    try await desk.start()
    let wire = try await desk.connect()
    #expect(try await wire.ask("POST ACCOUNT A-1 kind=trade name=N")[0].code == 201)
    for round in 0..<2 {
      let lines = (0..<2).map { "POST INVOICE A-1 I-\(round)-\($0) 2.00" }
      for reply in try await wire.ask([lines[0]]) { #expect(reply.code == 201) }
      #expect(try await wire.ask("ADMIN SNAPSHOT")[0].code == 200)
      for reply in try await wire.ask([lines[1]]) { #expect(reply.code == 201) }
    }
    try await desk.stop()
    return desk
  }

  private func contents(_ desk: Desk) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: desk.book)
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: file(desk, $0))) })
  }

  private func file(_ desk: Desk, _ name: String) -> URL { URL(filePath: "\(desk.book)/\(name)") }

  private func flip(_ desk: Desk, _ name: String, at offset: Int) throws {
    var bytes = try Data(contentsOf: file(desk, name))
    bytes[offset] ^= 1
    try bytes.write(to: file(desk, name))
  }

  @Test func `a sound store is called sound, beside its server and without it`() async throws {
    let desk = try await stopped()
    let before = try contents(desk)
    let check = try BookStore.verify(desk.book)
    #expect(check.isSound && check.holder == .nobody)
    #expect(check.end.lastSequence == 6 && check.segments == [1])
    #expect(check.snapshots.map(\.sequence) == [3, 5])
    #expect(check.snapshots.map(\.finding) == [.proven, .proven])
    #expect(try contents(desk) == before)
    try await desk.start()
    let wire = try await desk.connect()
    let beside = try BookStore.verify(desk.book)
    #expect(beside.isSound && beside.holder == .process(getpid()))
    let report = try await wire.ask("REPORT VERIFY")[0]
    #expect(report["state"] == check.state && beside.state == check.state)
    try await desk.stop()
  }

  @Test func `a damaged snapshot is named, and a start does without it`() async throws {
    let desk = try await stopped()
    let sound = try BookStore.verify(desk.book)
    try flip(desk, "snapshot-0000000000000005.snap", at: 100)
    let check = try BookStore.verify(desk.book)
    #expect(!check.isSound && check.state == sound.state)
    #expect(check.snapshots[0].finding == .proven)
    guard case .refused(let reason) = check.snapshots[1].finding else {
      Issue.record("\(check.snapshots)")
      return
    }
    #expect(reason.contains("snapshot-0000000000000005.snap is damaged"))
    try await desk.start()
    try await desk.stop()
  }

  @Test func `a damaged record is refused as a start refuses it`() async throws {
    let desk = try await stopped()
    try flip(desk, "journal-0000000000000001.log", at: 88 + 40 + 30)
    // The newest snapshot stands for it: a start reads the segment all the same.
    let error = #expect(throws: StoreError.self) { try BookStore.verify(desk.book) }
    guard case .damagedRecord(let file, 128, 1, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(file.hasSuffix("journal-0000000000000001.log"))
    let atStart = #expect(throws: StoreError.self) { _ = try BookStore.open(desk.book) }
    #expect(atStart == error)
  }

  /// Puts another book under a snapshot's name, with checksums that fit.
  private func forge(
    _ desk: Desk, sequence: UInt64, time: Int64, _ body: (inout SnapshotBookSink) throws -> Void
  ) throws {
    let other = "\(desk.path)/forged"
    let reader = try StoreReader(desk.book)
    try Store.create(other, journalID: reader.journalID)
    let store = try Store.open(other, start: { _ in }, record: { _, _, _ in })
    var group = JournalGroup()
    for number in 1...sequence { group.append(sequence: number, time: time) { $0.append(1) } }
    _ = try store.journal.append(
      expectedSequence: 1, epoch: store.journal.epoch, group: &group)
    try store.writeSnapshot(sequence: sequence, time: time) { sink in
      var sink = SnapshotBookSink(sink: sink)
      try body(&sink)
    }
    try store.close()
    let name = "snapshot-" + String(repeating: "0", count: 15) + "\(sequence).snap"
    try? FileManager.default.removeItem(at: file(desk, name))
    try FileManager.default.moveItem(atPath: "\(other)/\(name)", toPath: "\(desk.book)/\(name)")
    try FileManager.default.removeItem(atPath: other)
  }

  private func book(_ desk: Desk, _ sequence: UInt64) throws -> Book {
    try readBook(StoreReader(desk.book).snapshot(sequence))
  }

  @Test func `a snapshot that is whole but of another state is found out by the journal`()
    async throws
  {
    let desk = try await stopped()
    let stamp = try book(desk, 5).lastRecorded
    var other = try book(desk, 3)
    for number in UInt64(4)...5 {
      let note = Entry(
        effective: Day(milliseconds: stamp), actor: "admin", fact: .noted(Noted(account: 2)))
      other.apply(note, Stamp(number: number, recorded: stamp))
    }
    try forge(desk, sequence: 5, time: stamp) { try other.encode(to: &$0) }
    let check = try BookStore.verify(desk.book)
    #expect(!check.isSound)
    guard case .differs = check.snapshots[1].finding else {
      Issue.record("\(check.snapshots)")
      return
    }
    #expect(throws: StoreError.self) {
      try BookStore.backup(desk.book, at: "\(desk.path)/backup")
    }
  }

  @Test func `a snapshot of another sequence than it says is refused`() async throws {
    let desk = try await stopped()
    let third = try book(desk, 3)
    try forge(desk, sequence: 5, time: third.lastRecorded) { try third.encode(to: &$0) }
    let opened = try BookStore.open(desk.book)
    #expect(opened.store.report.snapshotSequence == 3)
    #expect(opened.store.report.refusedSnapshots.count == 1)
    try opened.store.close()
  }

  // MARK: - Versions

  /// A snapshot's body with another format in its first word.
  private func forgeFormat(_ desk: Desk, _ sequence: UInt64, _ format: UInt64) throws {
    let book = try book(desk, sequence)
    try forge(desk, sequence: sequence, time: book.lastRecorded) { sink in
      var word = format.littleEndian
      var fault: StorageFault?
      withUnsafeBytes(of: &word) { bytes in
        do throws(StorageFault) { try sink.write(bytes) } catch { fault = error }
      }
      if let fault { throw fault }
      var rest = WithoutFirst(sink: sink)
      try book.encode(to: &rest)
    }
  }

  private struct WithoutFirst: BookSink {
    var sink: SnapshotBookSink
    var isFirst = true
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StorageFault) {
      if !isFirst { try sink.write(bytes) }
      isFirst = false
    }
  }

  @Test func `a book of a newer format is refused, and nothing is touched`() async throws {
    let desk = try await stopped()
    try forgeFormat(desk, 5, Book.format + 1)
    let before = try contents(desk)
    let name = "\(desk.book)/snapshot-0000000000000005.snap"
    let newer = BookDecodingError.format(stored: Book.format + 1)
    let expected = StoreError.newerBook(file: name, reason: "\(newer)", program: .current)
    #expect(throws: expected) { _ = try BookStore.open(desk.book) }
    #expect(throws: expected) { _ = try BookStore.verify(desk.book) }
    #expect(try contents(desk) == before)
  }

  @Test func `books of an older format are replayed where the journal reaches back`() async throws {
    let desk = try await stopped()
    let sound = try BookStore.verify(desk.book)
    try forgeFormat(desk, 5, Book.formatWithIndices - 1)
    var opened = try BookStore.open(desk.book)
    #expect(opened.store.report.snapshotSequence == 3)
    #expect(opened.book.stateHash() == sound.state)
    try opened.store.close()
    try forgeFormat(desk, 3, Book.formatWithIndices - 1)
    opened = try BookStore.open(desk.book)
    #expect(opened.store.report.snapshotSequence == nil)
    #expect(opened.book.stateHash() == sound.state)
    try opened.store.close()
    let check = try BookStore.verify(desk.book)
    #expect(!check.isSound && check.state == sound.state)
  }
}
