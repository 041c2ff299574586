/// A column of a section: its name on the wire and how its cells are written.
public struct ColumnSpec: Sendable {
  /// What the cells are; it decides their side in a table and their type in jsonl.
  public enum Kind: Sendable {
    case text, money, date, count
  }
  /// In lower case, as it stands on the wire.
  public let name: String
  /// What the cells are.
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
  /// How many rows it has, and so how a table shows it.
  public enum Shape: Sendable {
    /// Any number of rows.
    case rows
    /// One row; the table format writes it down the page, a column a line.
    case record
  }
  /// In lower case, as it stands on the wire.
  public let name: String
  /// How many rows it has.
  public let shape: Shape
  /// In their order.
  public let columns: [ColumnSpec]

  public init(_ name: String, _ shape: Shape = .rows, _ columns: [ColumnSpec]) {
    self.name = name
    self.shape = shape
    self.columns = columns
  }
}
