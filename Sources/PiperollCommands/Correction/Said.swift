import PiperollLedger

/// What a line says: how often each run of letters and digits stands in its values and its text.
/// Signs, quotes and keys do not count, nor does the case of letters.
struct Said {
  private var counts: [String: Int] = [:]

  init() {}

  init(_ line: MeantLine) {
    for word in line.words { add(word.value) }
    add(line.text ?? "")
  }

  mutating func add(_ text: String) {
    let runs = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    for run in runs { counts[String(run), default: 0] += 1 }
  }

  mutating func add(_ other: Said) { counts.merge(other.counts) { $0 + $1 } }

  /// Whether nothing of another line is missing.
  func contains(_ other: Said) -> Bool {
    other.counts.allSatisfy { (counts[$0.key] ?? 0) >= $0.value }
  }
}
