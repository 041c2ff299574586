/// How blocks are written: chosen for a session by HELLO, for one command by `fmt=`.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// TAB-separated rows under a header row; `\t \n \r \\` escaped, `\N` for none.
  case tsv
  /// Aligned for a person.
  case table
  /// One JSON object a row, with its section's name; amounts as strings.
  case jsonl
}
