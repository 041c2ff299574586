public import PiperollVersion

/// A store that is read and not opened: nothing in it is changed, and a server may go on beside.
public struct StoreReader {
  /// What was written of it at the moment it was made.
  public let files: PinnedStore
  private let recovery: Recovery

  /// Pins the files and compares their headers. What stops a server at its start already stops
  /// this.
  public init(
    _ directory: String, storage: any Storage = LocalStorage()
  ) throws(StoreError) {
    files = try PinnedStore.pin(directory, storage: storage)
    recovery = try Recovery(directory, storage: files)
  }

  /// Whether a directory has files of a store in it, sound or not.
  public static func hasFiles(_ directory: String, storage: any Storage = LocalStorage()) -> Bool {
    guard let listing = try? DirectoryListing(directory, storage: storage) else { return false }
    return !listing.segments.isEmpty || !listing.snapshots.isEmpty
  }

  /// The journal's id.
  public var journalID: JournalID { recovery.reader.journalID }
  /// First sequences of the segments, ascending.
  public var segments: [UInt64] { recovery.reader.headers.map(\.firstSequence) }
  /// Which version of piperolld began each segment; nil: from before versions were noted.
  public var segmentPrograms: [ProgramVersion?] { recovery.reader.headers.map(\.program) }
  /// Sequences of the snapshots by their names, ascending; whether they can be used or not.
  public var snapshots: [UInt64] { recovery.listing.snapshots }
  /// Snapshots that were kept, and are not there.
  public var missingSnapshots: [(sequence: UInt64, refused: RefusedSnapshot)] {
    recovery.missingSnapshots
  }
  /// One of the two copies of the durable mark is damaged, which a start mends.
  public var isMarkDamaged: Bool { recovery.durable?.isDamaged ?? false }
  /// The path of a snapshot.
  public func snapshotFile(_ sequence: UInt64) -> String { recovery.snapshotFile(sequence) }

  /// A snapshot that belongs here.
  public func snapshot(_ sequence: UInt64) throws(StoreError) -> SnapshotSource {
    try recovery.source(sequence)
  }

  /// Where a journal ends.
  public struct End: Sendable {
    public var file: String
    /// The last sequence, 0 in an empty journal.
    public var lastSequence: UInt64
    public var chain: ChainHash
    /// Bytes of a group that was never finished.
    public var unfinishedBytes: Int
  }

  /// The end of a reading that has not begun: just before the first segment's first record.
  public var beginning: End {
    let first = recovery.reader.headers[0]
    return End(
      file: recovery.reader.file(0), lastSequence: first.firstSequence - 1, chain: first.chain,
      unfinishedBytes: 0)
  }

  /// Hands out every record from a sequence on, with every checksum and the chain of all segments
  /// that hold one of them. What `body` throws ends the reading.
  public func read(
    from sequence: UInt64, _ body: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError) -> End {
    let end = try unsafe recovery.reader.read(from: sequence, body)
    try recovery.refuseLostRecords(end)
    return End(
      file: end.file, lastSequence: end.lastSequence, chain: end.chain,
      unfinishedBytes: end.torn.count)
  }

  /// The first sequence of the segment from which on the journal is kept.
  public var neededFrom: UInt64 { recovery.neededFrom }

  /// Whether the segments that a start from a snapshot does not read follow each other.
  public func checkOrder(before sequence: UInt64) throws(StoreError) {
    try recovery.reader.checkOrder(from: neededFrom, before: sequence)
  }

  /// The error of a store without a usable snapshot whose journal does not reach back to record 1.
  public func unusable(_ refusals: [RefusedSnapshot]) -> StoreError {
    .noUsableSnapshot(refusals: refusals, journalBeginsAt: segments[0])
  }
}
