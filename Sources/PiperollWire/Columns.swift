/// A column of a section: its name on the wire and how its cells are written.
public struct ColumnSpec: Sendable {
  public enum Kind: Sendable {
    case text, money, date, count
  }
  public let name: String
  public let kind: Kind

  public init(_ name: String, _ kind: Kind = .text) {
    self.name = name
    self.kind = kind
  }

  /// Numbers stand to the right.
  var isRight: Bool { kind == .money || kind == .count }
}

/// A section of a block: `# name`, a header row, rows.
public struct SectionSpec: Sendable {
  public enum Shape: Sendable {
    /// Any number of rows.
    case rows
    /// One row; the table format writes it down the page, a column a line.
    case record
  }
  public let name: String
  public let shape: Shape
  public let columns: [ColumnSpec]

  public init(_ name: String, _ shape: Shape = .rows, _ columns: [ColumnSpec]) {
    self.name = name
    self.shape = shape
    self.columns = columns
  }
}
