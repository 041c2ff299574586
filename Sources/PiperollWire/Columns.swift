/// A column of a section: its name on the wire and how its cells are written.
public struct ColumnSpec: Sendable {
  /// What the cells hold. It decides how a table aligns them and which type they have in jsonl.
  public enum Kind: Sendable {
    case text, money, date, count
  }
  /// In lower case, as it stands on the wire.
  public let name: String
  /// What the cells hold.
  public let kind: Kind
  /// Whether a screen has the sum of its amounts below them: they are all of one currency.
  let hasTotal: Bool
  /// Its name on a screen, where that has to be short; nil: its own.
  let shown: String?

  public init(
    _ name: String, _ kind: Kind = .text, shown: String? = nil, hasTotal: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.hasTotal = hasTotal
    self.shown = shown
  }

  /// Whether a table aligns the column to the right, as it does with numbers.
  var isRight: Bool { kind == .money || kind == .count }
}

/// A section of a block: `# name`, a header row, rows.
///
/// A class, because the writer keeps a reference to the section that it writes: copying a reference
/// costs one retain, copying a struct would cost one for each of its parts.
///
/// Unchecked `Sendable`: `init` fills the memory behind its pointers, and nobody writes to it
/// again.
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
  /// The columns, in the order in which a row has their cells.
  public let columns: [ColumnSpec]
  /// How a screen shows its rows; nil: a column each.
  let screen: ScreenLayout?
  /// The lines `# name` and the header row of a tsv block. They are the same in every reply, so
  /// they are made once.
  let heading: UnsafeRawBufferPointer
  /// The first line of `heading`.
  let title: UnsafeRawBufferPointer

  /// Makes a section with these columns.
  /// - Parameter screen: how a screen shows its rows; nil: a column each.
  public init(
    _ name: String, _ shape: Shape = .rows, _ columns: [ColumnSpec], screen: ScreenLayout? = nil
  ) {
    self.screen = screen
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
