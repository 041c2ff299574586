import PiperollStore
import TestSupport
import Testing

@testable import PiperollLedger
@testable import PiperollServer

/// A book of several segments and two snapshots, on which every file, and every two, are taken away
/// or replaced. Whatever opens it comes to all that was recorded, and says what is not as it was.
@Suite struct BookFilesTests {
  // MARK: The book

  private static let sizes = JournalSizes(segmentBytes: 4_096)

  private struct Fixture {
    let disk: SimulatedDisk
    let state: String
    /// The files, and those of an earlier run and of another book.
    let files: [String: [UInt8]]
    let earlier: [String: [UInt8]]
    let foreign: [String: [UInt8]]
  }

  private static func contents(_ directory: String, _ disk: SimulatedDisk) -> [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: disk.names(in: directory).filter { $0 != "piperoll.lock" }.map {
        ($0, disk["\(directory)/\($0)"]!)
      })
  }

  /// Records accounts, in groups of three, and ends cleanly.
  private static func run(
    _ disk: SimulatedDisk, groups: Int, snapshotsAt: Set<Int>
  ) throws -> String {
    var opened = try BookStore.open("book", storage: disk, sizes: sizes)
    for round in 1...groups {
      var group = JournalGroup()
      for _ in 1...3 {
        let number = opened.book.sequence + 1
        let entry = Entry(
          effective: Day(year: 2026, month: 3, day: 2)!, actor: "maria",
          fact: Fact(
            AccountOpened(
              account: "A-\(number)", kind: .trade, name: "Name \(number)", currency: .usd)))
        group.append(sequence: number, time: Int64(number)) { entry.encode(to: &$0) }
        opened.book.apply(entry, Stamp(number: number, recorded: Int64(number)))
      }
      let journal = opened.store.journal
      let result = try journal.append(
        expectedSequence: group.firstSequence, epoch: journal.epoch, group: &group)
      #expect(result == .acknowledged)
      guard snapshotsAt.contains(round) else { continue }
      let (sequence, time) = (opened.book.sequence, opened.book.lastRecorded)
      let view = BookView(opened.book)
      try opened.store.writeSnapshot(sequence: sequence, time: time) { sink in
        var sink = SnapshotBookSink(sink: sink)
        try view.book.encode(to: &sink)
      }
    }
    let state = opened.book.stateHash()
    try opened.store.close()
    return state
  }

  private static func fixture() throws -> Fixture {
    let disks = try (1...2).map { number in
      let disk = SimulatedDisk(seed: UInt64(number))
      try BookStore.create(
        "book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""),
        journalID: JournalID(high: UInt64(number), low: 1), storage: disk, sizes: sizes, time: 1)
      _ = try run(disk, groups: 12, snapshotsAt: [8])
      return disk
    }
    let earlier = contents("book", disks[0])
    let states = try disks.map { try run($0, groups: 40, snapshotsAt: [20]) }
    let files = contents("book", disks[0])
    #expect(files.keys.filter { $0.hasSuffix(".log") }.count >= 5)
    #expect(files.keys.filter { $0.hasSuffix(".snap") }.count == 2)
    return Fixture(
      disk: disks[0], state: states[0], files: files, earlier: earlier,
      foreign: contents("book", disks[1]))
  }

  // MARK: What becomes of the files

  private struct Change: CustomStringConvertible {
    let description: String
    /// nil: the file is gone.
    let files: [String: [UInt8]?]
  }

  /// A file's content without its last group; of another file, without its last 4 KiB or its half.
  private static func cut(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    let marks = Array("PRG1".utf8)
    let starts = bytes.indices.dropLast(3).filter { Array(bytes[$0..<$0 + 4]) == marks }
    if name.hasSuffix(".log"), let last = starts.last { return Array(bytes[..<last]) }
    return Array(bytes[..<(bytes.count / 2)])
  }

  private static func changes(of name: String, _ fixture: Fixture) -> [Change] {
    let bytes = fixture.files[name]!
    let kind = name.suffix(4)
    var changes = [
      Change(description: "\(name) removed", files: [name: nil]),
      Change(description: "\(name) empty", files: [name: []]),
      Change(description: "\(name) cut", files: [name: cut(name, bytes)]),
    ]
    if let old = fixture.earlier[name], old != bytes {
      changes.append(Change(description: "\(name) of an earlier run", files: [name: old]))
    }
    if let other = fixture.foreign[name] {
      changes.append(Change(description: "\(name) of another book", files: [name: other]))
    }
    let next = fixture.files.keys.sorted().first { $0 > name && $0.hasSuffix(kind) }
    if let next, let content = fixture.files[next] {
      changes.append(Change(description: "\(name) a copy of \(next)", files: [name: content]))
      changes.append(
        Change(description: "\(name) and \(next) swapped", files: [name: content, next: bytes]))
    }
    return changes
  }

  /// Each change of a file, and each two of different files.
  private static func changes(_ fixture: Fixture) -> [Change] {
    let names = fixture.files.keys.sorted()
    let each = names.map { changes(of: $0, fixture) }
    var all = each.flatMap { $0 }
    for (place, firsts) in each.enumerated() {
      for first in firsts {
        for second in each[(place + 1)...].flatMap({ $0 })
        where Set(first.files.keys).isDisjoint(with: second.files.keys) {
          all.append(
            Change(
              description: "\(first), \(second)",
              files: first.files.merging(second.files) { $1 }))
        }
      }
    }
    return all
  }

  private static func apply(_ change: Change, to directory: String, _ disk: SimulatedDisk) {
    for (name, bytes) in change.files { disk["\(directory)/\(name)"] = bytes }
  }

  // MARK: The table

  /// A sentence that names a file or the directory, and one that says what to do.
  private func expectReason(_ error: StoreError, _ change: Change) {
    #expect(error.description.contains("book"), "\(change): \(error)")
    #expect(!error.advice.isEmpty && !error.description.contains("()"), "\(change): \(error)")
  }

  @Test func `no file and no two can be taken away or replaced unseen`() throws {
    let fixture = try Self.fixture()
    let changes = Self.changes(fixture)
    #expect(changes.count > 300)
    var refused = 0
    for change in changes {
      let disk = fixture.disk.fork(seed: 1)
      Self.apply(change, to: "book", disk)
      let before = Self.contents("book", disk)
      var starts = false
      do throws(StoreError) {
        let opened = try BookStore.open("book", storage: disk.fork(seed: 2), sizes: Self.sizes)
        starts = true
        #expect(opened.book.stateHash() == fixture.state, "\(change): it starts without something")
        let report = opened.store.report
        #expect(
          !report.refusedSnapshots.isEmpty || report.isMarkDamaged, "\(change): starts as sound")
      } catch {
        refused += 1
        expectReason(error, change)
      }
      do throws(StoreError) {
        let check = try BookStore.verify("book", storage: disk)
        #expect(starts, "\(change): verify passes what serve refuses")
        #expect(!check.isSound, "\(change): verify calls it sound")
        #expect(check.state == fixture.state, "\(change)")
      } catch {
        #expect(!starts, "\(change): verify refuses what serve starts: \(error)")
        expectReason(error, change)
      }
      if change.files.count == 1 {
        do throws(StoreError) {
          let made = try BookStore.backup("book", at: "copy", storage: disk)
          #expect(starts && made.state == fixture.state, "\(change): backup")
        } catch {
          expectReason(error, change)
        }
      }
      #expect(Self.contents("book", disk) == before, "\(change): something was written")
    }
    #expect(refused > changes.count / 2)
  }

  @Test func `no file of a backup and no two can be taken away or replaced unseen`() throws {
    let fixture = try Self.fixture()
    let disk = fixture.disk
    let made = try BookStore.backup("book", at: "copy", storage: disk)
    #expect(made.state == fixture.state)
    let copy = Fixture(
      disk: disk, state: fixture.state, files: Self.contents("copy", disk),
      earlier: fixture.earlier, foreign: fixture.foreign)
    var passed = 0
    for change in Self.changes(copy) {
      let disk = disk.fork(seed: 1)
      Self.apply(change, to: "copy", disk)
      var isSound = false
      do throws(StoreError) {
        isSound = try BookStore.verify("copy", isBackup: true, storage: disk).isSound
      } catch {
        #expect(!error.advice.isEmpty, "\(change)")
      }
      #expect(!isSound, "\(change): verify calls it sound")
      do throws(StoreError) {
        let restored = try BookStore.restore("copy", to: "new", storage: disk)
        passed += 1
        #expect(restored.state == fixture.state, "\(change): restored without something")
        #expect(try BookStore.verify("new", storage: disk).state == fixture.state)
      } catch {
        #expect(!error.advice.isEmpty, "\(change)")
      }
    }
    #expect(passed > 0, "a damaged snapshot is left out")
  }

  @Test func `no bit of a backup's page can be flipped unseen`() throws {
    let fixture = try Self.fixture()
    let disk = fixture.disk
    _ = try BookStore.backup("book", at: "copy", storage: disk)
    let page = disk["copy/backup.txt"]!
    for place in page.indices.dropLast() {
      let disk = disk.fork(seed: 1)
      var bytes = page
      bytes[place] ^= 1
      disk["copy/backup.txt"] = bytes
      #expect(throws: StoreError.self, "byte \(place)") {
        try BookStore.verify("copy", isBackup: true, storage: disk)
      }
      // It reads the page as verify does.
      guard place % 16 == 0 else { continue }
      #expect(throws: StoreError.self, "byte \(place)") {
        try BookStore.restore("copy", to: "new", storage: disk)
      }
    }
  }
}
