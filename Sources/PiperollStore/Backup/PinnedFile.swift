import Glibc
import Synchronization

/// A file that can only be read.
protocol ReadOnlyFile: StorageFile {}

extension ReadOnlyFile {
  /// It stays open: others may read it, or the same reader once more.
  func close() {}

  func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws(StorageFault) -> Int {
    throw StorageFault(.write, path, code: EROFS)
  }

  func sync() throws(StorageFault) { throw StorageFault(.sync, path, code: EROFS) }

  func sendOut(from start: UInt64, to end: UInt64) throws(StorageFault) {
    throw StorageFault(.write, path, code: EROFS)
  }

  func truncate(to length: UInt64) throws(StorageFault) {
    throw StorageFault(.truncate, path, code: EROFS)
  }

  func allocate(from start: UInt64, to end: UInt64) throws(StorageFault) {
    throw StorageFault(.allocate, path, code: EROFS)
  }
}

/// A file that stays open for as long as it is pinned, and may end earlier for its readers.
final class PinnedFile: ReadOnlyFile {
  private let file: any StorageFile
  private let end = Atomic(UInt64.max)

  init(_ file: any StorageFile) { self.file = file }

  deinit { file.close() }

  /// What comes after is not there for the reader.
  func limit(to bytes: UInt64) { end.store(bytes, ordering: .relaxed) }

  var path: String { file.path }

  func read(
    into bytes: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    let end = end.load(ordering: .relaxed)
    guard offset < end else { return 0 }
    let count = Int(min(UInt64(bytes.count), end - offset))
    return try unsafe file.read(
      into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<count]), at: offset)
  }

  func size() throws(StorageFault) -> UInt64 {
    min(try file.size(), end.load(ordering: .relaxed))
  }

  func dropCache() { file.dropCache() }
}

/// What a small file held at one moment, whatever is written to it since.
final class PinnedBytes: ReadOnlyFile {
  let path: String
  let bytes: [UInt8]

  init(_ path: String, _ bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  func read(
    into target: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(StorageFault) -> Int {
    let rest = bytes.dropFirst(Int(min(offset, UInt64(bytes.count)))).prefix(target.count)
    unsafe target.copyBytes(from: rest)
    return rest.count
  }

  func size() throws(StorageFault) -> UInt64 { UInt64(bytes.count) }

  func dropCache() {}
}
