/// What lies in a store's directory.
struct DirectoryListing {
  /// First sequences of the segments, ascending.
  var segments: [UInt64] = []
  /// Sequences of the snapshots, ascending.
  var snapshots: [UInt64] = []
  /// Files that were being made when the process ended.
  var unfinished: [String] = []

  init(_ directory: String, storage: any Storage) throws(StoreError) {
    let names: [String]
    do throws(StorageFault) {
      names = try storage.list(directory)
    } catch {
      if error.isNotFound { throw .notAStore(directory: directory) }
      throw .storage(error)
    }
    for name in names {
      if name.hasSuffix(FileName.unfinishedSuffix) {
        unfinished.append("\(directory)/\(name)")
      } else if name.contains(FileName.brokenSuffix) {
        continue  // Kept for people; the store never reads it.
      } else if name.hasPrefix(FileName.segmentPrefix) {
        segments.append(
          try Self.sequence(name, FileName.segmentPrefix, FileName.segmentSuffix, directory))
      } else if name.hasPrefix(FileName.snapshotPrefix) {
        snapshots.append(
          try Self.sequence(name, FileName.snapshotPrefix, FileName.snapshotSuffix, directory))
      }
    }
    segments.sort()
    snapshots.sort()
  }

  private static func sequence(
    _ name: String, _ prefix: String, _ suffix: String, _ directory: String
  ) throws(StoreError) -> UInt64 {
    guard let sequence = FileName.sequence(in: name, prefix, suffix) else {
      throw .unknownName(file: "\(directory)/\(name)")
    }
    return sequence
  }
}
