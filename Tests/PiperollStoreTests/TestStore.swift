import Glibc
import TestSupport
import Testing

@testable import PiperollStore

/// A directory of its own for one test, removed with it.
final class TestDirectory {
  let path: String

  init() {
    var template = Array("/tmp/piperoll-store-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
  }

  /// A name that is not there yet; what is made under it is removed too.
  init(at path: String) { self.path = path }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  var names: [String] { ((try? LocalStorage().list(path)) ?? []).sorted() }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func read(_ name: String) -> [UInt8] {
    guard let file = try? LocalStorage().open(file(name), .read), let size = try? file.size()
    else { return [] }
    return (try? file.readPrefix(Int(size))) ?? []
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = try LocalStorage().open(file(name), .create)
    if !bytes.isEmpty { try file.writeWhole(bytes, at: 0) }
    file.close()
  }

  /// All files but the lock, by name.
  var contents: [String: [UInt8]] {
    Dictionary(
      uniqueKeysWithValues: names.filter { $0 != "piperoll.lock" }.map { ($0, read($0)) })
  }

  /// Puts the directory back to exactly these files.
  func restore(_ contents: [String: [UInt8]]) throws {
    for name in names where contents[name] == nil { unlink(file(name)) }
    for (name, bytes) in contents { try write(name, bytes) }
  }
}

/// A state simple enough to see through: every record's payload, by sequence.
final class Ledger {
  var payloads: [[UInt8]] = []
  var times: [Int64] = []
  var starts = 0

  func start(_ source: SnapshotSource?) throws {
    starts += 1
    payloads = []
    times = []
    guard let source else { return }
    while source.remaining > 0 {
      let head = try source.read(12)
      let (time, length) = head.withUnsafeBytes {
        ($0.integer(Int64.self, at: 0), $0.integer(UInt32.self, at: 8))
      }
      times.append(time)
      payloads.append(try source.read(Int(length)))
    }
  }

  func record(_ sequence: UInt64, _ time: Int64, _ payload: UnsafeRawBufferPointer) throws {
    #expect(sequence == UInt64(payloads.count + 1))
    payloads.append([UInt8](payload))
    times.append(time)
  }

  func write(to sink: SnapshotSink) throws {
    for (time, payload) in zip(times, payloads) {
      var head: [UInt8] = []
      head.append(integer: time)
      head.append(integer: UInt32(payload.count))
      try sink.write(head + payload)
    }
  }

  /// Makes it the state after `count` records.
  func fill(_ count: Int) {
    payloads = Self.expected(count)
    times = payloads.indices.map { Self.time(UInt64($0 + 1)) }
  }

  /// What record `sequence` of every test holds.
  static func payload(_ sequence: UInt64) -> [UInt8] {
    Array("record \(sequence) ".utf8) + [UInt8](repeating: UInt8(sequence % 251), count: 20)
  }

  static func time(_ sequence: UInt64) -> Int64 { 1_700_000_000_000 + Int64(sequence) }

  /// The state after `count` records.
  static func expected(_ count: Int) -> [[UInt8]] {
    count == 0 ? [] : (1...UInt64(count)).map { payload($0) }
  }
}

let testID = JournalID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210)

/// Small steps, so that a test's files are small enough to damage everywhere.
let smallSizes: JournalSizes = {
  var sizes = JournalSizes()
  sizes.segmentBytes = 1024
  sizes.stepBytes = 256
  return sizes
}()

extension TestDirectory {
  func create(sizes: JournalSizes = JournalSizes()) throws(StoreError) {
    try Store.create(path, journalID: testID, sizes: sizes)
  }

  /// Opens the store over a ledger.
  func open(
    _ ledger: Ledger = Ledger(), sizes: JournalSizes = JournalSizes(),
    storage: any Storage = StillStorage()
  ) throws(StoreError) -> Store {
    try Store.open(
      path, storage: storage, sizes: sizes, start: ledger.start, record: ledger.record)
  }
}

extension SimulatedDisk {
  /// A disk with an empty store of small files in `book`, all of it durable.
  static func withStore(seed: UInt64 = 1) throws -> SimulatedDisk {
    let disk = SimulatedDisk(seed: seed)
    try Store.create("book", journalID: testID, storage: disk, sizes: smallSizes)
    return disk.crash(.everythingKept)
  }

  /// Opens that store over a ledger.
  func openStore(_ ledger: Ledger = Ledger()) throws(StoreError) -> Store {
    try Store.open(
      "book", storage: self, sizes: smallSizes, start: ledger.start, record: ledger.record)
  }
}

extension Store {
  /// Appends groups of these sizes after the last record.
  func post(_ sizes: Int..., file: StaticString = #file) throws {
    for size in sizes { #expect(try append(size) == .acknowledged) }
  }

  func append(_ size: Int) throws(StorageFault) -> AppendResult {
    var group = group(size)
    return try journal.append(
      expectedSequence: group.firstSequence, epoch: journal.epoch, group: &group)
  }

  /// The next group of so many records.
  func group(_ size: Int) -> JournalGroup {
    var group = JournalGroup()
    let first = journal.lastSequence + 1
    for sequence in first..<first + UInt64(size) {
      group.append(sequence: sequence, time: Ledger.time(sequence)) {
        $0.append(contentsOf: Ledger.payload(sequence))
      }
    }
    return group
  }

  /// What a killed process does: nothing but let go of the lock.
  func abandon() { releaseLock() }
}
