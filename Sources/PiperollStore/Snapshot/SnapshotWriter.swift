import Synchronization

/// Writes one snapshot and removes what it makes superfluous.
struct SnapshotWriter {
  let directory: String
  let storage: any Storage
  let header: SnapshotHeader

  private var path: String { "\(directory)/\(FileName.snapshot(header.sequence))" }
  private var unfinished: String { path + FileName.unfinishedSuffix }

  /// Temporary file, sync, reading back, rename, sync of the directory. `durable` tells how far the
  /// journal is durable: a snapshot ahead of it would outlive records it contains.
  func write(
    _ body: (SnapshotSink) throws -> Void, durable: () -> UInt64
  ) throws(StoreError) {
    do throws(StoreError) {
      try fill(body)
      let durable = durable()
      guard header.sequence <= durable else {
        throw StoreError.snapshotAhead(sequence: header.sequence, durable: durable)
      }
      try SnapshotSource(unfinished, storage: storage).verify()
      try StoreError.storing { () throws(StorageFault) in
        try storage.rename(unfinished, to: path)
        try storage.syncDirectory(directory)
      }
    } catch {
      // Gives the room back if it can; the failure to report is the first one.
      do throws(StorageFault) { try storage.remove(unfinished) } catch {}
      throw error
    }
  }

  private func fill(_ body: (SnapshotSink) throws -> Void) throws(StoreError) {
    do {
      let file = try storage.open(unfinished, .create)
      defer { file.close() }
      let sink = try SnapshotSink(file, storage, header: header)
      try body(sink)
      try sink.finish()
    } catch let fault as StorageFault {
      throw .storage(fault)
    } catch {
      throw .snapshotRefused(reason: "\(error)")
    }
  }

  /// The newest usable snapshots, and unusable ones among them, as a trim leaves them. Until there
  /// are as many as are kept, all stay, and the whole journal: it is what there is to fall back to.
  func kept(_ count: Int, unusable: Set<UInt64>) throws(StoreError) -> [UInt64] {
    let all = try DirectoryListing(directory, storage: storage).snapshots
    let usable = all.filter { !unusable.contains($0) }
    return usable.count < count ? usable : all.filter { $0 >= usable[usable.count - count] }
  }

  /// Removes the snapshots before the oldest that is kept, then the segments wholly before it.
  func trim(before oldest: UInt64, _ figures: JournalFigures) throws(StoreError) {
    let listing = try DirectoryListing(directory, storage: storage)
    try StoreError.storing { () throws(StorageFault) in
      let old = listing.snapshots.filter { $0 < oldest }.map {
        "\(directory)/\(FileName.snapshot($0))"
      }
      // From here on they are no snapshots any more, whatever of them is left.
      for path in old { try storage.rename(path, to: path + FileName.unfinishedSuffix) }
      try storage.syncDirectory(directory)
      for path in old { try removeSlowly(path + FileName.unfinishedSuffix) }
      // Oldest first, so that an interruption leaves no gap. A segment goes only when its successor
      // begins early enough; the last one has none, so the one being written is never touched.
      for (segment, next) in zip(listing.segments, listing.segments.dropFirst())
      where next <= oldest + 1 {
        let path = "\(directory)/\(FileName.segment(segment))"
        let size = try storage.size(of: path)
        try storage.remove(path)
        figures.segmentBytes.subtract(size, ordering: .relaxed)
      }
      try storage.syncDirectory(directory)
    }
  }

  /// Cuts a file short piece by piece before it is removed: the file system would let the journal
  /// wait for as long as the whole takes.
  private func removeSlowly(_ path: String) throws(StorageFault) {
    let file = try storage.open(path, .readWrite)
    defer { file.close() }
    var size = try file.size()
    while size > SnapshotPace.freedBytes {
      size -= SnapshotPace.freedBytes
      try storage.paced { () throws(StorageFault) in try file.truncate(to: size) }
    }
    try storage.remove(path)
  }
}
