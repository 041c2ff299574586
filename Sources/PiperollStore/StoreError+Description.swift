import PiperollVersion

extension StoreError: CustomStringConvertible {
  /// A sentence that names the file and what is wrong with it.
  public var description: String {
    switch self {
    case .storage(let fault): fault.description
    case .locked(let directory, let processID):
      "\(directory) is in use by "
        + (processID.map { "the server with process id \($0)" } ?? "another server")
    case .notAStore(let directory): "\(directory) holds no journal"
    case .alreadyAStore(let directory): "\(directory) holds a journal already"
    case .newerFormat(let file, let version, let known, let program):
      "\(file) was written by \(Self.writer(program)): "
        + "it has format version \(version), this one reads up to \(known)"
    case .newerBook(let file, let reason, let program):
      "\(file) was written by \(Self.writer(program)): \(reason)"
    case .snapshotRefused(let reason): "the snapshot was not written: \(reason)"
    case .snapshotAhead(let sequence, let durable):
      "a snapshot of record \(sequence) while only \(durable) are durable"
    case .snapshotRunning: "a snapshot is being written already"
    case .noUsableSnapshot(let refusals, let begin):
      "no snapshot can be used (\(refusals.map(\.description).joined(separator: "; "))) "
        + "and the journal begins only at record \(begin)"
    case .damagedSnapshot(let file, let reason): "\(file) is damaged: \(reason)"
    case .replayRefused(let sequence, let reason): "record \(sequence) was refused: \(reason)"
    case .unknownName(let file): "\(file) is not the name of a journal segment"
    case .emptySegment(let file): "\(file) is empty; a segment has at least its header"
    case .damagedHeader(let file, let reason): "the header of \(file) is damaged: \(reason)"
    case .misnamedSegment(let file, let first):
      "\(file) begins with record \(first), but its name says another: it was copied or renamed"
    case .foreignFile(let file, let found, let expected):
      "\(file) belongs to journal \(found), not to \(expected)"
    case .missingRecords(let from, let through, let file):
      "records \(from) to \(through) are missing before \(file)"
    case .overlappingSegment(let file, let first, let expected):
      "\(file) begins with record \(first), but the segments before it reach to \(expected - 1)"
    case .brokenChain(let file, let first):
      "\(file) (from record \(first)) was not written after the segment before it, "
        + "or the end of that one is gone"
    case .damagedRecord(let file, let offset, let sequence, let reason):
      "\(file) is damaged at offset \(offset), record \(sequence): \(reason)"
    case .lostRecords(let file, let last, let known, let evidence):
      "\(file) ends with record \(last)"
        + (last < known ? "" : " and is cut off behind it")
        + ", but \(evidence) shows that the journal was durable up to record \(known)"
    case .missingSegment(let file, let known, let evidence):
      "\(file) is missing: \(evidence) shows that the journal was durable up to record \(known), "
        + "which that file holds"
    case .missingMark(let file):
      "\(file) is missing: without it nothing shows that the end of the journal is there"
    case .damagedMark(let file):
      "\(file) is damaged: nothing else shows that the end of the journal is there"
    case .olderMark(let file, let known):
      "\(file) is older than the journal: it ends with record \(known), "
        + "and a server has written to the journal since"
    case .otherPast(let file, let known, let evidence):
      "\(file) does not hold what \(evidence) says was durable up to record \(known): "
        + "one of the two is of another time or another copy"
    case .missingJournal(let directory):
      "the journal of \(directory) is missing: no segment is there, but other files of a book are"
    case .moved(let directory, let place):
      "\(directory) is not the directory any more that was opened"
        + (place.map { "; that one is \($0)" } ?? "; that one was removed")
    case .insideItself(let target, let directory): "\(target) lies in \(directory) itself"
    case .changing(let directory):
      "the files of \(directory) changed each time while they were opened"
    case .insideGroup(let sequence, let before, let after):
      "sequence \(sequence) is in the middle of a group, which is kept whole; "
        + "the nearest ends are \(before) and \(after)"
    case .outOfReach(let sequence, let earliest, let latest):
      "sequence \(sequence) is out of reach: the files go from \(earliest) to \(latest)"
    case .exists(let directory): "\(directory) is there already"
    case .inTheWay(let file): "\(file) is in the way: it is no file of a store"
    case .notABackup(let directory, let reason):
      "\(directory) is no finished backup: \(reason)"
    case .mismatch(let directory, let what, let found, let expected):
      "the \(what) of \(directory) is \(found), not \(expected)"
    }
  }

  private static func writer(_ program: ProgramVersion?) -> String {
    program.map { "piperolld \($0)" } ?? "a newer version"
  }
}
