extension StoreError {
  /// What there is to do about it.
  public var advice: String {
    switch self {
    case .storage(let fault): Self.advice(fault)
    case .locked: "one server has a directory; stop the other one first"
    case .notAStore: "name a directory that piperolld init or piperolld restore has made"
    case .alreadyAStore, .exists: "name another one, or move that one away first"
    case .newerFormat(_, _, _, .some), .newerBook(_, _, .some):
      "use that version or a later one; nothing was changed"
    case .newerFormat, .newerBook: "use the version that wrote it; nothing was changed"
    case .unknownName, .inTheWay: "move that file elsewhere; the store never wrote it"
    case .misnamedSegment, .overlappingSegment:
      "move that file elsewhere: it is a copy of what is there already"
    case .foreignFile: "move that file back to where it belongs"
    case .emptySegment, .damagedHeader, .missingRecords, .brokenChain, .damagedRecord,
      .lostRecords, .noUsableSnapshot, .damagedMark:
      "keep these files as they are, and restore the last backup into another directory"
    case .missingSegment, .missingMark, .missingJournal:
      "look for that file; else keep these as they are, and restore the last backup into another "
        + "directory"
    case .olderMark, .otherPast:
      "put the files of one and the same moment together; else restore the last backup into "
        + "another directory"
    case .moved: "what was acknowledged is in that one; start a server on it"
    case .insideItself: "name a directory elsewhere, best on another disk"
    case .damagedSnapshot: "move it elsewhere; the older snapshot and the journal stand in for it"
    case .replayRefused: "keep these files as they are, and try the version that wrote them"
    case .snapshotRefused, .snapshotAhead, .snapshotRunning: "try again; the store is as it was"
    case .changing: "try again when less is written"
    case .insideGroup: "name one of the two"
    case .outOfReach: "name one in between, or take an earlier backup"
    case .notABackup: "name a directory that piperolld backup has finished"
    case .mismatch: "do not use it; make another backup, or take an earlier one"
    }
  }

  private static func advice(_ fault: StorageFault) -> String {
    switch fault.cause {
    case .diskFull: "make room on the disk, and try again"
    case .quota: "have the quota raised, or make room within it, and try again"
    case .permission: "give this user the right to that file and its directory, and try again"
    case .readOnlyDisk: "mount the file system for writing, and try again"
    case .descriptors: "let the process open more files (ulimit -n), and try again"
    case .memory: "give the process more memory, and try again"
    case .fileSize: "let the process write longer files (ulimit -f), and try again"
    case .device: "see to the disk; nothing was acknowledged after this"
    }
  }
}
