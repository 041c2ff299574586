/// What a verification read.
public struct StoreCheck: Sendable {
  /// A server had the directory at the time: what it was writing may show as an unfinished end.
  public var isInUse: Bool
  public var journalID: JournalID
  /// The first sequence the journal still has, and the last.
  public var firstSequence: UInt64
  public var lastSequence: UInt64
  /// The chain hash at the end.
  public var chain: ChainHash
  /// Bytes of an unfinished last group.
  public var unfinishedBytes: Int
  /// Sequences of the snapshots that are whole.
  public var snapshots: [UInt64]
  /// The others.
  public var refusedSnapshots: [RefusedSnapshot]
}

extension Store {
  /// Reads every segment and every snapshot, and changes nothing but the lock file. What would stop
  /// the store from being opened is thrown; damaged snapshots are listed.
  public static func verify(
    _ directory: String, storage: any Storage = LocalStorage()
  ) throws(StoreError) -> StoreCheck {
    var isInUse = false
    do throws(StoreError) {
      try DataDirectoryLock(directory: directory, storage: storage).release()
    } catch {
      guard case .locked = error else { throw error }
      isInUse = true
    }
    let recovery = try Recovery(directory, storage: storage)
    let first = recovery.reader.headers[0].firstSequence
    let end = try recovery.readAll()
    try recovery.checkWitness(end)
    var check = StoreCheck(
      isInUse: isInUse, journalID: recovery.reader.journalID, firstSequence: first,
      lastSequence: end.lastSequence, chain: end.chain, unfinishedBytes: end.torn.count,
      snapshots: [], refusedSnapshots: [])
    for sequence in recovery.listing.snapshots {
      do throws(StoreError) {
        try recovery.source(sequence).verify()
        check.snapshots.append(sequence)
      } catch {
        check.refusedSnapshots.append(
          RefusedSnapshot(file: recovery.snapshotFile(sequence), reason: "\(error)"))
      }
    }
    return check
  }
}

extension Recovery {
  /// Reads every segment. Those wholly before the oldest snapshot are on their way out, and a power
  /// cut may keep any of their names: a gap among them is none of the journal's.
  fileprivate func readAll() throws(StoreError) -> JournalReader.End {
    var first = reader.headers[0].firstSequence
    while true {
      do throws(StoreError) {
        return try unsafe reader.read(from: first) { _, _, _ in }
      } catch {
        guard case .missingRecords(_, let last, _) = error, let oldest = listing.snapshots.first,
          last <= oldest
        else { throw error }
        first = last + 1
      }
    }
  }
}
