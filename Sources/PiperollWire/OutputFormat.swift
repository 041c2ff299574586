/// How blocks are written: chosen for a session by HELLO, for one command by `fmt=`.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// TAB-separated rows under a header row; `\t \n \r \\` escaped, `\N` for none.
  case tsv
  /// Aligned for a person.
  case table
  /// One JSON object a row, with its section's name; amounts as strings.
  case jsonl
  /// The lines of a file, as they are and without headings: of commands that give one.
  case text

  /// Those that any block can be written in, and so a session choose.
  public static let ofSessions = [tsv, table, jsonl]
}
