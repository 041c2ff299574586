import Glibc
import PiperollStore
import Synchronization
import TestSupport

/// The local file system, which can lack something: then no room can be reserved, and what has none
/// reserved, a snapshot, cannot be written.
final class FillableDisk: PassingStorage, @unchecked Sendable {
  private let lacking = Atomic<Int32>(0)

  /// What a call is told that needs room, as an errno; 0: it gets it.
  var fault: Int32 {
    get { lacking.load(ordering: .relaxed) }
    set { lacking.store(newValue, ordering: .relaxed) }
  }

  /// What `# server: disk=` may name.
  static let faults = ["full": ENOSPC, "quota": EDQUOT, "permission": EACCES]

  override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
    let grows =
      call.operation == .allocate || call.operation == .write && call.path.contains("snapshot-")
    let code = fault
    if code != 0, grows { throw call.fault(code) }
    return nil
  }
}
