import Foundation
import PiperollStore
import PiperollTLS
import Testing

@testable import PiperollLedger
@testable import PiperollServer

/// Stores as released versions have left them: every later version opens them to the same state.
/// Each folder of Fixtures/Stores holds the files, and in state.txt the hash of the state; what
/// made it was another build in another run, so the hash also proves that neither matters.
@Suite struct GoldenStoreTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/Stores")

  private static var versions: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: fixtures.path)) ?? []
    return names.filter { !$0.hasPrefix(".") }.sorted()
  }

  private func copy(_ version: String) throws -> String {
    let copy = NSTemporaryDirectory() + "piperoll-golden-" + UUID().uuidString
    try FileManager.default.copyItem(
      at: Self.fixtures.appending(path: version), to: URL(filePath: copy))
    return copy
  }

  /// The SHA-256 of each folder: of a line a file, `name SHA-256`, in the order of the names. A
  /// folder that is there is never made again; a release adds a line.
  private static let checksums = [
    "0.1.0": "85899d7419588e959cadf0f61baccfdb12ddc89498e66f5aadd852d524fa4944",
    "0.2.0": "2f1c4713b763e677f3f5ff9558ca4f5e10a7f888df92a1cd294cb8fd2bdd6a3c",
  ]

  @Test func `the stores are those that the versions left`() throws {
    #expect(Self.versions == Self.checksums.keys.sorted())
    for version in Self.versions {
      #expect(try checksum(of: version) == Self.checksums[version], "\(version)")
    }
  }

  private func checksum(of version: String) throws -> String {
    let folder = Self.fixtures.appending(path: version)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    var lines = ""
    for name in names {
      lines += "\(name) \(try sha256(Data(contentsOf: folder.appending(path: name))))\n"
    }
    return sha256(Data(lines.utf8))
  }

  private func sha256(_ data: Data) -> String {
    data.withUnsafeBytes { Digest.sha256(of: $0) }.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  @Test(arguments: versions)
  func `a store of a released version opens to the same state`(version: String) throws {
    let path = try copy(version)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let expected = try String(contentsOfFile: "\(path)/state.txt", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try BookStore.verify(path).state == expected)
    let opened = try BookStore.open(path)
    #expect(opened.book.stateHash() == expected)
    #expect(opened.book.violations().isEmpty)
    try opened.store.close()
    guard try StoreReader(path).segments[0] == 1 else { return }
    // From its journal alone, which stays readable whatever becomes of the snapshots' format.
    for name in try FileManager.default.contentsOfDirectory(atPath: path)
    where name.hasSuffix(".snap") { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
    let replayed = try BookStore.open(path)
    #expect(replayed.store.report.snapshotSequence == nil)
    #expect(replayed.book.stateHash() == expected)
    try replayed.store.close()
  }

  @Test func `two replays of one journal come to the same bytes`() throws {
    let path = try copy("0.1.0")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let hashes = try (0..<2).map { _ in
      var reading = BookReading()
      _ = try StoreReader(path).read(from: 1) { try reading.add($0, $1, $2) }
      return reading.stateHash()
    }
    #expect(hashes[0] == hashes[1])
    #expect(try BookStore.verify(path).state == hashes[0])
  }

  /// The only one of our stores with several segments that is small.
  @Test func `damage before the newest snapshot stops no start, and is told all the same`() throws {
    let path = try copy("0.1.0")
    defer { try? FileManager.default.removeItem(atPath: path) }
    let opened = try BookStore.open(path)
    try opened.store.writeSnapshot(
      sequence: opened.book.sequence, time: opened.book.lastRecorded
    ) { sink in
      var sink = SnapshotBookSink(sink: sink)
      try opened.book.encode(to: &sink)
    }
    let state = opened.book.stateHash()
    try opened.store.close()
    // With one snapshot or with two.
    for old in ["", "\(path)/snapshot-000000000000000d.snap"] {
      if old.isEmpty {
        let first = URL(filePath: "\(path)/journal-0000000000000001.log")
        var bytes = try Data(contentsOf: first)
        bytes[400] ^= 1
        try bytes.write(to: first)
      } else {
        try FileManager.default.removeItem(atPath: old)
      }
      let check = try BookStore.verify(path)
      guard case .damagedRecord = check.damage else {
        Issue.record("\(String(describing: check.damage))")
        return
      }
      #expect(!check.isSound && check.state == state)
      let again = try BookStore.open(path)
      #expect(again.book.stateHash() == state)
      try again.store.close()
    }
  }

  /// `RECORD_STORE=0.1.0 swift test --filter GoldenStoreTests` makes the folder of a version that
  /// is about to be released; one that is there is never made again.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["RECORD_STORE"] != nil))
  func `the store of this version is recorded`() throws {
    let version = ProcessInfo.processInfo.environment["RECORD_STORE"]!
    let folder = Self.fixtures.appending(path: version).path
    try FileManager.default.createDirectory(
      atPath: Self.fixtures.path, withIntermediateDirectories: true)
    var sizes = JournalSizes()
    (sizes.segmentBytes, sizes.stepBytes) = (2048, 512)
    try Store.create(
      folder, journalID: JournalID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210),
      sizes: sizes)
    let store = try Store.open(folder, sizes: sizes, start: { _ in }, record: { _, _, _ in })
    var book = Book()
    for facts in GoldenFacts.groups {
      var group = JournalGroup()
      for entry in facts {
        let stamp = Stamp(
          number: book.sequence + 1, recorded: 1_764_000_000_000 + Int64(book.sequence) * 1500)
        group.append(sequence: stamp.number, time: stamp.recorded) { entry.encode(to: &$0) }
        book.apply(entry, stamp)
      }
      let first = group.firstSequence
      #expect(
        try store.journal.append(
          expectedSequence: first, epoch: store.journal.epoch, group: &group) == .acknowledged)
    }
    try record(agreementsIn: &book, store)
    try store.close()
    #expect(try StoreReader(folder).segments[0] > 1, "the journal is trimmed")
    try Data("\(book.stateHash())\n".utf8).write(to: URL(filePath: "\(folder)/state.txt"))
    try? FileManager.default.removeItem(atPath: "\(folder)/piperoll.lock")
  }
}

extension GoldenStoreTests {
  private func writeSnapshot(of book: borrowing Book, to store: Store) throws {
    try store.writeSnapshot(sequence: book.sequence, time: book.lastRecorded) { sink in
      var sink = SnapshotBookSink(sink: sink)
      try book.encode(to: &sink)
    }
  }

  private func record(agreementsIn book: inout Book, _ store: Store) throws {
    var step = 0
    let day = GoldenFacts.day.advanced(days: 30)
    while let entry = try GoldenAgreements.entry(step, on: book, day.advanced(days: step)) {
      var group = JournalGroup()
      let stamp = Stamp(number: book.sequence + 1, recorded: book.lastRecorded + 1500)
      group.append(sequence: stamp.number, time: stamp.recorded) { entry.encode(to: &$0) }
      book.apply(entry, stamp)
      #expect(
        try store.journal.append(
          expectedSequence: stamp.number, epoch: store.journal.epoch, group: &group)
          == .acknowledged)
      step += 1
      // The two newest snapshots are kept, and the journal since the older.
      if step % 8 == 0 { try writeSnapshot(of: book, to: store) }
    }
    checkThatNothingIsMissing(in: book)
  }

  private func checkThatNothingIsMissing(in book: borrowing Book) {
    var kinds = Set<EntryKind>()
    for row in 0..<book.entries.count { kinds.insert(book.entries[row].kind) }
    #expect(kinds == Set(EntryKind.allCases), "of every kind there is one")
    #expect(book.violations().isEmpty)
    #expect(book.tableSizes().filter { $0.rows == 0 }.map(\.name) == [], "of every table a row")
  }

  @Test func `the store that the next version leaves has something of everything`() throws {
    var book = Book()
    var (codes, step) = (Set<UInt16>(), 0)
    let plain = Array(GoldenFacts.groups.joined())
    let day = GoldenFacts.day.advanced(days: 30)
    while let entry = step < plain.count
      ? plain[step]
      : try GoldenAgreements.entry(
        step - plain.count, on: book, day.advanced(days: step - plain.count))
    {
      if case .other(let fact) = entry.fact { codes.insert(fact.code.rawValue) }
      book.apply(entry, Stamp(number: book.sequence + 1, recorded: book.lastRecorded + 1500))
      step += 1
    }
    checkThatNothingIsMissing(in: book)
    #expect(FactList.all.filter { !codes.contains($0.code.rawValue) }.map { "\($0)" } == [])
    var purposes = 0
    for call in 0..<book.calls.count where book.calls[call].purpose != nil { purposes += 1 }
    #expect(purposes == 1)
  }
}

/// The plain facts, in groups of several.
private enum GoldenFacts {
  static let day = Day(year: 2025, month: 11, day: 24)!

  private static func entry(
    _ fact: Fact, _ days: Int = 0, reference: String? = nil, memo: String = ""
  ) -> Entry {
    Entry(
      effective: day.advanced(days: days), actor: "maria",
      reference: reference.map { Reference(name: $0, payloadHash: 0x1234) }, memo: memo, fact: fact)
  }

  private static func invoice(_ account: UInt64, _ number: String, _ amount: Int64) -> Entry {
    entry(
      .invoiceBilled(
        InvoiceBilled(
          account: account, invoice: number, amount: Money(minor: amount),
          due: day.advanced(days: 30))), reference: "bill-\(number)-\(account)")
  }

  private static let opening: [Entry] = [
    entry(Fact(UserSet(user: "maria", role: .admin, passwordRecord: "scrypt$10$8$1$x$y"))),
    entry(
      Fact(
        AccountOpened(
          account: "T-1", kind: .trade, name: "Crates & Co", creditLimit: Money(minor: 500_000),
          collector: "ann", portfolio: "north", client: "mill"))),
    entry(
      Fact(
        AccountOpened(
          account: "C-2", kind: .consumer, name: "Jane Q. Débiteur",
          currency: Currency(code: "EUR")!, terms: PaymentTerms(.days, count: 14)))),
    entry(
      Fact(
        ContactAdded(
          account: 2, role: .debtor, name: "Jane", email: "jane@example.com",
          address: "1 High Street",
          phones: [
            ContactAdded.Phone(
              number: PhoneNumber(parsing: "212-555-0147".utf8, in: .us)!, kind: .mobile),
            ContactAdded.Phone(
              number: PhoneNumber(parsing: "212-555-0148".utf8, in: .us)!, kind: .work),
          ]))),
  ]

  private static let calls: [Entry] = [
    entry(.noted(Noted(account: 2)), memo: "pays on Friday"),
    entry(
      .noted(
        Noted(
          account: 2,
          call: Noted.Call(
            number: PhoneNumber(parsing: "212-555-0147".utf8, in: .us)!, direction: .out,
            result: .promise))),
      memo: "promised"),
  ]

  private static func credit(
    _ account: UInt64, _ kind: CreditKind, _ amount: Int64, _ applications: [(UInt64, Int64)]
  ) -> Fact {
    .creditTaken(
      CreditTaken(
        account: account, kind: kind, amount: Money(minor: amount), method: .check,
        reason: .goodwill,
        applications: applications.map { Application(invoice: $0.0, amount: Money(minor: $0.1)) }))
  }

  /// Entry numbers: the opening is 1 to 4, the invoices are 5 to 8.
  static let groups: [[Entry]] = [
    opening,
    [
      invoice(2, "I-1", 10_000), invoice(2, "I-2", 2_500), invoice(3, "I-1", 990),
      invoice(2, "I-3", 100),
    ],
    [
      entry(credit(2, .payment, 11_000, [(5, 10_000)]), 3, reference: "pay-1", memo: "check 1001"),
      entry(credit(3, .memo, 90, [(7, 90)]), 4),
      entry(
        .creditApplied(
          CreditApplied(
            credit: 9, applications: [Application(invoice: 6, amount: Money(minor: 700))])), 5),
    ],
    calls,
    [
      entry(Fact(Reversed(original: 11, reason: .error)), 6),
      entry(Fact(Reversed(original: 9, reason: .nsf)), 7, memo: "returned"),
      entry(Fact(Reversed(original: 8, reason: .void)), 8),
    ],
    (0..<12).map { invoice($0 % 2 == 0 ? 2 : 3, "M-\($0 / 2)", 1_000 + Int64($0)) },
    [entry(Fact(UserSet(user: "maria", role: .supervisor, passwordRecord: "")))],
  ]
}
