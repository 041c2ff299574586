import Glibc
import Synchronization

@testable import PiperollStore

/// The local file system with one call after another made to fail.
final class FaultyStorage: Storage {
  /// What goes wrong.
  enum Fault: Sendable {
    /// The call at this number (from 0), and with `sticky` every later one, fails with `code`.
    case failing(call: Int, code: Int32, sticky: Bool)
    /// Every write and read moves one byte at most; every second one is interrupted.
    case tiny
  }

  let fault: Fault
  /// Calls that could fail so far.
  let calls = Atomic(0)
  let hasFailed = Atomic(false)
  private let local = LocalStorage()

  init(_ fault: Fault) { self.fault = fault }

  func meet(_ operation: StorageFault.Operation, _ path: String) throws(StorageFault) {
    let number = calls.add(1, ordering: .relaxed).oldValue
    guard case .failing(let call, let code, let sticky) = fault,
      number == call || (sticky && number > call)
    else { return }
    hasFailed.store(true, ordering: .relaxed)
    throw StorageFault(operation, path, code: code)
  }

  func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    try meet(.open, path)
    return FaultyFile(try local.open(path, mode), self)
  }

  func createDirectory(_ path: String) throws(StorageFault) {
    try meet(.createDirectory, path)
    try local.createDirectory(path)
  }

  func list(_ directory: String) throws(StorageFault) -> [String] {
    try meet(.list, directory)
    return try local.list(directory)
  }

  func rename(_ source: String, to target: String) throws(StorageFault) {
    try meet(.rename, source)
    try local.rename(source, to: target)
  }

  func remove(_ path: String) throws(StorageFault) {
    try meet(.remove, path)
    try local.remove(path)
  }

  func syncDirectory(_ directory: String) throws(StorageFault) {
    try meet(.syncDirectory, directory)
    try local.syncDirectory(directory)
  }

  func lock(_ path: String) throws(StorageFault) -> LockOutcome {
    try meet(.lock, path)
    return try local.lock(path)
  }

  func beside(_ work: @escaping @Sendable () -> Void) { work() }
}

final class FaultyFile: StorageFile {
  private let file: any StorageFile
  private let storage: FaultyStorage

  init(_ file: any StorageFile, _ storage: FaultyStorage) {
    self.file = file
    self.storage = storage
  }

  var path: String { file.path }

  /// How many of `count` bytes a call may move.
  private func allowed(
    _ count: Int, _ operation: StorageFault.Operation
  ) throws(StorageFault) -> Int {
    guard case .tiny = storage.fault else { return count }
    if storage.calls.load(ordering: .relaxed) % 2 == 0 {
      throw StorageFault(operation, path, code: EINTR)
    }
    return min(count, 1)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) -> Int {
    do throws(StorageFault) {
      try storage.meet(.write, path)
    } catch {
      // Half of it arrives all the same.
      _ = try file.write(
        UnsafeRawBufferPointer(rebasing: bytes.prefix(bytes.count / 2)), at: offset)
      throw error
    }
    let count = try allowed(bytes.count, .write)
    return try file.write(UnsafeRawBufferPointer(rebasing: bytes.prefix(count)), at: offset)
  }

  func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    try storage.meet(.read, path)
    let count = try allowed(bytes.count, .read)
    return try file.read(
      into: UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(count)), at: offset)
  }

  func sync() throws(StorageFault) {
    try storage.meet(.sync, path)
    try file.sync()
  }

  func truncate(to length: UInt64) throws(StorageFault) {
    try storage.meet(.truncate, path)
    try file.truncate(to: length)
  }

  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault) {
    try storage.meet(.allocate, path)
    try file.allocate(from: start, to: end)
  }

  func size() throws(StorageFault) -> UInt64 {
    try storage.meet(.size, path)
    return try file.size()
  }

  func dropCache() { file.dropCache() }
  func close() { file.close() }
}

/// A disk that can be filled: then no room can be reserved.
final class FullDisk: Storage {
  let isFull = Atomic(false)
  private let local = LocalStorage()

  func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    FullDiskFile(try local.open(path, mode), self)
  }
  func createDirectory(_ path: String) throws(StorageFault) { try local.createDirectory(path) }
  func list(_ directory: String) throws(StorageFault) -> [String] { try local.list(directory) }
  func rename(_ source: String, to target: String) throws(StorageFault) {
    try local.rename(source, to: target)
  }
  func remove(_ path: String) throws(StorageFault) { try local.remove(path) }
  func syncDirectory(_ path: String) throws(StorageFault) { try local.syncDirectory(path) }
  func lock(_ path: String) throws(StorageFault) -> LockOutcome { try local.lock(path) }
  func beside(_ work: @escaping @Sendable () -> Void) { work() }
}

final class FullDiskFile: StorageFile {
  private let file: any StorageFile
  private let disk: FullDisk

  init(_ file: any StorageFile, _ disk: FullDisk) {
    self.file = file
    self.disk = disk
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
  func sync() throws(StorageFault) { try file.sync() }
  func truncate(to length: UInt64) throws(StorageFault) { try file.truncate(to: length) }
  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault) {
    if disk.isFull.load(ordering: .relaxed) {
      throw StorageFault(.allocate, path, code: ENOSPC)
    }
    try file.allocate(from: start, to: end)
  }
  func size() throws(StorageFault) -> UInt64 { try file.size() }
  func dropCache() { file.dropCache() }
  func close() { file.close() }
}
