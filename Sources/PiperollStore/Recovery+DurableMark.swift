/// What the durable mark speaks against. A mark is never ahead of the journal, so whatever it tells
/// of and is not there was taken away.
extension Recovery {
  private var markFile: String { DurableMark.path(in: directory) }

  /// A version up to 0.2.0 wrote last; it does not know of the mark, which may be behind.
  private var isMarkBehind: Bool { !(reader.headers.last?.needsMark ?? false) }

  /// What can be said before the journal is read.
  func refuseMark() throws(StoreError) {
    guard let mark = durable?.mark else {
      guard reader.headers.contains(where: \.needsMark) else { return }
      throw .missingMark(file: markFile)
    }
    guard mark.journalID == reader.journalID else {
      throw .foreignFile(file: markFile, found: mark.journalID, expected: reader.journalID)
    }
    guard !isMarkBehind, !reader.headers.contains(where: { $0.firstSequence == mark.segment })
    else { return }
    throw .missingSegment(
      file: "\(directory)/\(FileName.segment(mark.segment))", known: mark.sequence,
      shownBy: markFile)
  }

  /// Snapshots that were kept and are not there. One that as many newer ones have replaced as are
  /// kept was trimmed away since the mark was written.
  var missingSnapshots: [(sequence: UInt64, refused: RefusedSnapshot)] {
    guard let mark = durable?.mark, !isMarkBehind else { return [] }
    let missing = mark.snapshots.filter { listed in
      !listing.snapshots.contains(listed)
        && listing.snapshots.count { $0 > listed } < Store.snapshotsKept
    }
    return missing.map {
      let reason = "it is missing: \(markFile) says that it was written"
      return ($0, RefusedSnapshot(file: snapshotFile($0), reason: reason))
    }
  }

  /// Whether a journal that was read goes as far as the mark says, and is the one it tells of.
  func refuseOtherEnd(_ end: JournalReader.End, _ mark: DurableMark) throws(StoreError) {
    let isShort =
      mark.segment == end.firstSequence
      ? end.offset < mark.offset : mark.segment > end.firstSequence
    if end.lastSequence < mark.sequence || isShort {
      throw .lostRecords(
        file: end.file, last: end.lastSequence, known: mark.sequence, shownBy: markFile)
    }
    if isMarkBehind { return }
    let file = "\(directory)/\(FileName.segment(mark.segment))"
    let link = try StoreError.storing { () throws(StorageFault) in
      let opened = try storage.open(file, .read)
      defer { opened.close() }
      return try opened.readPrefix(
        ChainHash.byteCount, at: mark.offset - UInt64(ChainHash.byteCount))
    }
    guard link == mark.chain.bytes else {
      throw .otherPast(file: file, known: mark.sequence, shownBy: markFile)
    }
    if end.epoch > mark.epoch { throw .olderMark(file: markFile, known: mark.sequence) }
  }
}
