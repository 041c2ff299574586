/// The file in a directory that says whose it is. The lock is on the directory itself, so whoever
/// removes the file takes no lock away.
enum LockFile {
  static let name = "piperoll.lock"
}

/// The claim of one process on one data directory. The kernel drops it with the process, however
/// that ends.
public final class DataDirectoryLock: Sendable {
  private let lock: any StorageLock
  private let directory: String
  /// Leads to the directory that was locked, whatever becomes of its path.
  let storage: any Storage

  /// Takes the lock, or says who has it (`StoreError.locked`).
  public init(directory: String, storage: any Storage) throws(StoreError) {
    let outcome = try StoreError.storing { () throws(StorageFault) in
      try storage.lock(directory)
    }
    self.directory = directory
    switch outcome {
    case .acquired(let lock, let storage): (self.lock, self.storage) = (lock, storage)
    case .held(let processID): throw .locked(directory: directory, processID: processID)
    }
  }

  /// That the path does not lead to the directory any more; nil: it does.
  public var displacement: StoreError? {
    lock.displacement.map { .moved(directory: directory, to: $0.place) }
  }

  /// Gives the directory up.
  public func release() { lock.release() }
}
