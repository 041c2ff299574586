public import PiperollStore

/// One journal, and what a test can do to it. The claims of `EngineClaim` are about any of these.
public protocol EngineBench {
  associatedtype Engine: JournalEngine

  /// Opens the journal, which is empty the first time, as a process does after the one before
  /// ended, however that was: its engine is not used any more.
  func open() throws -> Engine
  /// An engine of a second writer, while the first one's is in use; where a journal lets in one
  /// process only, that is the same engine, which the second one takes over.
  func rival(of engine: Engine) throws -> Engine
  /// From now on there is no room for a large group, or there is again.
  func setFull(_ isFull: Bool)
  /// What becomes of the next group cannot be known; it is kept or not, as `seed` has it.
  func loseSight(seed: UInt64)
}

/// What a reading handed out.
public struct JournalRecord: Equatable, Sendable {
  public var sequence: UInt64
  public var time: Int64
  public var payload: [UInt8]

  public init(sequence: UInt64, time: Int64, payload: [UInt8]) {
    self.sequence = sequence
    self.time = time
    self.payload = payload
  }

  /// What record `sequence` of every claim holds: any length, none too, and times that fall.
  public static func expected(_ sequence: UInt64) -> JournalRecord {
    let payload = (0..<sequence * 37 % 300).map { UInt8(truncatingIfNeeded: $0 ^ sequence) }
    return JournalRecord(
      sequence: sequence, time: Int64(sequence) * 1_000 * (sequence % 3 == 0 ? -1 : 1),
      payload: payload)
  }

  /// All from one on through another.
  public static func expected(_ first: UInt64, through last: UInt64) -> [JournalRecord] {
    first > last ? [] : (first...last).map { expected($0) }
  }
}

extension JournalEngine {
  /// What a reading from a sequence on hands out.
  func records(from sequence: UInt64 = 1) throws -> [JournalRecord] {
    var records: [JournalRecord] = []
    try read(from: sequence) {
      records.append(JournalRecord(sequence: $0, time: $1, payload: [UInt8]($2)))
    }
    return records
  }

  /// Appends the records after `last`.
  func append(_ count: Int, after last: UInt64, epoch: UInt64) throws -> AppendResult {
    var group = JournalGroup()
    for sequence in last + 1..<last + 1 + UInt64(count) {
      let record = JournalRecord.expected(sequence)
      group.append(sequence: sequence, time: record.time) { $0 += record.payload }
    }
    return try append(expectedSequence: last + 1, epoch: epoch, group: &group)
  }
}
