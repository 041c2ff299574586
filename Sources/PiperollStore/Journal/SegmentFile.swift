/// A segment on its way: made under an unfinished name, it gets its own when its header is durable.
/// A segment without a whole header is therefore never the trace of an interruption.
enum SegmentFile {
  /// Reserves the room of a segment. After a failure nothing is different, but for a file that the
  /// next start removes.
  static func reserve(
    in directory: String, _ storage: any Storage, sizes: JournalSizes
  ) throws(StorageFault) -> any StorageFile {
    let path = "\(directory)/\(FileName.nextSegment)"
    let file = try storage.open(path, .create)
    do throws(StorageFault) {
      try file.allocate(from: 0, to: sizes.segmentBytes)
      return file
    } catch {
      file.close()
      // Gives the room back if it can; the failure to report is the first one.
      do throws(StorageFault) { try storage.remove(path) } catch {}
      throw error
    }
  }

  /// Gives it its name. After a failure it is unknown which segment is the journal's last.
  static func publish(
    _ file: any StorageFile, firstSequence: UInt64, in directory: String, _ storage: any Storage
  ) throws(StorageFault) -> any StorageFile {
    defer { file.close() }
    let path = "\(directory)/\(FileName.segment(firstSequence))"
    try storage.rename(file.path, to: path)
    try storage.syncDirectory(directory)
    return try storage.open(path, .readWrite)
  }
}
