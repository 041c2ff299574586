/// The claim of one process on one data directory. The kernel drops it with the process, however
/// that ends; the process id in the file is there for the message to the second one.
public final class DataDirectoryLock: Sendable {
  /// The lock file's name within the directory.
  static let fileName = "piperoll.lock"

  private let lock: any StorageLock

  /// Takes the lock, or says who has it (`StoreError.locked`).
  public init(directory: String, storage: any Storage) throws(StoreError) {
    let outcome = try StoreError.storing { () throws(StorageFault) in
      try storage.lock("\(directory)/\(Self.fileName)")
    }
    switch outcome {
    case .acquired(let lock): self.lock = lock
    case .held(let processID): throw .locked(directory: directory, processID: processID)
    }
  }

  /// Gives the directory up.
  public func release() { lock.release() }
}
