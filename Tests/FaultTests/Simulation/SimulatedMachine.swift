import Glibc
import PiperollStore
import TestSupport

/// A disk in a machine whose process may have ended: then nothing of it reaches the disk any more.
/// Others go on while a snapshot is written: before each call of a worker they may have their turn.
///
/// Unchecked `Sendable`: there is one thread.
final class SimulatedMachine: PassingStorage, @unchecked Sendable {
  var isDead: () -> Bool = { false }
  var others: () -> Void = {}

  override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
    others()
    if isDead() { throw call.fault(EIO) }
    return nil
  }
}
