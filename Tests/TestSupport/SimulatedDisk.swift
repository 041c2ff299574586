import Glibc
public import PiperollStore
import Synchronization

/// A file system in memory that fails as it is told and forgets as disks do. The same seed and the
/// same calls give the same disk. Detached work is done before the call for it returns.
///
/// A file's writes, truncations and allocations are durable when the file is synced, names when
/// their directory is: syncing a file does not keep its name.
public final class SimulatedDisk: Storage {
  private let state: Mutex<DiskState>

  public convenience init(
    seed: UInt64, faults: FaultPlan = FaultPlan(), capacity: UInt64? = nil
  ) {
    var state = DiskState(seed: seed, capacity: capacity)
    state.luck.plan = faults
    self.init(state)
  }

  private init(_ state: DiskState) { self.state = Mutex(state) }

  /// What goes wrong; may be changed while it is used. The calls that match a rule are counted from
  /// then on.
  public var faults: FaultPlan {
    get { state.withLock { $0.luck.plan } }
    set { state.withLock { $0.luck.plan = newValue } }
  }

  /// In bytes; nil for no end of room. What would need more fails with ENOSPC.
  public var capacity: UInt64? {
    get { state.withLock { $0.capacity } }
    set { state.withLock { $0.capacity = newValue } }
  }

  /// Bytes in use.
  public var usedBytes: UInt64 { state.withLock { $0.usedBytes } }
  /// Calls so far that could fail.
  public var callCount: Int { state.withLock { $0.luck.calls } }
  /// A call has failed (not counting interruptions and what is in order, as no such file).
  public var hasFailed: Bool { state.withLock { $0.luck.hasFailed } }

  /// The power went, or there is a later self of this disk: nothing is possible any more.
  public var isOff: Bool { state.withLock { $0.luck.isOff } }

  // MARK: - Ends and copies

  /// The power is lost. Returns what the disk holds afterwards, without locks and faults; this one
  /// refuses every later call.
  public func crash(_ fate: CrashFate) -> SimulatedDisk {
    SimulatedDisk(
      state.withLock { state in
        var left = state
        state.luck.turnOff()
        left.crash(fate)
        return left
      })
  }

  /// The process died: all that it wrote is there, durable or not, and its locks are gone. Returns
  /// the disk for the next process; this one refuses every later call.
  public func kill() -> SimulatedDisk {
    SimulatedDisk(
      state.withLock { state in
        var left = state
        state.luck.turnOff()
        left.kill()
        return left
      })
  }

  /// A copy with another fate, as another process finds it.
  public func fork(seed: UInt64) -> SimulatedDisk {
    SimulatedDisk(
      state.withLock { state in
        var copy = state
        copy.kill()
        copy.random = SplitMix64(seed: seed)
        return copy
      })
  }

  /// A file's bytes, past all faults. What is set is durable at once; nil is no file.
  public subscript(path: String) -> [UInt8]? {
    get { state.withLock { state in state.file(path).map { state.files[$0]!.seen } } }
    set {
      state.withLock { state in
        guard let (directory, name) = state.locate(path) else { return }
        if let old = state.file(path) { state.directories[directory]!.make(.unlink(name, old)) }
        if let newValue {
          let node = state.makeFile(name, in: directory)
          state.files[node] = SimulatedFile(newValue)
        }
        state.directories[directory]!.sync()
      }
    }
  }

  /// The names in a directory, past all faults.
  public func names(in directory: String) -> [String] {
    state.withLock { state in
      state.directory(directory).map { state.directories[$0]!.seen.keys.sorted() } ?? []
    }
  }

  // MARK: - Storage

  /// Meets the plan, then does it.
  func call<Value: Sendable>(
    _ operation: StorageFault.Operation, _ path: String,
    _ body: (inout DiskState) throws(StorageFault) -> Value
  ) throws(StorageFault) -> Value {
    try state.withLock { state throws(StorageFault) in
      try state.luck.meet(operation, path, &state.random)
      return try body(&state)
    }
  }

  /// The state for a call that does something even where it fails.
  func withState<Value: Sendable>(
    _ body: (inout DiskState) throws(StorageFault) -> Value
  ) throws(StorageFault) -> Value {
    try state.withLock { state throws(StorageFault) in try body(&state) }
  }

  public func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    let node = try withState { state throws(StorageFault) in
      let isNew = mode == .create || mode == .createNew
      try state.luck.meet(.open, path, needsRoom: isNew, &state.random)
      return try state.open(path, mode)
    }
    return SimulatedHandle(path, node, self)
  }

  public func createDirectory(_ path: String) throws(StorageFault) {
    try call(.createDirectory, path) { state throws(StorageFault) in
      if state.directory(path) != nil { return }
      guard let (parent, name) = state.locate(path) else {
        throw StorageFault(.createDirectory, path, code: ENOENT)
      }
      state.makeDirectory(name, in: parent)
    }
  }

  public func list(_ directory: String) throws(StorageFault) -> [String] {
    try call(.list, directory) { state throws(StorageFault) in
      guard let node = state.directory(directory) else {
        throw StorageFault(.list, directory, code: ENOENT)
      }
      // In no particular order, but the same in every run.
      return state.directories[node]!.seen.keys.sorted().shuffled(using: &state.random)
    }
  }

  public func rename(_ source: String, to target: String) throws(StorageFault) {
    try call(.rename, source) { state throws(StorageFault) in
      guard let from = state.locate(source), let to = state.locate(target),
        let node = state.node(source)
      else { throw StorageFault(.rename, source, code: ENOENT) }
      // The store renames within a directory, and what is between two is another matter.
      guard from.directory == to.directory else {
        throw StorageFault(.rename, source, code: EXDEV)
      }
      state.directories[from.directory]!.make(.rename(from.name, to.name, node))
    }
  }

  public func remove(_ path: String) throws(StorageFault) {
    try call(.remove, path) { state throws(StorageFault) in
      guard let (directory, name) = state.locate(path), let node = state.file(path) else {
        throw StorageFault(.remove, path, code: ENOENT)
      }
      state.directories[directory]!.make(.unlink(name, node))
    }
  }

  /// A failure leaves the names as un-synced as they were: a file system keeps them in its journal,
  /// and forgets none of them while it runs.
  public func syncDirectory(_ directory: String) throws(StorageFault) {
    try call(.syncDirectory, directory) { state throws(StorageFault) in
      guard let node = state.directory(directory) else {
        throw StorageFault(.syncDirectory, directory, code: ENOENT)
      }
      state.directories[node]!.sync()
      state.sweep()
    }
  }

  public func freeBytes(_ directory: String) throws(StorageFault) -> UInt64 {
    try call(.freeBytes, directory) { state in state.freeBytes }
  }

  public func lock(_ directory: String) throws(StorageFault) -> LockOutcome {
    let path = "\(directory)/piperoll.lock"
    let (node, holder) = try call(.lock, path) { state throws(StorageFault) in
      try state.lock(path)
    }
    if let node { return .acquired(SimulatedLock(node, self), self) }
    return .held(processID: holder)
  }

  func unlock(_ node: Int) { state.withLock { _ = $0.locks.remove(node) } }

  public func runDetached(_ work: @escaping @Sendable () -> Void) { work() }

  public func rest(after work: Duration) {}
}

final class SimulatedLock: StorageLock {
  private let node: Int
  private let disk: SimulatedDisk
  private let isReleased = Atomic(false)

  init(_ node: Int, _ disk: SimulatedDisk) {
    self.node = node
    self.disk = disk
  }

  func release() {
    if !isReleased.exchange(true, ordering: .relaxed) { disk.unlock(node) }
  }
}
