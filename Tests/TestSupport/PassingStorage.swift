public import PiperollStore
import Synchronization

/// A call that is about to be passed on.
public struct StorageCall {
  public let operation: StorageFault.Operation
  public let path: String
  /// How a file is opened.
  public var mode: OpenMode?
  /// Which bytes of a file are read, written or reserved.
  public var range: Range<UInt64> = 0..<0
  /// What is written; it holds only during the call.
  public var bytes: UnsafeRawBufferPointer?
  /// Where what is read goes; it holds only during the call.
  public var place: UnsafeMutableRawBufferPointer?
  /// What a renaming's result is called.
  public var target: String?

  /// A failure of this call.
  public func fault(_ code: Int32) -> StorageFault { StorageFault(operation, path, code: code) }
}

/// Passes every call on to another storage; a subclass has its say before and after each.
///
/// Unchecked `Sendable`, as an open class has to be: what a subclass adds has to bear any thread.
open class PassingStorage: Storage, @unchecked Sendable {
  /// From the moment that a directory is locked, the storage that holds it.
  private let through: Mutex<any Storage>
  private var inner: any Storage { through.withLock { $0 } }

  public init(_ inner: any Storage = LocalStorage()) { through = Mutex(inner) }

  /// Called before each call: may wait, may throw, and tells how many bytes a read or write may
  /// move, nil for all.
  open func before(_ call: StorageCall) throws(StorageFault) -> Int? { nil }

  /// Called after each call that succeeded.
  open func after(_ call: StorageCall) {}

  /// Runs work on a thread of its own, as the inner storage does.
  open func runDetached(_ work: @escaping @Sendable () -> Void) { inner.runDetached(work) }

  public func rest(after work: Duration) { inner.rest(after: work) }

  func pass<Value>(
    _ call: StorageCall, _ body: (Int?) throws(StorageFault) -> Value
  ) throws(StorageFault) -> Value {
    let value = try body(try before(call))
    after(call)
    return value
  }

  public func open(_ path: String, _ mode: OpenMode) throws(StorageFault) -> any StorageFile {
    try pass(StorageCall(operation: .open, path: path, mode: mode)) { _ throws(StorageFault) in
      PassingFile(try inner.open(path, mode), self)
    }
  }

  public func createDirectory(_ path: String) throws(StorageFault) {
    try pass(StorageCall(operation: .createDirectory, path: path)) { _ throws(StorageFault) in
      try inner.createDirectory(path)
    }
  }

  public func list(_ directory: String) throws(StorageFault) -> [String] {
    try pass(StorageCall(operation: .list, path: directory)) { _ throws(StorageFault) in
      try inner.list(directory)
    }
  }

  public func rename(_ source: String, to target: String) throws(StorageFault) {
    let call = StorageCall(operation: .rename, path: source, target: target)
    try pass(call) { _ throws(StorageFault) in try inner.rename(source, to: target) }
  }

  public func remove(_ path: String) throws(StorageFault) {
    try pass(StorageCall(operation: .remove, path: path)) { _ throws(StorageFault) in
      try inner.remove(path)
    }
  }

  public func syncDirectory(_ directory: String) throws(StorageFault) {
    try pass(StorageCall(operation: .syncDirectory, path: directory)) { _ throws(StorageFault) in
      try inner.syncDirectory(directory)
    }
  }

  public func freeBytes(_ directory: String) throws(StorageFault) -> UInt64 {
    try pass(StorageCall(operation: .freeBytes, path: directory)) { _ throws(StorageFault) in
      try inner.freeBytes(directory)
    }
  }

  public func holder(of directory: String) throws(StorageFault) -> LockHolder {
    try pass(StorageCall(operation: .lock, path: directory)) { _ throws(StorageFault) in
      try inner.holder(of: directory)
    }
  }

  public func lock(_ directory: String) throws(StorageFault) -> LockOutcome {
    let outcome = try pass(StorageCall(operation: .lock, path: directory)) {
      _ throws(StorageFault) in try inner.lock(directory)
    }
    guard case .acquired(let lock, let held) = outcome else { return outcome }
    through.withLock { $0 = held }
    return .acquired(lock, self)
  }

  public func isInside(_ path: String, _ directory: String) throws(StorageFault) -> Bool {
    try inner.isInside(path, directory)
  }
}

/// The local file system; detached work is done when the call returns.
open class StillStorage: PassingStorage, @unchecked Sendable {
  public init() { super.init() }

  override public func runDetached(_ work: @escaping @Sendable () -> Void) { work() }
}

private final class PassingFile: StorageFile {
  private let file: any StorageFile
  private let storage: PassingStorage

  init(_ file: any StorageFile, _ storage: PassingStorage) {
    self.file = file
    self.storage = storage
  }

  var path: String { file.path }

  private func call(_ operation: StorageFault.Operation, _ range: Range<UInt64> = 0..<0)
    -> StorageCall
  {
    StorageCall(operation: operation, path: file.path, range: range)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) -> Int {
    var call = call(.write, offset..<offset + UInt64(bytes.count))
    call.bytes = bytes
    return try storage.pass(call) { limit throws(StorageFault) in
      try file.write(
        UnsafeRawBufferPointer(rebasing: bytes.prefix(limit ?? bytes.count)), at: offset)
    }
  }

  func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    var call = call(.read, offset..<offset + UInt64(bytes.count))
    call.place = bytes
    return try storage.pass(call) { limit throws(StorageFault) in
      try file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(limit ?? bytes.count)),
        at: offset)
    }
  }

  func sync() throws(StorageFault) {
    try storage.pass(call(.sync)) { _ throws(StorageFault) in try file.sync() }
  }

  func sendOut(from start: UInt64, to end: UInt64) throws(StorageFault) {
    try storage.pass(call(.sendOut, start..<end)) { _ throws(StorageFault) in
      try file.sendOut(from: start, to: end)
    }
  }

  func truncate(to length: UInt64) throws(StorageFault) {
    try storage.pass(call(.truncate)) { _ throws(StorageFault) in try file.truncate(to: length) }
  }

  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault) {
    try storage.pass(call(.allocate, start..<end)) { _ throws(StorageFault) in
      try file.allocate(from: start, to: end)
    }
  }

  func size() throws(StorageFault) -> UInt64 {
    try storage.pass(call(.size)) { _ throws(StorageFault) in try file.size() }
  }

  func dropCache() { file.dropCache() }
  func close() { file.close() }
}
