import Synchronization
import TestSupport

@testable import PiperollStore

/// The local file system, watched: whether frames go to where something durable stood before.
final class ObservedStorage: PassingStorage, @unchecked Sendable {
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
  /// Detached work is put off until a file is about to be renamed.
  let isLate = Atomic(false)

  var observed: Observed { state.withLock { $0.observed } }

  override func before(_ call: StorageCall) throws(StorageFault) -> Int? {
    if call.operation == .rename {
      let late = state.withLock { state in
        defer { state.late = [] }
        state.observed.late += state.late.count
        return state.late
      }
      for work in late { work() }
    }
    return nil
  }

  override func after(_ call: StorageCall) {
    switch call.operation {
    case .open where call.mode == .create: forget(call.path)
    case .write: see(call.bytes!, end: Int(call.range.upperBound), call.path)
    case .sync where !call.path.contains(DurableMark.fileName): noteSync(call.path)
    case .rename: note(call.path, became: call.target!)
    default: break
    }
  }

  override func runDetached(_ work: @escaping @Sendable () -> Void) {
    if isLate.load(ordering: .relaxed) { state.withLock { $0.late.append(work) } } else { work() }
  }

  private func see(_ bytes: UnsafeRawBufferPointer, end: Int, _ path: String) {
    let isZero = bytes.allSatisfy { $0 == 0 }
    let isFrame =
      bytes.count > FrameHeader.byteCount
      && bytes.integer(UInt32.self, at: 0) == FrameHeader.magic
    state.withLock { state in
      if isZero { state.observed.zeroings += 1 }
      if isFrame {
        state.observed.frames += 1
        state.hasFrame.insert(path)
        if end > state.synced[path, default: 0] { state.observed.framesOnUnwritten += 1 }
      }
      state.written[path] = max(state.written[path, default: 0], end)
    }
  }

  private func noteSync(_ path: String) {
    state.withLock { state in
      state.synced[path] = state.written[path]
      if state.hasFrame.remove(path) == nil { state.observed.syncsWithoutFrame += 1 }
    }
  }

  private func forget(_ path: String) {
    state.withLock { state in
      state.written[path] = nil
      state.synced[path] = nil
    }
  }

  private func note(_ source: String, became target: String) {
    state.withLock { state in
      state.written[target] = state.written.removeValue(forKey: source)
      state.synced[target] = state.synced.removeValue(forKey: source)
    }
  }
}
