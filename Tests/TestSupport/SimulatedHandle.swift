import Glibc
import PiperollStore
import Synchronization

extension DiskState {
  mutating func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> Int {
    guard let (directory, name) = locate(path) else {
      throw StorageFault(.open, path, code: ENOENT)
    }
    var node = file(path)
    switch mode {
    case .read, .readWrite: break
    case .create:
      if let node { files[node]!.make(.truncate(0)) }
    case .createNew:
      if node != nil { throw StorageFault(.open, path, code: EEXIST) }
    }
    if node == nil, mode == .create || mode == .createNew {
      if freeBytes == 0 { throw StorageFault(.open, path, code: ENOSPC) }
      node = makeFile(name, in: directory)
    }
    guard let node else { throw StorageFault(.open, path, code: ENOENT) }
    files[node]!.openCount += 1
    return node
  }

  /// The lock's file, or the process that has it.
  mutating func lock(_ path: String) throws(StorageFault) -> (node: Int?, holder: Int32?) {
    guard let (directory, name) = locate(path) else {
      throw StorageFault(.lock, path, code: ENOENT)
    }
    let node = file(path) ?? makeFile(name, in: directory)
    guard locks.insert(node).inserted else {
      let text = String(decoding: files[node]!.seen, as: UTF8.self)
      return (nil, Int32(text.prefix { $0.isNumber }))
    }
    files[node]!.make(.truncate(0))
    files[node]!.make(.write(at: 0, Array("\(processID)\n".utf8)))
    return (node, nil)
  }
}

/// An open file of a simulated disk.
final class SimulatedHandle: StorageFile {
  let path: String
  private let node: Int
  private let disk: SimulatedDisk
  private let isOpen = Atomic(true)

  init(_ path: String, _ node: Int, _ disk: SimulatedDisk) {
    self.path = path
    self.node = node
    self.disk = disk
  }

  deinit { close() }

  /// The state, if this is open.
  private func withState<Value: Sendable>(
    _ operation: StorageFault.Operation,
    _ body: (inout DiskState) throws(StorageFault) -> Value
  ) throws(StorageFault) -> Value {
    guard isOpen.load(ordering: .relaxed) else {
      throw StorageFault(operation, path, code: EBADF)
    }
    return try disk.withState(body)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) -> Int {
    let written = [UInt8](bytes)
    let start = Int(offset)
    return try withState(.write) { state throws(StorageFault) in
      let grows = start + written.count > state.files[node]!.seen.count
      do throws(StorageFault) {
        try state.luck.meet(.write, path, needsRoom: grows, &state.random)
      } catch {
        if !state.luck.isOff, !error.isInterruption, !written.isEmpty {
          // Some of it arrives all the same.
          let part = state.random.below(written.count)
          if part > 0 { state.files[node]!.make(.write(at: start, Array(written[..<part]))) }
        }
        throw error
      }
      let wanted = state.luck.moved(of: written.count, &state.random)
      let count = min(wanted, state.reachable(node, start + wanted) - start)
      if count <= 0, wanted > 0 { throw StorageFault(.write, path, code: ENOSPC) }
      let part = count == written.count ? written : Array(written[..<count])
      state.files[node]!.make(.write(at: start, part))
      return count
    }
  }

  func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    let (wanted, start) = (bytes.count, Int(offset))
    let found = try withState(.read) { state throws(StorageFault) in
      try state.luck.meet(.read, path, &state.random)
      let count = state.luck.moved(of: wanted, &state.random)
      // The whole array, shared; what is wanted of it is copied once, below.
      return (state.files[node]!.seen, count)
    }
    let count = max(0, min(found.1, found.0.count - start))
    if count > 0 {
      found.0.withUnsafeBytes {
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
      }
    }
    return count
  }

  func sync() throws(StorageFault) {
    disk.faults.slowSync?(path)
    try withState(.sync) { state throws(StorageFault) in
      do throws(StorageFault) {
        try state.luck.meet(.sync, path, &state.random)
        state.files[node]!.sync()
      } catch {
        if !state.luck.isOff { state.files[node]!.failSync(&state.random) }
        throw error
      }
    }
  }

  /// Nothing is durable for it, but it may tell of a failed write as a sync does.
  func sendOut(from start: UInt64, to end: UInt64) throws(StorageFault) {
    try withState(.sendOut) { state throws(StorageFault) in
      do throws(StorageFault) {
        try state.luck.meet(.sendOut, path, &state.random)
      } catch {
        if !state.luck.isOff { state.files[node]!.failSync(&state.random) }
        throw error
      }
    }
  }

  func truncate(to length: UInt64) throws(StorageFault) {
    try withState(.truncate) { state throws(StorageFault) in
      try state.luck.meet(.truncate, path, &state.random)
      state.files[node]!.make(.truncate(Int(length)))
    }
  }

  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault) {
    try withState(.allocate) { state throws(StorageFault) in
      try state.luck.meet(.allocate, path, needsRoom: true, &state.random)
      guard state.reachable(node, Int(end)) == Int(end) else {
        throw StorageFault(.allocate, path, code: ENOSPC)
      }
      state.files[node]!.make(.extend(Int(end)))
    }
  }

  func size() throws(StorageFault) -> UInt64 {
    try withState(.size) { state throws(StorageFault) in
      try state.luck.meet(.size, path, &state.random)
      return UInt64(state.files[node]!.seen.count)
    }
  }

  func dropCache() {
    do throws(StorageFault) {
      try withState(.read) { state in state.files[node]!.dropCache() }
    } catch {
      // A closed file has no cache.
    }
  }

  func close() {
    guard isOpen.exchange(false, ordering: .relaxed) else { return }
    do throws(StorageFault) {
      try disk.withState { state in state.files[node]?.openCount -= 1 }
    } catch {
      // The body throws nothing.
    }
  }
}
