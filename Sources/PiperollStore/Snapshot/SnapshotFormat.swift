import PiperollVersion

/// A snapshot: a header of 64 bytes, the body, a CRC-32C for each MiB of the body, a footer.
///
///     header  0  magic "PIPEROLS"     footer  0  body length (8)
///             8  format version (4)           8  block length (4)
///            12  header length (4)           12  magic (4)
///            16  journal id (16)             16  CRC-32C of the header, the block
///            32  sequence (8)                    checksums and the footer before it (4)
///            40  time in ms since 1970 (8)
///            48  program version (4)
///            52  zeros (12)
///
/// Promised of every format there will ever be: the magic at 0, the format version at 8, the
/// program version at 48. By these an older program says which version wrote a file that it cannot
/// read.
///
/// Every block's checksum begins with the journal's seed. The checksums stand together behind the
/// body so that the body is one unbroken range, read in large pieces straight to where it belongs.
struct SnapshotHeader {
  static let magic = Array("PIPEROLS".utf8)
  /// The format this version writes, and the newest it reads.
  static let version: UInt32 = 1
  static let byteCount = 64
  static let programAt = 48

  var journalID: JournalID
  var sequence: UInt64
  var time: Int64
  /// The version of piperolld that wrote it; nil: from before versions were noted.
  var program: ProgramVersion?

  var encoded: [UInt8] {
    var bytes = Self.magic
    bytes.append(integer: Self.version)
    bytes.append(integer: UInt32(Self.byteCount))
    bytes += journalID.bytes
    bytes.append(integer: sequence)
    bytes.append(integer: time)
    bytes += ProgramVersion.encoded(program)
    bytes += [UInt8](repeating: 0, count: Self.byteCount - bytes.count)
    return bytes
  }

  init(
    journalID: JournalID, sequence: UInt64, time: Int64, program: ProgramVersion? = .current
  ) {
    self.journalID = journalID
    self.sequence = sequence
    self.time = time
    self.program = program
  }

  /// Reads the header of a file. Whether one that says a newer version is that, its end tells:
  /// with this version in its place the checksum fits only where the version was damaged.
  init(
    _ bytes: [UInt8], of file: any StorageFile, fileBytes: UInt64
  ) throws(StoreError) {
    do throws(StoreError) {
      try self.init(bytes, file: file.path)
    } catch {
      guard case .newerFormat = error, bytes.count == Self.byteCount else { throw error }
      var known = bytes
      known.put(Self.version, at: 8)
      guard (try? SnapshotFooter(from: file, fileBytes: fileBytes, header: known)) != nil else {
        throw error
      }
      throw .damagedSnapshot(file: file.path, reason: "its format version is damaged")
    }
  }

  /// Reads a header; the footer's checksum covers it.
  init(_ bytes: [UInt8], file: String) throws(StoreError) {
    let head = try FileHead(
      bytes, magic: Self.magic, version: Self.version, programAt: Self.programAt, file: file)
    guard bytes.count >= Self.byteCount else {
      throw .damagedSnapshot(file: file, reason: "it is only \(bytes.count) bytes long")
    }
    journalID = head.journalID
    program = head.program
    (sequence, time) = unsafe bytes.withUnsafeBytes { raw in
      unsafe (raw.integer(UInt64.self, at: 32), raw.integer(Int64.self, at: 40))
    }
  }
}

/// What stands at the end of a snapshot.
struct SnapshotFooter {
  static let magic: UInt32 = 0x3153_5250
  static let byteCount = 20
  /// One checksum a MiB: it fits the second-level cache, so that the copy after the check is free.
  static let blockBytes = 1 << 20

  var bodyBytes: UInt64
  var blockChecksums: [UInt32]

  /// How many blocks a body has; the last may be short.
  static func blockCount(_ bodyBytes: UInt64) -> UInt64 {
    (bodyBytes + UInt64(blockBytes) - 1) / UInt64(blockBytes)
  }

  /// The bytes after the body.
  func encoded(after header: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for checksum in blockChecksums { bytes.append(integer: checksum) }
    bytes.append(integer: bodyBytes)
    bytes.append(integer: UInt32(Self.blockBytes))
    bytes.append(integer: Self.magic)
    bytes.append(integer: CRC32C.checksum(bytes, after: CRC32C.checksum(header)))
    return bytes
  }

  /// Reads what stands behind the body of a file of `fileBytes`.
  init(
    from file: any StorageFile, fileBytes: UInt64, header: [UInt8]
  ) throws(StoreError) {
    let damage = StoreError.damagedSnapshot(
      file: file.path, reason: "its end is cut off or damaged")
    guard fileBytes >= UInt64(SnapshotHeader.byteCount + Self.byteCount) else { throw damage }
    let footer = try StoreError.storing { () throws(StorageFault) in
      try file.readPrefix(Self.byteCount, at: fileBytes - UInt64(Self.byteCount))
    }
    guard footer.count == Self.byteCount else { throw damage }
    bodyBytes = unsafe footer.withUnsafeBytes { unsafe $0.integer(UInt64.self, at: 0) }
    // Compared before it is used: a damaged length must not become a huge allocation.
    let room = fileBytes - UInt64(SnapshotHeader.byteCount + Self.byteCount)
    guard bodyBytes <= room, Self.blockCount(bodyBytes) * 4 == room - bodyBytes else {
      throw damage
    }
    let table = Int(Self.blockCount(bodyBytes)) * 4
    let start = UInt64(SnapshotHeader.byteCount) + bodyBytes
    let bytes = try StoreError.storing { () throws(StorageFault) in
      try file.readPrefix(table + Self.byteCount, at: start)
    }
    guard bytes.count == table + Self.byteCount else { throw damage }
    blockChecksums = unsafe bytes.withUnsafeBytes { raw in
      (0..<table / 4).map { unsafe raw.integer(UInt32.self, at: $0 * 4) }
    }
    guard encoded(after: header) == bytes else { throw damage }
  }

  init(bodyBytes: UInt64, blockChecksums: [UInt32]) {
    self.bodyBytes = bodyBytes
    self.blockChecksums = blockChecksums
  }
}
