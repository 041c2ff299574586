import Glibc
import PiperollStore
import Synchronization
import TestSupport

/// The local file system, which can be full: then no room can be reserved, and what has none
/// reserved, a snapshot, cannot be written.
final class FillableDisk: PassingStorage, @unchecked Sendable {
  private let full = Atomic(false)

  var isFull: Bool {
    get { full.load(ordering: .relaxed) }
    set { full.store(newValue, ordering: .relaxed) }
  }

  override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
    let grows =
      call.operation == .allocate || call.operation == .write && call.path.contains("snapshot-")
    if isFull, grows { throw call.fault(ENOSPC) }
    return nil
  }
}
