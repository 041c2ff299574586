import Synchronization

/// The journal in local files. Used by one thread at a time: that is why it can be `Sendable`
/// unchecked, since it may be made on one thread and handed to another.
///
/// Epochs: the lock of the directory keeps every other process out, so a writer that could be
/// fenced is one of this process. Each frame and each segment's head tells its writer's epoch, and
/// a reader refuses one that falls; a takeover after a restart goes on from the last one written.
public final class LocalJournal: JournalEngine, @unchecked Sendable {
  private let directory: String
  private let storage: any Storage
  private let journalID: JournalID
  private let seed: UInt32
  private let sizes: JournalSizes
  private let hasher = ChainHasher()
  let figures: JournalFigures

  private var file: any StorageFile
  /// The sequence that the file is named for: of its first record, also before there is one.
  private var firstSequence: UInt64
  /// Where the next frame goes.
  private var offset: UInt64
  /// The file's reserved length in bytes.
  private var allocated: UInt64
  /// The segment after this one, and how far it was asked to be ready.
  private let spare: SpareSegment
  private var spareAsked: UInt64 = 0
  /// The file has its name. A new one gets it when its first group is durable, before that is
  /// acknowledged: so a rotation costs a group one sync of the directory, and none of the file.
  private var isPublished = true
  /// What stands last says that everything before it is durable: a mark, or a segment's header.
  private var isMarked: Bool
  /// Says outside of the journal how far it is durable.
  private let durableMark: DurableMarkFile
  /// That has to be said before another group is written.
  private var isUnsaid = false
  /// The time in microseconds, from any beginning.
  private let now: @Sendable () -> UInt64

  /// The failure that ended this journal. What the disk holds after a failed write or sync is
  /// unknown, and a second fsync may report success for pages the first one lost.
  public private(set) var failure: StorageFault?

  /// The writer's epoch, for `append`.
  public private(set) var epoch: UInt64
  /// The last durable sequence, 0 in an empty journal.
  public private(set) var lastSequence: UInt64
  /// The chain hash at the end.
  public private(set) var chain: ChainHash

  /// Goes on where a reading of the journal ended.
  init(
    _ directory: String, storage: any Storage, journalID: JournalID, end: JournalReader.End,
    file: any StorageFile, sizes: JournalSizes, segmentBytes: UInt64,
    durableMark: DurableMarkFile, now: @escaping @Sendable () -> UInt64
  ) {
    self.directory = directory
    self.storage = storage
    self.journalID = journalID
    self.sizes = sizes
    self.file = file
    firstSequence = end.firstSequence
    seed = journalID.checksumSeed
    offset = end.offset
    allocated = end.size
    isMarked = end.isMarked
    epoch = end.epoch
    lastSequence = end.lastSequence
    chain = end.chain
    self.durableMark = durableMark
    self.now = now
    figures = JournalFigures(
      durableSequence: end.lastSequence, appendedBytes: end.replayed.bytes,
      segmentBytes: segmentBytes)
    spare = SpareSegment(directory, storage, sizes, figures)
  }

  /// Makes the rest of the last segment, and a spare, ready to be written to.
  func prepare() throws(StorageFault) {
    do throws(StorageFault) {
      if allocated < sizes.segmentBytes { try allocate(to: sizes.segmentBytes) }
      // Who wrote the segment may not have come to zero all of it.
      var start = offset
      while start < allocated {
        let end = min(start + sizes.stepBytes, allocated)
        try file.zero(from: start, to: end)
        start = end
      }
    } catch {
      // A book on a full disk can still be read.
      guard error.isShortage else { throw error }
      figures.note(error)
    }
    noteRest()
    // Who asks at once whether there is room is told.
    spare.reserve()
  }

  /// Raises the epoch: whoever had the journal before is fenced. It becomes durable with the first
  /// group under it, and is said before.
  public func takeover() throws(StorageFault) -> Takeover {
    if let failure { throw failure }
    epoch += 1
    durableMark.change { $0.epoch = epoch }
    isUnsaid = true
    return Takeover(epoch: epoch, lastSequence: lastSequence)
  }

  /// One write and one fdatasync; a group that begins a segment waits for its name, too. A failure
  /// of any of these is `unknown`. One that comes before, while room is looked for, is `fenced`:
  /// nothing of the group was written, and as the disk is not to be trusted nothing will be.
  public func append(
    expectedSequence: UInt64, epoch: UInt64, group: inout JournalGroup
  ) throws(StorageFault) -> AppendResult {
    guard failure == nil, epoch == self.epoch, expectedSequence == lastSequence + 1 else {
      return .fenced
    }
    if group.isEmpty { return .acknowledged }
    precondition(group.firstSequence == expectedSequence, "a group that is not the expected one")
    do throws(StorageFault) {
      try makeRoom(for: UInt64(group.byteCount))
    } catch {
      if failure == nil { throw error }
      return .fenced
    }
    do throws(StorageFault) { try write(&group) } catch { return .unknown }
    isMarked = false
    figures.durableSequence.store(lastSequence, ordering: .releasing)
    figures.appendedBytes.add(UInt64(group.byteCount), ordering: .relaxed)
    advanceSpare()
    return .acknowledged
  }

  /// Reserves room ahead again after there was none; `Store.shortage` says what came of it.
  public func reserveAhead() {
    guard failure == nil else { return }
    if isUnsaid {
      do throws(StorageFault) { try sayDurable() } catch {}
      if isUnsaid { return }
    }
    spare.advance(to: spareAsked)
  }

  /// Hands out what is durable, from files that are read anew.
  public func read(
    from sequence: UInt64, _ body: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError) {
    if sequence > lastSequence { return }
    let listing = try DirectoryListing(directory, storage: storage)
    let reader = try JournalReader(
      directory, segments: listing.segments, storage: storage, expected: journalID)
    _ = try unsafe reader.read(from: sequence) { found, time, payload in
      // Bytes after a failed sync may stand in the file without being durable.
      if found <= lastSequence { try unsafe body(found, time, payload) }
    }
  }

  /// Marks the end as durable and closes the file. A journal that failed is closed as it is.
  func close() throws(StorageFault) {
    defer {
      spare.close()
      file.close()
      failure = failure ?? StorageFault(.write, file.path, code: StorageFault.closedFile)
    }
    try mark()
  }

  /// Says in the journal that all in it is durable, unless that was said: for a backup, which takes
  /// only what something vouches for, and so that a last record which rots is not taken for one
  /// that was never finished. A failure without `failure` wrote nothing.
  public func mark() throws(StorageFault) {
    guard failure == nil, !isMarked else { return }
    var mark = JournalGroup()
    try makeRoom(for: UInt64(mark.byteCount))
    try write(&mark)
    isMarked = true
    try sayDurable()
  }

  /// Has it said outside of the journal how far that is durable, and which snapshots are kept. For
  /// want of room it is left to the next group, which is not written before.
  public func sayDurable() throws(StorageFault) {
    guard failure == nil else { return }
    do throws(StorageFault) {
      try durableMark.say()
      isUnsaid = false
    } catch {
      isUnsaid = true
      figures.note(error)
      if error.isShortage { return }
      failure = error
      throw error
    }
  }

  // MARK: - Writing

  private func write(_ group: inout JournalGroup) throws(StorageFault) {
    let length = UInt64(group.byteCount)
    let isFirst = !isPublished
    let link = group.seal(
      after: chain, durable: lastSequence, epoch: epoch, seed: seed, hasher: hasher)
    defer { group.unseal() }
    do throws(StorageFault) {
      try group.write(to: file, at: offset)
      let start = now()
      try file.sync()
      if !isPublished { try publish() }
      figures.syncTimes.record(now() - start)
    } catch {
      failure = error
      throw error
    }
    chain = link
    offset += length
    if !group.isEmpty { lastSequence = group.lastSequence }
    noteRest()
    durableMark.change { mark in
      (mark.sequence, mark.chain) = (lastSequence, chain)
      (mark.segment, mark.offset) = (firstSequence, offset)
    }
    // Nothing but this would tell that the new segment is gone.
    if isFirst { try sayDurable() }
  }

  // MARK: - Room

  /// Sees to it that a write cannot meet a full disk. Nothing is written yet, so want of space does
  /// no harm; any other failure means that the file is not to be trusted.
  private func makeRoom(for bytes: UInt64) throws(StorageFault) {
    do throws(StorageFault) {
      if isUnsaid {
        try durableMark.say()
        isUnsaid = false
      }
      // A segment without a record goes on, even when it has marks: its successor would get the
      // same name.
      if offset + bytes > allocated, lastSequence >= firstSequence { try rotate() }
      // The group is longer than a segment, or there was no room for a successor: this segment goes
      // on for as long as it can grow.
      if offset + bytes > allocated { try allocate(to: offset + bytes) }
    } catch {
      figures.note(error)
      if !error.isShortage { failure = error }
      throw error
    }
  }

  private func allocate(to end: UInt64) throws(StorageFault) {
    try file.allocate(from: allocated, to: end)
    if isPublished { figures.segmentBytes.add(end - allocated, ordering: .relaxed) }
    allocated = end
  }

  private func noteRest() {
    figures.restBytes.store(allocated > offset ? allocated - offset : 0, ordering: .relaxed)
  }

  /// Goes on in the spare, if there is one.
  private func rotate() throws(StorageFault) {
    let next: any StorageFile
    do throws(StorageFault) {
      next = try spare.take()
    } catch {
      if error.isShortage { return }
      throw error
    }
    // What the spare could take is this segment's rest, as soon as that is known.
    defer { figures.spareBytes.store(0, ordering: .relaxed) }
    let header = SegmentHeader(
      journalID: journalID, epoch: epoch, firstSequence: lastSequence + 1, chain: chain)
    try next.writeWhole(header.encoded, at: 0)
    // The old file needs no sync: its frames had theirs.
    file.close()
    file = next
    firstSequence = lastSequence + 1
    offset = UInt64(SegmentHeader.byteCount)
    allocated = sizes.segmentBytes
    isPublished = false
    noteRest()
  }

  private func publish() throws(StorageFault) {
    file = try SegmentFile.publish(
      file, firstSequence: firstSequence, in: directory, storage)
    isPublished = true
    figures.segmentBytes.add(allocated, ordering: .relaxed)
    spareAsked = 0
    spare.renew()
  }

  /// Two steps for each that the journal has grown: the spare is ready when this is half full.
  private func advanceSpare() {
    let wanted = offset / sizes.stepBytes * sizes.stepBytes * 2
    guard wanted > spareAsked else { return }
    spareAsked = wanted
    spare.advance(to: wanted)
  }
}

extension JournalGroup {
  /// Sends the sealed frame to a file.
  fileprivate func write(to file: any StorageFile, at offset: UInt64) throws(StorageFault) {
    try unsafe bytes.withRaw { raw throws(StorageFault) in
      try unsafe file.writeWhole(raw.part(ChainHash.byteCount..<raw.count), at: offset)
    }
  }
}
