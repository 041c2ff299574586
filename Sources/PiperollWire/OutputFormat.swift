/// How the blocks of replies are written. HELLO chooses it for a session, `fmt=` for one command.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// TAB-separated rows under a header row. TAB, LF, CR and backslash are escaped as `\t \n \r \\`;
  /// a cell without a value is `\N`.
  case tsv
  /// Columns aligned with blanks, for people.
  case table
  /// One JSON object for each row, with the name of its section. Amounts are strings.
  case jsonl
  /// The lines of a file as they are, without headings. Only for commands that answer with a file.
  case text

  /// The formats in which any block can be written; a session can choose one of these.
  public static let ofSessions = [tsv, table, jsonl]
}
