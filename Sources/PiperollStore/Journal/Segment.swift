import PiperollVersion

/// The head of a journal segment, 88 bytes:
///
///     0  magic "PIPEROLJ"          32  epoch (8)            56  chain hash at the end
///     8  format version (4)        40  first sequence (8)       of the segment before
///    12  header length (4)         48  CRC-32C of the           (32)
///    16  journal id (16)               other bytes (4)
///                                  52  program version (4)
///
/// Promised of every format there will ever be: the magic at 0, the format version at 8, the
/// program version at 52. By these an older program says which version wrote a file that it cannot
/// read. Everything else may stand elsewhere in a later format.
///
/// The chain hash stands last so that it lies directly before the first frame, as a frame's trailer
/// lies directly before the next frame: each link hashes one unbroken range of the file.
struct SegmentHeader {
  static let magic = Array("PIPEROLJ".utf8)
  /// The format this version writes, and the newest it reads.
  static let version: UInt32 = 1
  static let byteCount = 88
  private static let checksumAt = 48
  static let programAt = 52

  var journalID: JournalID
  var epoch: UInt64
  var firstSequence: UInt64
  var chain: ChainHash
  /// The version of piperolld that began the segment; a later one may have gone on in it. nil: from
  /// before versions were noted.
  var program: ProgramVersion?

  /// The header as it stands in the file.
  var encoded: [UInt8] {
    var bytes = Self.magic
    bytes.append(integer: Self.version)
    bytes.append(integer: UInt32(Self.byteCount))
    bytes += journalID.bytes
    bytes.append(integer: epoch)
    bytes.append(integer: firstSequence)
    bytes.append(integer: UInt32(0))
    bytes += ProgramVersion.encoded(program)
    bytes += chain.bytes
    bytes.put(CRC32C.checksum(bytes), at: Self.checksumAt)
    return bytes
  }

  /// Reads a header; `file` is for the errors.
  init(_ bytes: [UInt8], file: String) throws(StoreError) {
    let head = try FileHead(
      bytes, magic: Self.magic, version: Self.version, programAt: Self.programAt, file: file)
    guard bytes.count >= Self.byteCount else {
      throw .damagedHeader(file: file, reason: "it is only \(bytes.count) bytes long")
    }
    var covered = Array(bytes[..<Self.byteCount])
    covered.put(UInt32(0), at: Self.checksumAt)
    let (stored, epoch, first, chain) = unsafe bytes.withUnsafeBytes { raw in
      unsafe (
        raw.integer(UInt32.self, at: Self.checksumAt), raw.integer(UInt64.self, at: 32),
        raw.integer(UInt64.self, at: 40), ChainHash(raw, at: 56)
      )
    }
    guard stored == CRC32C.checksum(covered) else {
      throw .damagedHeader(file: file, reason: "its checksum does not match")
    }
    self.journalID = head.journalID
    self.epoch = epoch
    self.firstSequence = first
    self.chain = chain
    program = head.program
  }

  init(
    journalID: JournalID, epoch: UInt64, firstSequence: UInt64, chain: ChainHash,
    program: ProgramVersion? = .current
  ) {
    self.journalID = journalID
    self.epoch = epoch
    self.firstSequence = firstSequence
    self.chain = chain
    self.program = program
  }
}

/// What segments and snapshots begin with alike: magic, format version, length, journal id; and the
/// version of the program that wrote them, at an offset of their own. The format version is judged
/// before any checksum, since a newer format may checksum otherwise.
struct FileHead {
  var journalID: JournalID
  var program: ProgramVersion?

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
    journalID = JournalID(high: high, low: low)
  }
}

/// The names of a store's files. Sequences are written with sixteen hexadecimal digits, so that the
/// order of the names is the order of the journal.
enum FileName {
  static let segmentPrefix = "journal-"
  static let segmentSuffix = ".log"
  static let snapshotPrefix = "snapshot-"
  static let snapshotSuffix = ".snap"
  /// Files being made; one that is left over is of no use to anybody.
  static let unfinishedSuffix = ".new"
  /// The segment that will follow the last one, before it has a first sequence.
  static let nextSegment = segmentPrefix + "next" + segmentSuffix + unfinishedSuffix
  /// Bytes cut from a torn tail, kept for whoever wants to look at them.
  static let brokenSuffix = ".broken"

  static func segment(_ sequence: UInt64) -> String {
    segmentPrefix + digits(sequence) + segmentSuffix
  }

  static func snapshot(_ sequence: UInt64) -> String {
    snapshotPrefix + digits(sequence) + snapshotSuffix
  }

  /// The sequence in a name, nil where the name is not exactly of the form.
  static func sequence(in name: String, _ prefix: String, _ suffix: String) -> UInt64? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { return nil }
    let middle = name.dropFirst(prefix.count).dropLast(suffix.count)
    guard let sequence = UInt64(middle, radix: 16), digits(sequence) == middle else { return nil }
    return sequence
  }

  private static func digits(_ sequence: UInt64) -> String {
    let digits = String(sequence, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
