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
