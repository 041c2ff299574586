import Synchronization

@testable import PiperollStore

/// The local file system, watched: whether frames go to where something durable stood before.
final class ObservedStorage: Storage {
  struct Observed {
    var frames = 0
    var framesOnUnwritten = 0
    /// Writes of nothing but zeros.
    var zeroings = 0
    /// Syncs of a segment that no frame was written to since the sync before.
    var syncsWithoutFrame = 0
    /// Pieces of work that ran amid a rotation.
    var late = 0
  }

  private struct State {
    var observed = Observed()
    /// How far files are written, and how far durably, by name.
    var written: [String: Int] = [:]
    var synced: [String: Int] = [:]
    var hasFrame: Set<String> = []
    var late: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())
  /// Work beside is put off until a file is about to be renamed.
  let isLate = Atomic(false)
  private let local = LocalStorage()

  var observed: Observed { state.withLock { $0.observed } }

  fileprivate func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64, _ path: String) {
    let isZero = bytes.allSatisfy { $0 == 0 }
    let isFrame =
      bytes.count > FrameHeader.byteCount
      && bytes.integer(UInt32.self, at: 0) == FrameHeader.magic
    state.withLock { state in
      if isZero { state.observed.zeroings += 1 }
      if isFrame {
        state.observed.frames += 1
        state.hasFrame.insert(path)
        if Int(offset) + bytes.count > state.synced[path, default: 0] {
          state.observed.framesOnUnwritten += 1
        }
      }
      state.written[path] = max(state.written[path, default: 0], Int(offset) + bytes.count)
    }
  }

  fileprivate func sync(_ path: String) {
    state.withLock { state in
      state.synced[path] = state.written[path]
      if state.hasFrame.remove(path) == nil { state.observed.syncsWithoutFrame += 1 }
    }
  }

  func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    if mode == .create {
      state.withLock {
        $0.written[path] = nil
        $0.synced[path] = nil
      }
    }
    return ObservedFile(try local.open(path, mode), self)
  }

  func rename(_ source: String, to target: String) throws(StorageFault) {
    let late = state.withLock { state in
      defer { state.late = [] }
      state.observed.late += state.late.count
      return state.late
    }
    for work in late { work() }
    try local.rename(source, to: target)
    state.withLock {
      $0.written[target] = $0.written.removeValue(forKey: source)
      $0.synced[target] = $0.synced.removeValue(forKey: source)
    }
  }

  func beside(_ work: @escaping @Sendable () -> Void) {
    if isLate.load(ordering: .relaxed) { state.withLock { $0.late.append(work) } } else { work() }
  }

  func createDirectory(_ path: String) throws(StorageFault) { try local.createDirectory(path) }
  func list(_ directory: String) throws(StorageFault) -> [String] { try local.list(directory) }
  func remove(_ path: String) throws(StorageFault) { try local.remove(path) }
  func syncDirectory(_ path: String) throws(StorageFault) { try local.syncDirectory(path) }
  func lock(_ path: String) throws(StorageFault) -> LockOutcome { try local.lock(path) }
}

private final class ObservedFile: StorageFile {
  private let file: any StorageFile
  private let storage: ObservedStorage

  init(_ file: any StorageFile, _ storage: ObservedStorage) {
    self.file = file
    self.storage = storage
  }

  var path: String { file.path }
  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) -> Int {
    let count = try file.write(bytes, at: offset)
    storage.write(bytes, at: offset, path)
    return count
  }
  func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    try file.read(into: bytes, at: offset)
  }
  func sync() throws(StorageFault) {
    try file.sync()
    storage.sync(path)
  }
  func truncate(to length: UInt64) throws(StorageFault) { try file.truncate(to: length) }
  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault) {
    try file.allocate(from: start, to: end)
  }
  func size() throws(StorageFault) -> UInt64 { try file.size() }
  func dropCache() { file.dropCache() }
  func close() { file.close() }
}
