import Dispatch
import Glibc
import PiperollStore
import Synchronization
import TestSupport

/// The local file system with a gate in front of fdatasync: while it is shut a sync waits, and it
/// can be made to fail.
final class GatedStorage: PassingStorage, @unchecked Sendable {
  private struct State {
    var isShut = false
    var failure: Int32?
    var waiting = 0
    var snapshotFailure: Int32?
  }

  private let state = Mutex(State())
  private let opened = DispatchSemaphore(value: 0)
  private let reached = DispatchSemaphore(value: 0)

  /// From now on a sync waits.
  func shut() { state.withLock { $0.isShut = true } }

  /// From now on a sync fails.
  func fail(_ code: Int32) { state.withLock { $0.failure = code } }

  /// From now on no snapshot's file can be opened.
  func failSnapshots(_ code: Int32) { state.withLock { $0.snapshotFailure = code } }

  /// Lets the waiting syncs go, and all later ones.
  func open() {
    let waiting = state.withLock { state in
      state.isShut = false
      defer { state.waiting = 0 }
      return state.waiting
    }
    for _ in 0..<waiting { opened.signal() }
  }

  /// Returns when a sync waits at the gate.
  func whenReached() async throws {
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      DispatchQueue(label: "gate").async {
        let result = self.reached.wait(timeout: .now() + Wire.patienceSeconds)
        continuation.resume(
          with: result == .success ? .success(()) : .failure(Wire.Fault.timedOut("no sync")))
      }
    }
  }

  override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
    switch call.operation {
    case .sync: try pass(call)
    case .open where call.path.contains("snapshot-"):
      if let code = state.withLock({ $0.snapshotFailure }) { throw call.fault(code) }
    default: break
    }
    return nil
  }

  private func pass(_ call: StorageCall) throws(StorageFault) {
    let waits = state.withLock { state in
      if state.isShut { state.waiting += 1 }
      return state.isShut
    }
    if waits {
      reached.signal()
      opened.wait()
    }
    if let failure = state.withLock({ $0.failure }) { throw call.fault(failure) }
  }
}
