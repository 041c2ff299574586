public import PiperollStore

extension BookStore {
  /// Makes a backup of a book's store, beside a running server or without one.
  public static func backup(
    _ directory: String, at target: String, to sequence: UInt64? = nil,
    storage: any Storage = LocalStorage()
  ) throws(StoreError) -> Backup {
    try Backup.make(of: directory, at: target, to: sequence, storage: storage, replay: state)
  }

  /// Makes a book's store of a backup.
  public static func restore(
    _ backup: String, to directory: String, at sequence: UInt64? = nil,
    storage: any Storage = LocalStorage()
  ) throws(StoreError) -> Backup {
    try Backup.restore(backup, to: directory, at: sequence, storage: storage, replay: state)
  }

  /// The hash of the state that a copy comes to. A snapshot whose own state is another would win
  /// over the journal at the next start; sums that do not hold are no reason to have no backup.
  private static func state(_ directory: String, _ storage: any Storage) throws -> String {
    let check = try verify(directory, storage: storage)
    if let damage = check.damage { throw damage }
    for snapshot in check.snapshots {
      if case .differs(let state, let journal) = snapshot.finding {
        throw StoreError.mismatch(
          directory: "the snapshot of \(snapshot.sequence) in \(directory)", what: "state",
          found: state, expected: journal)
      }
    }
    return check.state
  }
}
