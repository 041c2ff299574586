public import PiperollVersion

/// Why a store cannot be opened, or an act on it cannot be done. Each is a sentence for the person
/// who has to decide what to do; none is raised after anything was changed on the disk, except
/// where `storage` says that a change failed.
public enum StoreError: Error, Equatable, Sendable {
  /// The file system refused.
  case storage(StorageFault)
  /// Another process has the directory.
  case locked(directory: String, processID: Int32?)
  /// There is no journal in the directory.
  case notAStore(directory: String)
  /// There is a journal in the directory already.
  case alreadyAStore(directory: String)
  /// A file of a format that this version does not know, and the version of piperolld that wrote
  /// it, where it says so.
  case newerFormat(file: String, version: UInt32, known: UInt32, program: ProgramVersion?)
  /// A file whose name begins as a segment's but does not go on as one.
  case unknownName(file: String)
  /// A segment with nothing in it.
  case emptySegment(file: String)
  /// A segment whose header cannot be read.
  case damagedHeader(file: String, reason: String)
  /// A segment that says another first sequence than its name.
  case misnamedSegment(file: String, firstSequence: UInt64)
  /// A file of another journal.
  case foreignFile(file: String, found: JournalID, expected: JournalID)
  /// Records are missing between what there is and this segment.
  case missingRecords(from: UInt64, through: UInt64, before: String)
  /// A segment that begins with records an earlier segment has already.
  case overlappingSegment(file: String, firstSequence: UInt64, expected: UInt64)
  /// A segment that was not written after the one before it.
  case brokenChain(file: String, firstSequence: UInt64)
  /// A record that was once durable does not read back as it was written.
  case damagedRecord(file: String, offset: UInt64, sequence: UInt64, reason: String)
  /// A snapshot, or the durable mark, was written after these records, so they were durable; now
  /// they are gone.
  case lostRecords(file: String, last: UInt64, known: UInt64, shownBy: String)
  /// The durable mark names a segment that is not there.
  case missingSegment(file: String, known: UInt64, shownBy: String)
  /// There is no durable mark, and was one.
  case missingMark(file: String)
  /// Neither copy of the durable mark can be read.
  case damagedMark(file: String)
  /// The durable mark is older than the journal.
  case olderMark(file: String, known: UInt64)
  /// A segment does not hold what the durable mark says of it.
  case otherPast(file: String, known: UInt64, shownBy: String)
  /// Snapshots or a durable mark without any segment.
  case missingJournal(directory: String)
  /// The directory that was opened is not where it was.
  case moved(directory: String, to: String?)
  /// A copy would lie in what is copied.
  case insideItself(target: String, directory: String)
  /// No snapshot can be used and the journal does not reach back to the beginning.
  case noUsableSnapshot(refusals: [RefusedSnapshot], journalBeginsAt: UInt64)
  /// A snapshot file is damaged.
  case damagedSnapshot(file: String, reason: String)
  /// The caller's replay threw.
  case replayRefused(sequence: UInt64, reason: String)
  /// The caller's snapshot writer threw.
  case snapshotRefused(reason: String)
  /// A snapshot of records the journal has not made durable.
  case snapshotAhead(sequence: UInt64, durable: UInt64)
  /// A snapshot is being written already.
  case snapshotRunning
  /// A snapshot of a book that only a newer version can read; why, in the caller's words, and the
  /// version of piperolld that wrote it, where it says so.
  case newerBook(file: String, reason: String, program: ProgramVersion?)
  /// At each of several tries files came or went while a directory's files were opened.
  case changing(directory: String)
  /// A sequence in the middle of a group, and the ends of groups next to it.
  case insideGroup(sequence: UInt64, before: UInt64, after: UInt64)
  /// A sequence that the files do not reach.
  case outOfReach(sequence: UInt64, earliest: UInt64, latest: UInt64)
  /// Where a directory is to be made there is one.
  case exists(directory: String)
  /// Something in the way that is no file of a store.
  case inTheWay(file: String)
  /// A directory that is no finished backup.
  case notABackup(directory: String, reason: String)
  /// A copy that does not come to what it was made of.
  case mismatch(directory: String, what: String, found: String, expected: String)

  /// Runs file system calls, naming their fault as a store's error.
  static func storing<Value>(
    _ body: () throws(StorageFault) -> Value
  ) throws(StoreError) -> Value {
    do throws(StorageFault) { return try body() } catch { throw .storage(error) }
  }
}
