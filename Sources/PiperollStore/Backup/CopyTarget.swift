/// Where a copy of a store is made: first under an unfinished name, which no reader takes for one.
struct CopyTarget {
  private let path: String
  private let unfinished: String
  private let storage: any Storage

  private static let unfinishedSuffix = ".unfinished"

  init(_ path: String, storage: any Storage) {
    self.path = Self.withoutSlashes(path)
    self.storage = storage
    unfinished = self.path + Self.unfinishedSuffix
  }

  /// Whether a copy that is being made, or was left by an interruption, has this name.
  static func isUnfinished(_ path: String) -> Bool {
    withoutSlashes(path).hasSuffix(unfinishedSuffix)
  }

  private static func withoutSlashes(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private var parent: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes the directory, lets the body fill it through a storage that holds it, makes its names
  /// durable and gives it its own.
  ///
  /// - Parameter source: what is copied; the copy must not lie in it.
  func fill<Value>(
    from source: String, _ body: (String, any Storage) throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    if try isThere(path) { throw .exists(directory: path) }
    try refuse(parent, in: source)
    let held = try StoreError.storing { () throws(StorageFault) in
      try storage.createDirectory(unfinished)
      return try storage.holding(unfinished)
    }
    // It may have been there, as another name of what is copied.
    try refuse(unfinished, in: source)
    // What an interrupted one has left: only files that this one would make are taken away.
    try clear(held)
    do throws(StoreError) {
      let value = try body(unfinished, held)
      try StoreError.storing { () throws(StorageFault) in
        try held.syncDirectory(unfinished)
        try storage.rename(unfinished, to: path)
        try storage.syncDirectory(parent)
      }
      return value
    } catch {
      // Gives the room back if it can; the failure to report is the first one.
      do throws(StoreError) { try clear(held) } catch {}
      do throws(StorageFault) { try storage.remove(unfinished) } catch {}
      throw error
    }
  }

  private func isThere(_ path: String) throws(StoreError) -> Bool {
    do throws(StorageFault) {
      _ = try storage.list(path)
      return true
    } catch {
      if error.isNotFound { return false }
      throw .storage(error)
    }
  }

  private func refuse(_ place: String, in source: String) throws(StoreError) {
    let isInside = try StoreError.storing { () throws(StorageFault) in
      try storage.isInside(place, source)
    }
    if isInside { throw .insideItself(target: path, directory: source) }
  }

  private func clear(_ held: any Storage) throws(StoreError) {
    let names = try StoreError.storing { () throws(StorageFault) in try held.list(unfinished) }
    if let strange = names.first(where: { !isOurs($0) }) {
      throw .inTheWay(file: "\(unfinished)/\(strange)")
    }
    try StoreError.storing { () throws(StorageFault) in
      for name in names { try held.remove("\(unfinished)/\(name)") }
    }
  }

  private func isOurs(_ name: String) -> Bool {
    FileName.sequence(in: name, FileName.segmentPrefix, FileName.segmentSuffix) != nil
      || FileName.sequence(in: name, FileName.snapshotPrefix, FileName.snapshotSuffix) != nil
      || [BackupPage.fileName, LockFile.name, DurableMark.fileName].contains(name)
      || name == DurableMark.fileName + FileName.unfinishedSuffix
  }
}
