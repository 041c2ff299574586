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
/// Version 2 is version 1 in a directory that has a `durable.txt`: who finds such a segment and no
/// such file knows that it was taken away. (Versions of piperolld up to 0.2.0 write version 1.)
///
/// The chain hash stands last so that it lies directly before the first frame, as a frame's trailer
/// lies directly before the next frame: each link hashes one unbroken range of the file.
struct SegmentHeader {
  static let magic = Array("PIPEROLJ".utf8)
  /// The format this version writes, and the newest it reads.
  static let version: UInt32 = 2
  /// The first format whose directory has a durable mark.
  private static let markedVersion: UInt32 = 2
  static let byteCount = 88
  private static let checksumAt = 48
  static let programAt = 52

  /// The format it was read in.
  private(set) var format = Self.version
  var journalID: JournalID
  var epoch: UInt64
  var firstSequence: UInt64
  var chain: ChainHash
  /// The version of piperolld that began the segment; a later one may have gone on in it. nil: from
  /// before versions were noted.
  var program: ProgramVersion?

  /// The directory has a `durable.txt`.
  var needsMark: Bool { format >= Self.markedVersion }

  /// The header as it stands in the file.
  var encoded: [UInt8] {
    var bytes = Self.magic
    bytes.append(integer: format)
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
    let head: FileHead
    do throws(StoreError) {
      head = try FileHead(
        bytes, magic: Self.magic, version: Self.version, programAt: Self.programAt, file: file)
    } catch {
      // With a known version in its place the checksum fits only where the version was damaged.
      guard case .newerFormat = error, bytes.count >= Self.byteCount else { throw error }
      let isDamaged = (1...Self.version).contains { version in
        var known = bytes
        known.put(version, at: 8)
        return (try? SegmentHeader(known, file: file)) != nil
      }
      guard isDamaged else { throw error }
      throw .damagedHeader(file: file, reason: "its format version is damaged")
    }
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
    format = head.version
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
