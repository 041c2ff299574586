/// How the blocks of replies are written. HELLO chooses it for a session, `fmt=` for one command.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// TAB-separated rows under a header row. TAB, LF, CR and backslash are escaped as `\t \n \r \\`;
  /// a cell without a value is `\N`.
  case tsv
  /// Columns aligned with blanks, for people.
  case table
  /// Laid out for a person, within the width of their terminal: lines of text, without names of
  /// sections.
  case screen
  /// One JSON object for each row, with the name of its section. Amounts are strings.
  case jsonl
  /// The lines of a file as they are, without headings. Only for commands that answer with a file.
  case text

  /// The formats in which any block can be written; a session can choose one of these.
  public static let ofSessions = [tsv, table, screen, jsonl]

  /// Whether the cells of a section are kept until all are known, and then laid out.
  var isLaidOut: Bool { self == .table || self == .screen }
}

/// How replies are written: the format, and for screens the columns of the terminal.
public struct OutputForm: Equatable, Sendable {
  public var format: OutputFormat
  /// Within `Limits.screenWidths`.
  public var width: Int

  /// - Parameter width: the columns of a terminal that a screen is laid out for.
  public init(_ format: OutputFormat = .tsv, width: Int = Limits.screenWidthUsual) {
    (self.format, self.width) = (format, width)
  }
}
