/// A new segment on its way: made under an unfinished name, it gets its own when its header is
/// durable. A segment without a whole header is therefore never the trace of an interruption.
struct SegmentFile {
  private let directory: String
  private let path: String
  private let unfinished: any StorageFile
  /// Makes a segment that holds only its header. After a failure nothing is different, but for a
  /// file that the next start removes.
  init(
    _ header: SegmentHeader, in directory: String, _ storage: any Storage, sizes: JournalSizes
  ) throws(StorageFault) {
    self.directory = directory
    path = "\(directory)/\(FileName.segment(header.firstSequence))"
    let unfinishedPath = path + FileName.unfinishedSuffix
    let file = try storage.open(unfinishedPath, .create)
    do throws(StorageFault) {
      try file.allocate(from: 0, to: sizes.stepBytes)
      try file.writeWhole(header.encoded, at: 0)
      try file.sync()
      unfinished = file
    } catch {
      file.close()
      // Gives the room back if it can; the failure to report is the first one.
      do throws(StorageFault) { try storage.remove(unfinishedPath) } catch {}
      throw error
    }
  }

  /// Gives it its name. After a failure it is unknown which segment is the journal's last.
  func publish(_ storage: any Storage) throws(StorageFault) -> any StorageFile {
    defer { unfinished.close() }
    try storage.rename(unfinished.path, to: path)
    try storage.syncDirectory(directory)
    return try storage.open(path, .readWrite)
  }
}
