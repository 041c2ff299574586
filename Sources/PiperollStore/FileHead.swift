import PiperollVersion

/// What segments and snapshots begin with alike: magic, format version, length, journal id; and the
/// version of the program that wrote them, at an offset of their own. The format version is judged
/// before any checksum, since a newer format may checksum otherwise.
struct FileHead {
  var journalID: JournalID
  var program: ProgramVersion?
  /// The format version.
  var version: UInt32

  /// - Throws: `newerFormat` where the format is later than `version`, the newest that is read;
  ///   `damagedHeader` where the bytes are no such head.
  init(
    _ bytes: [UInt8], magic: [UInt8], version: UInt32, programAt: Int, file: String
  ) throws(StoreError) {
    guard bytes.count >= 32 else {
      throw .damagedHeader(file: file, reason: "it is only \(bytes.count) bytes long")
    }
    guard bytes.starts(with: magic) else {
      throw .damagedHeader(file: file, reason: "it does not begin with its magic")
    }
    let (found, high, low) = unsafe bytes.withUnsafeBytes { raw in
      unsafe (
        raw.integer(UInt32.self, at: 8), raw.integer(UInt64.self, at: 16).byteSwapped,
        raw.integer(UInt64.self, at: 24).byteSwapped
      )
    }
    if bytes.count >= programAt + ProgramVersion.byteCount {
      program = ProgramVersion(in: bytes, at: programAt)
    }
    guard found <= version else {
      throw .newerFormat(file: file, version: found, known: version, program: program)
    }
    self.version = found
    journalID = JournalID(high: high, low: low)
  }
}
