import Glibc
import Synchronization
import TestSupport
import Testing

@testable import PiperollStore

struct PinnedStoreTests {
  /// Two snapshots and five segments or more, in use.
  private func busy(_ directory: TestDirectory) throws -> Store {
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    let ledger = Ledger()
    for round in 1...2 {
      try store.post(10, 10, 10, 10)
      ledger.payloads = Ledger.expected(40 * round)
      ledger.times = ledger.payloads.indices.map { Ledger.time(UInt64($0 + 1)) }
      try store.writeSnapshot(sequence: UInt64(40 * round), time: 1, body: ledger.write)
    }
    return store
  }

  @Test func `files that are trimmed away while it is read are read all the same`() throws {
    let directory = TestDirectory()
    let store = try busy(directory)
    let reader = try StoreReader(directory.path, storage: StillStorage())
    #expect(reader.snapshots == [40, 80])
    for name in directory.names where name.hasSuffix(".log") || name.hasSuffix(".snap") {
      unlink(directory.file(name))
    }
    let ledger = Ledger()
    try ledger.start(try reader.snapshot(40))
    let end = try reader.read(from: 41, ledger.record)
    #expect(end.lastSequence == 80)
    #expect(ledger.payloads == Ledger.expected(80))
    store.abandon()
  }

  @Test func `names that change while the files are opened are looked at again`() throws {
    let directory = TestDirectory()
    let store = try busy(directory)
    let storage = MovingStorage()
    let names = directory.names
    let first = names.first { $0.hasSuffix(".log") }!
    // As a trim leaves it.
    storage.afterList = {
      unlink(directory.file(first))
      unlink(directory.file(FileName.snapshot(40)))
    }
    let reader = try StoreReader(directory.path, storage: storage)
    #expect(reader.segments.count == names.filter { $0.hasSuffix(".log") }.count - 1)
    // And names that never stand still end it.
    let number = Atomic(0)
    storage.always = {
      let new = number.add(1, ordering: .relaxed).newValue
      try? directory.write("snapshot-00000000000000\(new / 10)\(new % 10).snap", [1])
    }
    #expect(throws: StoreError.changing(directory: directory.path)) {
      try StoreReader(directory.path, storage: storage)
    }
    store.abandon()
  }

  @Test func `a group that is seen half written, with the next one whole, is read again`() throws {
    let directory = TestDirectory()
    try directory.create(sizes: smallSizes)
    let store = try directory.open(sizes: smallSizes)
    try store.post(1, 1, 1, 1)
    let storage = MovingStorage()
    let name = "journal-0000000000000001.log"
    storage.blur = (directory.file(name), SegmentHeader.byteCount + 150)
    let reader = try StoreReader(directory.path, storage: storage)
    #expect(try reader.read(from: 1) { _, _, _ in }.lastSequence == 3)
    #expect(storage.blur == nil, "it was seen")
    // If it stays so, it is damage.
    var bytes = directory.read(name)
    bytes[SegmentHeader.byteCount + 150] ^= 1
    try directory.write(name, bytes)
    let damaged = try StoreReader(directory.path, storage: storage)
    #expect(throws: StoreError.self) { try damaged.read(from: 1) { _, _, _ in } }
    store.abandon()
  }

  @Test func `nothing can be changed through it`() throws {
    let directory = TestDirectory()
    let store = try busy(directory)
    let before = directory.contents
    let pinned = try PinnedStore.pin(directory.path, storage: LocalStorage())
    let name = directory.names.first { $0.hasSuffix(".log") }!
    let file = try pinned.open(directory.file(name), .read)
    #expect(throws: StorageFault.self) { try file.truncate(to: 0) }
    #expect(throws: StorageFault.self) { try file.writeWhole([1], at: 0) }
    #expect(throws: StorageFault.self) { try pinned.open(directory.file(name), .readWrite) }
    #expect(throws: StorageFault.self) { try pinned.remove(directory.file(name)) }
    #expect(throws: StorageFault.self) { try pinned.lock(directory.path) }
    #expect(directory.contents == before)
    store.abandon()
  }

  @Test func `a released lock is free, though a process that just starts has its descriptor`()
    throws
  {
    let directory = TestDirectory()
    try directory.create()
    let storage = LocalStorage()
    guard case .acquired(let lock, _) = try storage.lock(directory.path) else {
      Issue.record("a new lock is held")
      return
    }
    // As fork(2) leaves them to the child until it runs its program.
    let inherited = try #require(lock as? LocalLock).descriptors.map { dup($0) }
    defer { for descriptor in inherited { close(descriptor) } }
    lock.release()
    #expect(try storage.holder(of: directory.path) == .nobody)
    guard case .acquired(let again, _) = try storage.lock(directory.path) else {
      Issue.record("the lock is held still")
      return
    }
    again.release()
  }

  @Test func `who has the lock is told without a trace`() throws {
    let directory = TestDirectory()
    try directory.create()
    let path = directory.file("piperoll.lock")
    unlink(path)
    #expect(try LocalStorage().holder(of: directory.path) == .nobody)
    #expect(!directory.names.contains("piperoll.lock"))
    let store = try directory.open()
    #expect(try LocalStorage().holder(of: directory.path) == .process(getpid()))
    store.abandon()
    #expect(try LocalStorage().holder(of: directory.path) == .nobody)
    try directory.open().abandon()
  }
}

/// The local file system, in which something happens between two calls.
final class MovingStorage: StillStorage, @unchecked Sendable {
  /// Once, after the names were told.
  var afterList: (() -> Void)?
  /// Each time.
  var always: () -> Void = {}
  /// A byte of a file that is seen wrong the first time.
  var blur: (path: String, offset: Int)?

  override func after(_ call: StorageCall) {
    if call.operation == .list {
      afterList?()
      afterList = nil
      always()
    }
    if let blur, call.path == blur.path, call.range.lowerBound == 0, let place = call.place,
      place.count > blur.offset
    {
      place[blur.offset] ^= 1
      self.blur = nil
    }
  }
}
