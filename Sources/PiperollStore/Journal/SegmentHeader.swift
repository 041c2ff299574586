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
    let head: FileHead
    do throws(StoreError) {
      head = try FileHead(
        bytes, magic: Self.magic, version: Self.version, programAt: Self.programAt, file: file)
    } catch {
      // With this version in its place the checksum fits only where the version was damaged.
      guard case .newerFormat = error, bytes.count >= Self.byteCount else { throw error }
      var known = bytes
      known.put(Self.version, at: 8)
      guard (try? SegmentHeader(known, file: file)) != nil else { throw error }
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
