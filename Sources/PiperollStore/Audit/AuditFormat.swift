/// How the files of an audit trail are laid out. All numbers are little-endian.
///
/// A segment is a header and blocks. A block is a head, records and a seal. The header and each
/// block are sealed (HMAC-SHA256) together with the seal before them, so that nothing can be
/// changed, put in, taken out or put elsewhere without the key. The first seal of a trail follows
/// 32 zeros.
///
///     header  magic 8, version 4, zeros 4, trail 16, first sequence 8, time 8, seal before 32,
///             zeros 16, seal 32
///     block   magic 4, bytes of records 4, first sequence 8, count 4, zeros 4, records, seal 32
public enum AuditFormat {
  /// The newest format that is read, and the one that is written.
  public static let version: UInt32 = 1

  static let magic = Array("PRPAUDIT".utf8)
  static let sealBytes = 32
  static let headerBytes = 96
  static let blockMagic: UInt32 = 0x3142_5541  // "AUB1"
  static let blockHeadBytes = 24

  static let prefix = "audit-"
  static let suffix = ".log"

  static func file(_ first: UInt64) -> String {
    prefix + FileName.segment(first).dropFirst(FileName.segmentPrefix.count)
  }

  /// The first sequences of the segments in a directory, ascending; none where there is no such
  /// directory.
  static func segments(_ directory: String, _ storage: any Storage) throws(StorageFault) -> [UInt64]
  {
    let names: [String]
    do throws(StorageFault) {
      names = try storage.list(directory)
    } catch {
      if error.isNotFound { return [] }
      throw error
    }
    return names.compactMap { FileName.sequence(in: $0, prefix, suffix) }.sorted()
  }
}

/// The header of a segment.
struct AuditHeader {
  var trail: JournalID
  var first: UInt64
  /// When it was begun: UTC, milliseconds since 1970.
  var time: Int64
  /// The seal at the end of the segment before it.
  var before: [UInt8]

  /// Without its seal.
  var bytes: [UInt8] {
    var bytes = AuditFormat.magic
    bytes.append(integer: AuditFormat.version)
    bytes.append(integer: UInt32(0))
    bytes += trail.bytes
    bytes.append(integer: first)
    bytes.append(integer: time)
    bytes += before
    bytes += [UInt8](repeating: 0, count: AuditFormat.headerBytes - bytes.count)
    return bytes
  }

  /// Nil: the bytes are no header that this version reads.
  init?(_ raw: UnsafeRawBufferPointer) {
    guard raw.count >= AuditFormat.headerBytes + AuditFormat.sealBytes,
      unsafe raw.prefix(8).elementsEqual(AuditFormat.magic),
      unsafe raw.integer(UInt32.self, at: 8) == AuditFormat.version
    else { return nil }
    trail = unsafe JournalID(
      high: raw.integer(UInt64.self, at: 16).byteSwapped,
      low: raw.integer(UInt64.self, at: 24).byteSwapped)
    first = unsafe raw.integer(UInt64.self, at: 32)
    time = unsafe raw.integer(Int64.self, at: 40)
    before = unsafe Array(raw[48..<80])
  }

  init(trail: JournalID, first: UInt64, time: Int64, before: [UInt8]) {
    self.trail = trail
    self.first = first
    self.time = time
    self.before = before
  }
}

/// The numbers at the front of a record. What its `what` and `data` mean is the server's business.
public struct AuditHead: Sendable {
  public var what: UInt8
  public var data: UInt8
  /// The code of the reply, where there was one.
  public var code: UInt16
  /// UTC, milliseconds since 1970.
  public var time: Int64
  public var session: UInt32
  public var rows: UInt32

  /// The numbers of one record.
  public init(
    what: UInt8, data: UInt8, code: UInt16, time: Int64, session: UInt32, rows: UInt32
  ) {
    self.what = what
    self.data = data
    self.code = code
    self.time = time
    self.session = session
    self.rows = rows
  }

  /// Of a record in bytes: its length 4, what 1, data 1, code 2, time 8, session 4, rows 4; then
  /// the lengths of its texts: user 1, address 1, target 2, said 2, before 1, after 1; then the
  /// texts.
  static let byteCount = 32
}

/// A record that was read.
public struct AuditRecord: Sendable {
  public var sequence: UInt64
  public var head: AuditHead
  public var user: String
  public var address: String
  /// What it is about: accounts with commas between them, a user, a policy.
  public var target: String
  /// What was typed, or a reason.
  public var said: String
  public var before: String
  public var after: String

  /// Nil: the bytes are no record.
  init?(_ raw: UnsafeRawBufferPointer, sequence: UInt64) {
    guard raw.count >= AuditHead.byteCount else { return nil }
    self.sequence = sequence
    head = unsafe AuditHead(
      what: raw[4], data: raw[5], code: raw.integer(UInt16.self, at: 6),
      time: raw.integer(Int64.self, at: 8), session: raw.integer(UInt32.self, at: 16),
      rows: raw.integer(UInt32.self, at: 20))
    let counts = unsafe [
      Int(raw[24]), Int(raw[25]), Int(raw.integer(UInt16.self, at: 26)),
      Int(raw.integer(UInt16.self, at: 28)), Int(raw[30]), Int(raw[31]),
    ]
    guard AuditHead.byteCount + counts.reduce(0, +) == raw.count else { return nil }
    var place = AuditHead.byteCount
    let texts = counts.map { count in
      defer { place += count }
      return unsafe String(decoding: raw[place..<(place + count)], as: UTF8.self)
    }
    (user, address, target) = (texts[0], texts[1], texts[2])
    (said, before, after) = (texts[3], texts[4], texts[5])
  }
}

/// What makes seals: a key that is kept elsewhere.
public protocol AuditSealing: Sendable {
  /// The HMAC-SHA256 of some bytes.
  func seal(_ bytes: UnsafeRawBufferPointer) -> [UInt8]
}
