public import PiperollLedger
public import PiperollStore
public import PiperollVersion

/// What a verification of a book's store found.
public struct BookCheck: Sendable {
  public let holder: LockHolder
  /// At the end, of a group that a server may just be writing.
  public let unvouchedBytes: UInt64
  public let journalID: JournalID
  /// First sequences of the segments, ascending.
  public let segments: [UInt64]
  /// Which version of piperolld began each of them; nil: from before versions were noted.
  public let segmentPrograms: [ProgramVersion?]
  /// The last sequence, the chain there, and what was never finished after it.
  public fileprivate(set) var end: StoreReader.End
  /// In order, the refused ones too.
  public fileprivate(set) var snapshots: [Snapshot] = []
  /// The hash of the state at the last sequence.
  public fileprivate(set) var state = ""
  /// One of the two copies of the durable mark is damaged; a start mends it.
  public let isMarkDamaged: Bool
  /// Sums of the book that do not hold.
  public fileprivate(set) var violations: [Violation] = []
  /// Damage that a start would not come upon, because it begins with a later snapshot.
  public fileprivate(set) var damage: StoreError?

  /// A snapshot, and what it was compared with.
  public struct Snapshot: Sendable {
    public var sequence: UInt64
    public var time: Int64 = 0
    public var bytes: UInt64 = 0
    /// Which version of piperolld wrote it; nil: from before versions were noted.
    public var program: ProgramVersion?
    public var finding: Finding
  }

  /// What is to be said of a snapshot.
  public enum Finding: Equatable, Sendable {
    /// Its state is what the journal comes to at its sequence.
    case proven
    /// It is whole, but the journal before it is gone: there is nothing to compare it with.
    case first
    /// It is whole, and was not compared, because the journal is damaged.
    case notCompared
    case refused(reason: String)
    /// It is whole, and the journal comes to something else.
    case differs(state: String, journal: String)
  }

  /// Nothing is damaged, and everything fits together.
  public var isSound: Bool {
    damage == nil && violations.isEmpty && !isMarkDamaged
      && snapshots.allSatisfy { snapshot in
        switch snapshot.finding {
        case .proven, .first: true
        case .notCompared, .refused, .differs: false
        }
      }
  }
}

extension BookStore {
  /// Reads everything in a store, beside a running server or without one, and changes nothing:
  /// every checksum, the chain, every snapshot against the journal before it, the book's own sums.
  /// Throws what would stop a start - or, of a backup, a restore.
  public static func verify(
    _ directory: String, isBackup: Bool = false, storage: any Storage = LocalStorage()
  ) throws(StoreError) -> BookCheck {
    if isBackup { _ = try Backup.sequence(of: directory, storage: storage) }
    var verification = try Verification(directory, storage)
    try verification.run()
    let check = verification.check
    if isBackup {
      try Backup.compare(
        directory, verification.reader, check.end, state: check.state, storage: storage)
    }
    return check
  }
}

private struct Verification {
  let reader: StoreReader
  private(set) var check: BookCheck
  /// What the journal comes to at the snapshots' sequences.
  private var states: [UInt64: String] = [:]

  init(_ directory: String, _ storage: any Storage) throws(StoreError) {
    reader = try StoreReader(directory, storage: storage)
    check = BookCheck(
      holder: reader.files.holder, unvouchedBytes: reader.files.unvouchedBytes,
      journalID: reader.journalID, segments: reader.segments,
      segmentPrograms: reader.segmentPrograms, end: reader.beginning,
      isMarkDamaged: reader.isMarkDamaged)
  }

  mutating func run() throws(StoreError) {
    for (sequence, refused) in reader.missingSnapshots {
      check.snapshots.append(.init(sequence: sequence, finding: .refused(reason: refused.reason)))
    }
    for sequence in reader.snapshots { try readSnapshot(sequence) }
    check.snapshots.sort { $0.sequence < $1.sequence }
    do throws(StoreError) {
      try replay(from: reader.neededFrom == 1 ? nil : whole.first, reading: reader.neededFrom)
    } catch {
      // A start needs no more of the journal than what is after the newest snapshot.
      guard let newest = whole.last else { throw error }
      try reader.checkOrder(before: newest + 1)
      try replay(from: newest, reading: newest + 1)
      check.damage = error
    }
    // The replayed book is gone by now: no more than one is ever in memory.
    for place in check.snapshots.indices { compare(place) }
  }

  private var whole: [UInt64] {
    check.snapshots.filter { $0.finding == .notCompared }.map(\.sequence)
  }

  private mutating func readSnapshot(_ sequence: UInt64) throws(StoreError) {
    var found = BookCheck.Snapshot(sequence: sequence, finding: .notCompared)
    do {
      let source = try reader.snapshot(sequence)
      (found.time, found.bytes, found.program) = (source.time, source.byteCount, source.program)
      try source.verify()
      _ = try readBook(reader.snapshot(sequence))
    } catch let error as StoreError {
      if case .foreignFile = error { throw error }
      if case .newerBook = error { throw error }
      found.finding = .refused(reason: "\(error)")
    } catch {
      found.finding = .refused(reason: "\(reader.snapshotFile(sequence)): \(error)")
    }
    check.snapshots.append(found)
  }

  /// Replays the journal from a snapshot on, or from nothing, and reads it from a sequence on that
  /// may be earlier.
  private mutating func replay(from base: UInt64?, reading first: UInt64) throws(StoreError) {
    guard base != nil || reader.segments[0] == 1 else {
      throw reader.unusable(refusals)
    }
    states = [:]
    let compared = Set(whole)
    var reading = BookReading()
    do {
      try reading.start(try base.map(reader.snapshot))
    } catch {
      throw error as? StoreError ?? .replayRefused(sequence: base ?? 0, reason: "\(error)")
    }
    var found: [UInt64: String] = [:]
    if base == nil, compared.contains(0) { found[0] = reading.stateHash() }
    check.end = try reader.read(from: min(first, (base ?? 0) + 1)) { sequence, time, payload in
      guard sequence > base ?? 0 else { return }
      try reading.add(sequence, time, payload)
      if compared.contains(sequence) { found[sequence] = reading.stateHash() }
    }
    states = found
    let book = reading.finish()
    check.state = book.stateHash()
    check.violations = book.violations()
  }

  private var refusals: [RefusedSnapshot] {
    check.snapshots.compactMap { snapshot in
      guard case .refused(let reason) = snapshot.finding else { return nil }
      return RefusedSnapshot(file: reader.snapshotFile(snapshot.sequence), reason: reason)
    }
  }

  private mutating func compare(_ place: Int) {
    let sequence = check.snapshots[place].sequence
    guard check.snapshots[place].finding == .notCompared else { return }
    guard let journal = states[sequence] else {
      if check.damage == nil { check.snapshots[place].finding = .first }
      return
    }
    do {
      let state = try readBook(reader.snapshot(sequence)).stateHash()
      check.snapshots[place].finding =
        state == journal ? .proven : .differs(state: state, journal: journal)
    } catch {
      check.snapshots[place].finding = .refused(reason: "\(error)")
    }
  }
}
