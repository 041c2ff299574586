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
///
/// A class, because the writer refers to the one it is in: a reference is one count to keep.
///
/// Unchecked `Sendable`: what its pointers name is written before anybody has it, and never again.
public final class SectionSpec: @unchecked Sendable {
  /// How many rows it has, and so how a table shows it.
  public enum Shape: Sendable {
    /// Any number of rows.
    case rows
    /// One row; the table format writes it down the page, a column a line.
    case record
    /// A file, a row for each of its lines.
    case file
  }
  /// In lower case, as it stands on the wire.
  public let name: String
  /// How many rows it has.
  public let shape: Shape
  /// In their order.
  public let columns: [ColumnSpec]
  /// `# name` and the header row, as they stand in a tsv block: the same in every reply, and so
  /// written once.
  let heading: UnsafeRawBufferPointer
  /// The first line of it.
  let title: UnsafeRawBufferPointer

  /// A section of these columns.
  public init(_ name: String, _ shape: Shape = .rows, _ columns: [ColumnSpec]) {
    self.name = name
    self.shape = shape
    self.columns = columns
    let first = Array("# \(name)\r\n".utf8)
    let bytes = first + Array((columns.map(\.name).joined(separator: "\t") + "\r\n").utf8)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    memory.copyBytes(from: bytes)
    heading = UnsafeRawBufferPointer(memory)
    title = UnsafeRawBufferPointer(rebasing: heading[..<first.count])
  }

  /// Whether its rows are the lines of a file.
  public var isFile: Bool { shape == .file }

  deinit { heading.deallocate() }
}
