/// What happened, to be read where something went wrong, and its digest, which is the same whenever
/// the same seed is played.
struct Trace {
  private static let linesKept = 400

  private(set) var lines: [String] = []
  private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ line: String) {
    // FNV-1a.
    for byte in line.utf8 { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    lines.append(line)
    if lines.count > 2 * Self.linesKept { lines.removeFirst(Self.linesKept) }
  }

  /// The last of it.
  var end: String { lines.suffix(Self.linesKept).joined(separator: "\n") }
}
