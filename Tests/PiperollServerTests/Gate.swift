import Dispatch
import Glibc
import PiperollStore
import Synchronization

/// The local file system with a gate in front of fdatasync: while it is shut a sync waits, and it
/// can be made to fail.
final class GatedStorage: Storage {
  private struct State {
    var isShut = false
    var failure: Int32?
    var waiting = 0
    var snapshotFailure: Int32?
  }

  private let state = Mutex(State())
  private let opened = DispatchSemaphore(value: 0)
  private let reached = DispatchSemaphore(value: 0)
  private let local = LocalStorage()

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

  fileprivate func pass(_ path: String) throws(StorageFault) {
    let waits = state.withLock { state in
      if state.isShut { state.waiting += 1 }
      return state.isShut
    }
    if waits {
      reached.signal()
      opened.wait()
    }
    if let failure = state.withLock({ $0.failure }) {
      throw StorageFault(.sync, path, code: failure)
    }
  }

  func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    if path.contains("snapshot-"), let code = state.withLock({ $0.snapshotFailure }) {
      throw StorageFault(.open, path, code: code)
    }
    return GatedFile(try local.open(path, mode), self)
  }
  func createDirectory(_ path: String) throws(StorageFault) { try local.createDirectory(path) }
  func list(_ directory: String) throws(StorageFault) -> [String] { try local.list(directory) }
  func rename(_ source: String, to target: String) throws(StorageFault) {
    try local.rename(source, to: target)
  }
  func remove(_ path: String) throws(StorageFault) { try local.remove(path) }
  func syncDirectory(_ path: String) throws(StorageFault) { try local.syncDirectory(path) }
  func lock(_ path: String) throws(StorageFault) -> LockOutcome { try local.lock(path) }
}

private final class GatedFile: StorageFile {
  private let file: any StorageFile
  private let gate: GatedStorage

  init(_ file: any StorageFile, _ gate: GatedStorage) {
    self.file = file
    self.gate = gate
  }

  var path: String { file.path }
  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) -> Int {
    try file.write(bytes, at: offset)
  }
  func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    try file.read(into: bytes, at: offset)
  }
  func sync() throws(StorageFault) {
    try gate.pass(path)
    try file.sync()
  }
  func truncate(to length: UInt64) throws(StorageFault) { try file.truncate(to: length) }
  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault) {
    try file.allocate(from: start, to: end)
  }
  func size() throws(StorageFault) -> UInt64 { try file.size() }
  func dropCache() { file.dropCache() }
  func close() { file.close() }
}
