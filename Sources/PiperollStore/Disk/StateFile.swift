/// A small file that is written anew as a whole, beside the journal and no part of it. A reader
/// finds the old text or the new one, and never a piece of either.
public struct StateFile: Sendable {
  private let path: String
  private let storage: any Storage

  public init(_ path: String, storage: any Storage) {
    self.path = path
    self.storage = storage
  }

  /// The file's bytes; nil if there is none.
  /// - Parameter most: more bytes than this are not read: the file is not one of ours.
  public func read(most: Int) throws(StorageFault) -> [UInt8]? {
    let file: any StorageFile
    do throws(StorageFault) { file = try storage.open(path, .read) } catch {
      if error.isNotFound { return nil }
      throw error
    }
    defer { file.close() }
    return try file.readPrefix(min(most, Int(clamping: try file.size())))
  }

  /// Replaces the file's bytes. They are on the disk, or the old ones are.
  public func replace(with bytes: [UInt8]) throws(StorageFault) {
    let partial = path + FileName.unfinishedSuffix
    let file = try storage.open(partial, .create)
    do throws(StorageFault) {
      try file.writeWhole(bytes, at: 0)
      try file.sync()
      file.close()
    } catch {
      file.close()
      throw error
    }
    try storage.rename(partial, to: path)
  }
}
