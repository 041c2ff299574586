/// What opening a store found and did.
public struct RecoveryReport: Sendable {
  /// The sequence of the snapshot that was loaded, nil if everything was replayed.
  public var snapshotSequence: UInt64?
  /// Its bytes, 0 if there was none.
  public var snapshotBytes: UInt64 = 0
  /// Snapshots that could not be used, and such as are missing.
  public var refusedSnapshots: [RefusedSnapshot] = []
  /// Records replayed after the snapshot.
  public var replayedRecords = 0
  /// Bytes of an unfinished last group that were cut off, zeros at its end not counted. None of it
  /// had been acknowledged - unless the disk damaged the very last group of a server that was
  /// killed before it wrote anything after it: the two cannot be told apart.
  public var droppedBytes = 0
  /// Where they are kept; nil also where the disk was too full for them.
  public var brokenFile: String?
  /// One of the two copies of `durable.txt` was damaged; it was written anew.
  public var isMarkDamaged = false
  /// The last sequence, 0 in an empty journal.
  public var lastSequence: UInt64 = 0
  /// The chain hash at the end.
  public var chain: ChainHash
}

/// A snapshot that could not be used, and why.
public struct RefusedSnapshot: Equatable, Sendable, CustomStringConvertible {
  public var file: String
  public var reason: String

  public init(file: String, reason: String) {
    self.file = file
    self.reason = reason
  }

  /// The file and the reason; most reasons name the file themselves.
  public var description: String { reason.contains(file) ? reason : "\(file): \(reason)" }
}

/// Reads a store from its newest usable snapshot to its journal's end. It changes nothing: the
/// repairs are made when everything has been read and believed.
struct Recovery {
  let directory: String
  let storage: any Storage
  let listing: DirectoryListing
  let reader: JournalReader
  /// What the store said of its end; nil: it is of a version that did not.
  let durable: DurableMark.Found?

  init(_ directory: String, storage: any Storage) throws(StoreError) {
    self.directory = directory
    self.storage = storage
    listing = try DirectoryListing(directory, storage: storage)
    durable = try DurableMark.read(directory, storage)
    guard !listing.segments.isEmpty || listing.snapshots.isEmpty && durable == nil else {
      throw .missingJournal(directory: directory)
    }
    reader = try JournalReader(
      directory, segments: listing.segments, storage: storage, durable: durable?.mark)
    try refuseMark()
    try refuseLateBeginning()
    for sequence in listing.snapshots {
      try refuseStrangeSnapshot(snapshotFile(sequence))
    }
  }

  /// The first sequence of the segment from which on the journal is needed. Those before are on
  /// their way out: a power cut may have left any of them. Until there are two snapshots all is
  /// needed.
  var neededFrom: UInt64 {
    guard let oldest = listing.snapshots.first, listing.snapshots.count >= Store.snapshotsKept
    else { return reader.headers[0].firstSequence }
    let first = reader.headers.last { $0.firstSequence <= oldest + 1 } ?? reader.headers[0]
    return first.firstSequence
  }

  /// The journal is kept since the oldest snapshot. (Whether there must be one, loading tells.)
  private func refuseLateBeginning() throws(StoreError) {
    guard let oldest = listing.snapshots.first, let first = listing.segments.first,
      first > oldest + 1, first > 1
    else { return }
    throw .missingRecords(from: oldest + 1, through: first - 1, before: reader.file(0))
  }

  /// A snapshot of a newer format or of another journal is nothing to fall back from: somebody put
  /// it there, and the older state would silently win. Damage, also of the disk under it, is judged
  /// later, by loading.
  private func refuseStrangeSnapshot(_ file: String) throws(StoreError) {
    do throws(StoreError) {
      let opened = try StoreError.storing { () throws(StorageFault) in
        try storage.open(file, .read)
      }
      defer { opened.close() }
      let (bytes, size) = try StoreError.storing { () throws(StorageFault) in
        (try opened.readPrefix(SnapshotHeader.byteCount), try opened.size())
      }
      let header = try SnapshotHeader(bytes, of: opened, fileBytes: size)
      if header.journalID != reader.journalID,
        (try? SnapshotFooter(from: opened, fileBytes: size, header: bytes)) != nil
      {
        throw StoreError.foreignFile(
          file: file, found: header.journalID, expected: reader.journalID)
      }
    } catch {
      if case .newerFormat = error { throw error }
      if case .foreignFile = error { throw error }
      if case .storage(let fault) = error, fault.isShortage { throw error }
    }
  }

  /// Loads and replays.
  func run(
    start: (SnapshotSource?) throws -> Void,
    record: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError) -> (report: RecoveryReport, end: JournalReader.End) {
    let (snapshot, refusals) = try load(start)
    let loaded = snapshot?.sequence
    try reader.checkOrder(from: neededFrom, before: (loaded ?? 0) + 1)
    let end = try unsafe reader.read(from: (loaded ?? 0) + 1, record)
    try refuseLostRecords(end)
    var report = RecoveryReport(chain: end.chain)
    report.snapshotSequence = loaded
    report.snapshotBytes = snapshot?.bytes ?? 0
    report.refusedSnapshots = refusals
    report.replayedRecords = end.replayed.records
    report.droppedBytes = end.torn.count
    report.lastSequence = end.lastSequence
    report.isMarkDamaged = durable?.isDamaged ?? false
    return (report, end)
  }

  /// A snapshot is written only of what is durable, so its name alone shows that the journal was
  /// once durable that far. The mark says it in so many words.
  func refuseLostRecords(_ end: JournalReader.End) throws(StoreError) {
    if let known = listing.snapshots.last, end.lastSequence < known {
      throw .lostRecords(
        file: end.file, last: end.lastSequence, known: known, shownBy: snapshotFile(known))
    }
    if let durable { try refuseOtherEnd(end, durable.mark) }
  }

  func snapshotFile(_ sequence: UInt64) -> String {
    "\(directory)/\(FileName.snapshot(sequence))"
  }

  /// A snapshot that belongs here and is what its name says.
  func source(_ sequence: UInt64) throws(StoreError) -> SnapshotSource {
    let file = snapshotFile(sequence)
    let source = try SnapshotSource(file, storage: storage)
    guard source.journalID == reader.journalID else {
      throw .foreignFile(file: file, found: source.journalID, expected: reader.journalID)
    }
    guard source.sequence == sequence else {
      throw .damagedSnapshot(file: file, reason: "its name is not its sequence's")
    }
    return source
  }

  /// Loads the newest snapshot that can be; begins empty where there is none and need be none.
  private func load(
    _ start: (SnapshotSource?) throws -> Void
  ) throws(StoreError) -> ((sequence: UInt64, bytes: UInt64)?, [RefusedSnapshot]) {
    var refusals = missingSnapshots.map(\.refused)
    for sequence in listing.snapshots.reversed() {
      do {
        let source = try source(sequence)
        try start(source)
        // A caller may have swallowed what a read threw; what it holds is not to be trusted.
        if let damage = source.damage { throw damage }
        return ((sequence, source.byteCount), refusals + olderRefusals(than: sequence))
      } catch StoreError.foreignFile(let file, let found, let expected) {
        throw .foreignFile(file: file, found: found, expected: expected)
      } catch StoreError.newerBook(let file, let reason, let program) {
        throw .newerBook(file: file, reason: reason, program: program)
      } catch StoreError.storage(let fault) where fault.isShortage {
        // The snapshot may be whole: what is lacking is to be given, and the start made again.
        throw .storage(fault)
      } catch {
        refusals.append(RefusedSnapshot(file: snapshotFile(sequence), reason: "\(error)"))
      }
    }
    guard let first = reader.headers.first?.firstSequence, first == 1 else {
      throw .noUsableSnapshot(
        refusals: refusals, journalBeginsAt: reader.headers.first?.firstSequence ?? 0)
    }
    do {
      try start(nil)
    } catch {
      throw .replayRefused(sequence: 0, reason: "\(error)")
    }
    return (nil, refusals)
  }

  /// Older snapshots that would not do in its place, as far as their ends tell: a start reads no
  /// more of them.
  private func olderRefusals(than loaded: UInt64) -> [RefusedSnapshot] {
    listing.snapshots.filter { $0 < loaded }.compactMap { sequence in
      do throws(StoreError) {
        _ = try source(sequence)
        return nil
      } catch {
        return RefusedSnapshot(file: snapshotFile(sequence), reason: "\(error)")
      }
    }
  }

  /// Cuts the torn tail off, keeping its bytes beside the segment, removes unfinished files, and
  /// makes durable what was read. Returns the last segment, ready to be appended to, and the name
  /// of the kept bytes.
  ///
  /// The process before may have died between its writes and their syncs. What was read is about to
  /// be shown and built upon, so all of it is made durable here: bytes and names.
  func repair(
    _ end: inout JournalReader.End
  ) throws(StorageFault) -> (file: any StorageFile, broken: String?) {
    for path in listing.unfinished { try storage.remove(path) }
    let file = try storage.open(end.file, .readWrite)
    do throws(StorageFault) {
      var broken: String?
      if !end.torn.isEmpty {
        broken = try keep(end.torn, of: end.file)
        try file.truncate(to: end.offset)
        end.size = end.offset
      }
      try file.sync()
      try storage.syncDirectory(directory)
      return (file, broken)
    } catch {
      file.close()
      throw error
    }
  }

  /// Writes the cut-off bytes to a new file beside the segment. On a full disk they are given up:
  /// none of them was acknowledged, and the book can be read.
  private func keep(_ bytes: [UInt8], of segment: String) throws(StorageFault) -> String? {
    var path = segment + FileName.brokenSuffix
    var number = 1
    while true {
      do throws(StorageFault) {
        let file = try storage.open(path, .createNew)
        defer { file.close() }
        try file.writeWhole(bytes, at: 0)
        try file.sync()
        try storage.syncDirectory(directory)
        return path
      } catch {
        if error.isNoSpace {
          do throws(StorageFault) { try storage.remove(path) } catch {}
          return nil
        }
        // An earlier crash left one; it is somebody's evidence, too.
        guard error.isExisting else { throw error }
        number += 1
        path = "\(segment)\(FileName.brokenSuffix)-\(number)"
      }
    }
  }
}
