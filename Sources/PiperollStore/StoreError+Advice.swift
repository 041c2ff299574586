extension StoreError {
  /// What there is to do about it.
  public var advice: String {
    switch self {
    case .storage(let fault) where fault.isNoSpace: "make room on the disk, and start again"
    case .storage(let fault) where fault.isShortage:
      "give the process what it lacks (see ulimit and the file's permissions), and start again"
    case .storage: "see to the disk and the file's permissions; nothing was acknowledged after it"
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
      .lostRecords, .noUsableSnapshot:
      "keep these files as they are, and restore the last backup into another directory"
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
}
