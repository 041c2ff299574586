/// A backup: a directory with the files of a store up to an exact sequence, and a page that says
/// what they come to. It is made under another name and renamed when everything in it is durable
/// and has been read back: what has a backup's name is whole.
public struct Backup: Sendable {
  public let copy: StoreCopy
  /// What the caller's state came to at its sequence.
  public let state: String

  /// Reads the copy in a directory and returns the hash of the state at its end.
  public typealias Replay = (_ directory: String, _ storage: any Storage) throws -> String

  /// The page that a finished backup has, and nothing else.
  public static func page(of directory: String) -> String { "\(directory)/\(BackupPage.fileName)" }

  /// The sequence that a finished backup says it ends with.
  public static func sequence(
    of directory: String, storage: any Storage = LocalStorage()
  ) throws(StoreError) -> UInt64 {
    if CopyTarget.isUnfinished(directory) {
      throw .notABackup(directory: directory, reason: "making it was interrupted")
    }
    return try BackupPage(directory, storage: storage).sequence
  }

  /// Makes one of a store that may be in use, of its last durable sequence or an earlier one.
  /// `target` must not exist, but its parent must.
  public static func make(
    of directory: String, at target: String, to sequence: UInt64? = nil,
    storage: any Storage = LocalStorage(), replay: Replay
  ) throws(StoreError) -> Backup {
    let pinned = try PinnedStore.pin(directory, storage: storage)
    let source = try Recovery(directory, storage: pinned)
    let copyTarget = CopyTarget(target, storage: storage)
    return try copyTarget.fill(from: directory) { unfinished, held throws(StoreError) in
      let copier = try StoreCopier(source, to: unfinished, storage: held)
      let backup = try Backup(copier, to: sequence, replay)
      try BackupPage(backup).write(to: unfinished, held)
      return backup
    }
  }

  /// Compares a backup's page with what its files were found to come to.
  public static func compare(
    _ directory: String, _ reader: StoreReader, _ end: StoreReader.End, state: String,
    storage: any Storage = LocalStorage()
  ) throws(StoreError) {
    _ = try sequence(of: directory, storage: storage)
    let page = try BackupPage(directory, storage: storage)
    try page.compare(directory, reader.journalID)
    try page.compare(directory, last: end.lastSequence, end.chain)
    try page.compare(directory, state: state)
  }

  /// Makes a store of one, at its sequence or an earlier one. `directory` must not exist, but its
  /// parent must. The journal stays the same journal, so a segment that the original went on to
  /// write does not fit behind what is written here.
  public static func restore(
    _ backup: String, to directory: String, at sequence: UInt64? = nil,
    storage: any Storage = LocalStorage(), replay: Replay
  ) throws(StoreError) -> Backup {
    _ = try self.sequence(of: backup, storage: storage)
    let page = try BackupPage(backup, storage: storage)
    let source = try Recovery(backup, storage: storage)
    try page.compare(backup, source.reader.journalID)
    let copyTarget = CopyTarget(directory, storage: storage)
    return try copyTarget.fill(from: backup) { unfinished, held throws(StoreError) in
      let copier = try StoreCopier(source, to: unfinished, storage: held)
      try page.compare(backup, last: copier.end.lastSequence, copier.end.chain)
      let restored = try Backup(copier, to: sequence, replay)
      if restored.copy.sequence == page.sequence {
        try page.compare(backup, state: restored.state)
      }
      return restored
    }
  }

  /// Copies, and reads back what was copied: every checksum and the chain, then the state.
  private init(
    _ copier: StoreCopier, to sequence: UInt64?, _ replay: Replay
  ) throws(StoreError) {
    let target = copier.target
    copy = try copier.run(to: sequence)
    let written = try Recovery(target, storage: copier.storage)
    let first = written.reader.headers[0].firstSequence
    let end = try unsafe written.reader.read(from: first) { _, _, _ in }
    for snapshot in written.listing.snapshots { try written.source(snapshot).verify() }
    guard end.lastSequence == copy.sequence, end.chain == copy.chain, end.torn.isEmpty else {
      throw .mismatch(
        directory: target, what: "chain", found: "\(end.chain) at \(end.lastSequence)",
        expected: "\(copy.chain) at \(copy.sequence)")
    }
    do {
      state = try replay(target, copier.storage)
    } catch let error as StoreError {
      throw error
    } catch {
      throw .replayRefused(sequence: copy.sequence, reason: "\(error)")
    }
  }
}
