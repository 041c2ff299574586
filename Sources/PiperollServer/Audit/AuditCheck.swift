import PiperollCommands
public import PiperollStore
import PiperollTLS

/// What a verification of an audit trail found.
public struct AuditCheck: Sendable {
  /// How many files there are.
  public private(set) var segments = 0
  /// The sequence of the first record.
  public private(set) var first: UInt64 = 0
  /// The sequence of the last record.
  public private(set) var last: UInt64 = 0
  /// The last seal, in hexadecimal digits.
  public private(set) var seal = ""
  /// At the end: a block that was not finished, or that a server is just writing.
  public private(set) var unfinishedBytes = 0
  /// How often a start had to cut off an end that was not finished, as the trail itself says.
  public private(set) var tornEnds = 0
  /// Records that were dropped because there was no room for them, as the trail itself says.
  public private(set) var dropped = 0
  /// What is not as it was written.
  public private(set) var findings: [String] = []

  /// Whether all is as it was written.
  public var isSound: Bool { findings.isEmpty }

  /// A record's sequence and its seal, which were noted elsewhere: what REPORT AUDIT head=yes tells
  /// as `last` and `seal`.
  public struct Head: Sendable {
    let sequence: UInt64
    let seal: [UInt8]

    /// Nil: the text is no `SEQUENCE:SEAL`.
    public init?(_ text: String) {
      let halves = text.split(separator: ":", omittingEmptySubsequences: false)
      guard halves.count == 2, let sequence = UInt64(halves[0]),
        halves[1].utf8.count == 2 * SealKey.byteCount
      else { return nil }
      let digits = halves[1].compactMap { $0.isASCII ? $0.hexDigitValue.map(UInt8.init) : nil }
      guard digits.count == 2 * SealKey.byteCount else { return nil }
      self.sequence = sequence
      seal = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
  }

  /// Reads a whole trail, beside a running server or without one, and changes nothing.
  /// - Parameter head: must be in it, and be the same.
  /// - Throws: `TLSFault` where there is no key, `StorageFault` where the files cannot be read.
  public static func verify(
    _ place: AuditPlace, head: Head? = nil, storage: any Storage = LocalStorage()
  ) throws -> AuditCheck {
    let key = try SealKey(file: place.keyFile)
    var walk = try AuditWalk(
      place.directory, storage: storage, seal: key, noted: head.map { ($0.sequence, $0.seal) })
    var check = AuditCheck()
    // With which records the trail has begun since an administrator removed files.
    var beginnings: Set<String> = ["1"]
    try walk.run { record in
      switch AuditWhat(rawValue: record.head.what) {
      case .removed: beginnings.insert(record.target)
      case .torn: check.tornEnds += 1
      case .dropped: check.dropped += Int(record.head.rows)
      case .start, .stop, .login, .logout, .refusedLogin, .refusedCertificate, .refusedRole, .user,
        .policy, .approval, .close, .sight, .damaged, .unlock, .endSession, .delay,
        .template, nil:
        break
      }
      return true
    }
    check.segments = walk.segments.count
    (check.first, check.last) = (walk.first, walk.last)
    check.seal = hexadecimal(walk.seal)
    check.unfinishedBytes = walk.unfinishedBytes
    check.findings = walk.findings.map(\.description)
    if walk.first > 0, !beginnings.contains("\(walk.first)") {
      check.findings.append("it begins with record \(walk.first), and nobody removed the others")
    }
    if let head, walk.isNotedMissing {
      check.findings.append("record \(head.sequence) is not there with the seal that was noted")
    }
    return check
  }
}
