/// What a copy of a store holds, and where it ends.
public struct StoreCopy: Sendable {
  public var journalID: JournalID
  /// The last sequence in it.
  public var sequence: UInt64
  /// The chain hash there.
  public var chain: ChainHash
  /// Of all its files.
  public var bytes: UInt64 = 0
  /// First sequences of its segments.
  public var segments: [UInt64] = []
  /// Sequences of its snapshots.
  public var snapshots: [UInt64] = []
  /// Newer snapshots that were damaged and are left out.
  public var refusedSnapshots: [RefusedSnapshot] = []
}

/// Copies a store's files, up to the end of a group, into a directory of their own.
struct StoreCopier {
  let source: Recovery
  let end: JournalReader.End
  let target: String
  let storage: any Storage

  /// A copy leaves the disk to the journal after each piece, as a snapshot does.
  private static let pieceBytes = 1 << 20

  /// Reads all of the journal first: what is damaged is not copied.
  init(_ source: Recovery, to target: String, storage: any Storage) throws(StoreError) {
    self.source = source
    self.target = target
    self.storage = storage
    end = try unsafe source.reader.read(from: source.neededFrom) { _, _, _ in }
    try source.refuseLostRecords(end)
  }

  /// Copies what a store of exactly this sequence (nil: the last) needs.
  func run(to sequence: UInt64?) throws(StoreError) -> StoreCopy {
    let cut = try cut(at: sequence)
    let (snapshots, refused) = try wholeSnapshots(notAfter: cut.sequence)
    var copy = StoreCopy(
      journalID: source.reader.journalID, sequence: cut.sequence, chain: cut.chain,
      snapshots: snapshots, refusedSnapshots: refused)
    copy.segments = try segments(for: copy, through: cut.segment)
    for (place, segment) in copy.segments.enumerated() {
      let isLast = place == copy.segments.count - 1
      copy.bytes += try copyFile(FileName.segment(segment), bytes: isLast ? cut.bytes : nil)
    }
    let mark = DurableMark(
      journalID: copy.journalID, epoch: end.epoch, sequence: cut.sequence, chain: cut.chain,
      segment: cut.segment, offset: cut.bytes, snapshots: copy.snapshots)
    try StoreError.storing { () throws(StorageFault) in try mark.write(to: target, storage) }
    for snapshot in copy.snapshots {
      copy.bytes += try copyFile(FileName.snapshot(snapshot), bytes: nil)
    }
    try StoreError.storing { () throws(StorageFault) in try storage.syncDirectory(target) }
    return copy
  }

  // MARK: - What is needed

  private struct Cut {
    var segment: UInt64
    /// How much of it.
    var bytes: UInt64
    var sequence: UInt64
    var chain: ChainHash
  }

  private func cut(at wanted: UInt64?) throws(StoreError) -> Cut {
    guard let wanted, wanted != end.lastSequence else {
      return Cut(
        segment: end.firstSequence, bytes: end.offset, sequence: end.lastSequence,
        chain: end.chain)
    }
    let earliest = earliestSequence
    guard wanted >= earliest, wanted <= end.lastSequence else {
      throw .outOfReach(sequence: wanted, earliest: earliest, latest: end.lastSequence)
    }
    let headers = source.reader.headers
    let place = headers.lastIndex { $0.firstSequence <= wanted } ?? 0
    let header = headers[place]
    let start = SegmentWalk.GroupEnd(
      sequence: header.firstSequence - 1, offset: SegmentHeader.byteCount, chain: header.chain)
    let ends = try CheckedSegment.with(source.reader.file(place), header, source.storage) {
      [start] + $0.walk.ends()
    }
    // A mark behind the group has the same sequence, and belongs to it.
    guard let last = ends.last(where: { $0.sequence <= wanted }), last.sequence == wanted else {
      throw .insideGroup(
        sequence: wanted, before: ends.last { $0.sequence < wanted }?.sequence ?? 0,
        after: ends.first { $0.sequence > wanted }?.sequence ?? end.lastSequence)
    }
    return Cut(
      segment: header.firstSequence, bytes: UInt64(last.offset), sequence: wanted,
      chain: last.chain)
  }

  /// Whence the files can make a state: the journal's beginning, or the oldest snapshot.
  private var earliestSequence: UInt64 {
    if source.reader.headers[0].firstSequence == 1 { return 0 }
    return source.listing.snapshots.first ?? end.lastSequence
  }

  /// The newest that are whole, as many as a store keeps; ascending.
  private func wholeSnapshots(
    notAfter sequence: UInt64
  ) throws(StoreError) -> ([UInt64], [RefusedSnapshot]) {
    var whole: [UInt64] = []
    var refused: [RefusedSnapshot] = []
    for snapshot in source.listing.snapshots.reversed()
    where snapshot <= sequence && whole.count < Store.snapshotsKept {
      do throws(StoreError) {
        try source.source(snapshot).verify()
        whole.append(snapshot)
      } catch {
        if case .foreignFile = error { throw error }
        refused.append(
          RefusedSnapshot(file: source.snapshotFile(snapshot), reason: "\(error)"))
      }
    }
    return (whole.reversed(), refused)
  }

  /// Those since the older snapshot; all there are where there are not two, as in a store.
  private func segments(
    for copy: StoreCopy, through last: UInt64
  ) throws(StoreError) -> [UInt64] {
    let all = source.reader.headers.map(\.firstSequence).filter {
      $0 >= source.neededFrom && $0 <= last
    }
    guard copy.snapshots.count < Store.snapshotsKept else {
      return Array(all[(all.lastIndex { $0 <= copy.snapshots[0] + 1 } ?? 0)...])
    }
    guard all[0] == 1 || copy.snapshots.first.map({ all[0] <= $0 + 1 }) ?? false else {
      throw .noUsableSnapshot(refusals: copy.refusedSnapshots, journalBeginsAt: all[0])
    }
    return all
  }

  // MARK: - Copying

  private func copyFile(_ name: String, bytes: UInt64?) throws(StoreError) -> UInt64 {
    do throws(StorageFault) {
      let from = try source.storage.open("\(source.directory)/\(name)", .read)
      defer { from.close() }
      let to = try storage.open("\(target)/\(name)", .createNew)
      defer { to.close() }
      let size: UInt64
      if let bytes { size = bytes } else { size = try from.size() }
      var at: UInt64 = 0
      while at < size {
        let count = Int(min(UInt64(Self.pieceBytes), size - at))
        let piece = try from.readPrefix(count, at: at)
        guard piece.count == count else {
          throw StorageFault(.read, from.path, code: StorageFault.inputOutputError)
        }
        let end = at + UInt64(count)
        try storage.paced { () throws(StorageFault) in
          try to.writeWhole(piece, at: at)
          try to.sendOut(from: at, to: end)
        }
        at = end
      }
      try to.sync()
      return size
    } catch {
      throw .storage(error)
    }
  }
}
