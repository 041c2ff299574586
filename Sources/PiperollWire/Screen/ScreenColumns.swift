/// Where the columns of a section stand on a screen: on one line where they fit, else with the
/// longest texts broken between their words, else folded below the first column.
struct ScreenColumns {
  /// A column as it is shown.
  struct Column {
    /// The widest of its cells and its name; where a sum stands below them, with room for it.
    let width: Int
    let isRight: Bool
    let isText: Bool
    /// A text is never narrower: its longest word, if that is not longer than most lines.
    let least: Int

    /// - Parameter widest: the columns of a terminal that its widest cell takes.
    /// - Parameter longest: those that its longest word takes.
    init(_ label: String, _ kind: ColumnSpec.Kind, widest: Int, longest: Int) {
      width = max(widest, ScreenText.width(label))
      least = min(max(longest, ScreenText.width(label)), ScreenColumns.textRoomy)
      (isRight, isText) = (kind == .money || kind == .count, kind == .text)
    }
  }

  /// A column on a line: which one, and how wide it is there.
  private struct Slot {
    let column: Int
    let width: Int
  }

  private static let gap = 2
  /// Columns of numbers are told apart by one blank where that saves folding.
  private static let gapLeast = 1
  /// A text that is broken needs so much room, or its lines are too many to read.
  private static let textMin = 18
  /// Texts that have so much room are easy to read.
  private static let textRoomy = 44
  /// What is folded stands so far to the right at most.
  private static let indentMax = 8

  private let columns: [Column]
  private let folds: [[Slot]]
  private let indent: Int
  private let gap: Int

  init(_ columns: [Column], width: Int) {
    self.columns = columns
    indent = min((columns.first?.width ?? 0) + Self.gap, Self.indentMax)
    let plain = columns.indices.map { Slot(column: $0, width: columns[$0].width) }
    let total = columns.reduce(0) { $0 + $1.width }
    let gaps = max(columns.count - 1, 0)
    let fits = [Self.gap, Self.gapLeast].first { total + gaps * $0 <= width }
    let least = columns.dropFirst().contains(where: \.isText) ? Self.gap : Self.gapLeast
    if let fits, fits >= least {
      (folds, gap) = ([plain], fits)
    } else {
      folds =
        Self.narrowed(plain, columns, by: total + gaps * Self.gap - width).map { [$0] }
        ?? Self.folded(plain, columns, width: width, indent: indent)
      gap = Self.gap
    }
  }

  /// Whether all fit on one line, with texts that are still easy to read.
  static func hasRoom(_ columns: [Column], width: Int) -> Bool {
    let widths = columns.map { $0.isText ? min($0.width, textRoomy) : $0.width }
    return widths.reduce(gap * max(columns.count - 1, 0), +) <= width
  }

  /// All on one line, the widest texts narrower and equally wide; nil if they would be too narrow.
  private static func narrowed(_ plain: [Slot], _ columns: [Column], by excess: Int) -> [Slot]? {
    let texts = columns.indices.filter { columns[$0].isText }
    var most = texts.map { columns[$0].width }.max() ?? 0
    func narrow(_ column: Int) -> Int {
      min(columns[column].width, max(most, columns[column].least))
    }
    func saved() -> Int { texts.reduce(0) { $0 + columns[$1].width - narrow($1) } }
    while most >= textMin, saved() < excess { most -= 1 }
    if most < textMin { return nil }
    // What is left of the room is the last one's.
    var rest = saved() - excess
    return plain.reversed().map { slot in
      guard columns[slot.column].isText, slot.width > most else { return slot }
      defer { rest = 0 }
      return Slot(column: slot.column, width: narrow(slot.column) + rest)
    }.reversed()
  }

  /// The columns in their order, line by line. A text that has enough room to be broken in ends its
  /// line.
  private static func folded(
    _ plain: [Slot], _ columns: [Column], width: Int, indent: Int
  ) -> [[Slot]] {
    var (folds, line, used) = ([[Slot]](), [Slot](), 0)
    for slot in plain {
      let room = width - (folds.isEmpty ? 0 : indent) - used - (line.isEmpty ? 0 : gap)
      if slot.width <= room || columns[slot.column].isText && room >= textMin || line.isEmpty {
        let own = Slot(column: slot.column, width: min(slot.width, room))
        used += (line.isEmpty ? 0 : gap) + own.width
        line.append(own)
      } else {
        folds.append(line)
        let own = Slot(column: slot.column, width: min(slot.width, width - indent))
        (line, used) = ([own], own.width)
      }
    }
    return folds + [line]
  }

  /// The lines of a row, or of the names of the columns.
  /// - Parameter cells: one for each column.
  func lines(_ cells: [String]) -> [String] {
    var lines: [String] = []
    for (place, fold) in folds.enumerated() {
      let parts = fold.map { ScreenText.wrapped(cells[$0.column], to: $0.width) }
      let height = parts.map(\.count).max() ?? 0
      let start = String(repeating: " ", count: place == 0 ? 0 : indent)
      // What is folded and empty takes no line.
      if folds.count > 1, parts.allSatisfy({ $0.joined().isEmpty }) { continue }
      for row in 0..<height {
        let texts = zip(fold, parts).map { slot, part in
          ScreenText.padded(
            row < part.count ? part[row] : "", to: slot.width,
            isRight: columns[slot.column].isRight)
        }
        lines.append(start + texts.joined(separator: String(repeating: " ", count: gap)))
      }
    }
    return lines
  }
}
