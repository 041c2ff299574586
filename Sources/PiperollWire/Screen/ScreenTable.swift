/// The rows of a section as they stand on a screen: under the names of their columns, without
/// columns that are blank in every row, and with the sums of those that have one.
struct ScreenTable {
  /// The currency of all amounts, if that is one: it is not said again in each row.
  let currency: String?
  private let columns: [Column]
  private let rows: [[String]]
  private let sums: [Sums]

  /// A column that is shown.
  private struct Column {
    let label: String
    let parts: [(column: Int, lead: String)]
    let kind: ColumnSpec.Kind
    let hasTotal: Bool
    let isIfRoom: Bool

    /// A column as the section has it, or as its layout has it.
    init(_ column: ScreenColumn, of section: SectionSpec) {
      parts = column.parts.map { (column: section.place(of: $0.column), lead: $0.lead) }
      let alone = column.label == nil ? section.columns[parts[0].column] : nil
      label = column.label ?? alone?.label ?? ""
      (kind, hasTotal) = (alone?.kind ?? .text, alone?.hasTotal ?? false)
      isIfRoom = column.isIfRoom
    }
  }

  /// What stands below the rows of one currency.
  private struct Sums {
    /// A cell for each column; empty where it has no sum.
    let cells: [String]
    /// What part of the whole each is; empty: that is not told.
    let perCents: [String]
  }

  /// - Parameter isWhole: the section has no other rows, so that sums are those of all.
  init(_ section: SectionSpec, _ cells: borrowing TableCells, isWhole: Bool) {
    let count = section.columns.count
    let starts = Array(stride(from: 0, to: cells.ends.count, by: count))
    let money = section.columns.firstIndex { $0.name == "currency" }
    var currencies: [String] = []
    if let money {
      for start in starts {
        let code = cells.text(start + money)
        if !currencies.contains(code) { currencies.append(code) }
      }
    }
    let one = currencies.count == 1 && !currencies[0].isEmpty ? currencies[0] : nil
    currency = one
    var columns = (section.screen?.columns ?? Self.order(section)).map {
      Column($0, of: section)
    }
    if one != nil { columns.removeAll { $0.parts.count == 1 && $0.parts[0].column == money } }
    var rows: [[String]] = []
    for start in starts {
      rows.append(columns.map { Self.text($0, start, cells) })
    }
    let shown = columns.indices.filter { place in rows.contains { !$0[place].isEmpty } }
    self.columns = shown.map { columns[$0] }
    self.rows = rows.map { row in shown.map { row[$0] } }
    let codes = money.map { money in starts.map { cells.text($0 + money) } }
    sums =
      isWhole
      ? Self.sums(
        self.columns, self.rows, codes ?? starts.map { _ in "" },
        perCentOf: section.screen?.whole.map { section.place(of: $0) }) : []
  }

  /// The columns in the order in which people read them: a name right behind what has it.
  private static func order(_ section: SectionSpec) -> [ScreenColumn] {
    var names = section.columns.map(\.name)
    let owner = names.firstIndex { ["account", "group", "ledger-account"].contains($0) }
    if let owner, names.last == "name", owner < names.count - 1 {
      names.insert(names.removeLast(), at: owner + 1)
    }
    return names.map(ScreenColumn.init(stringLiteral:))
  }

  private static func text(
    _ column: Column, _ start: Int, _ cells: borrowing TableCells
  ) -> String {
    var words = ""
    for part in column.parts {
      let text = ScreenText.shown(cells.text(start + part.column))
      if text.isEmpty { continue }
      if words.isEmpty {
        // A mark that would join it to what stands before.
        words = String(part.lead.drop { ":; ".contains($0) }) + text
      } else {
        let isJoined = part.lead.first.map { ":;".contains($0) } ?? false
        words += (isJoined ? "" : " ") + part.lead + text
      }
    }
    return words
  }

  /// The sums of each currency, in the order in which the currencies come. One row needs none, but
  /// where per cents are told.
  private static func sums(
    _ columns: [Column], _ rows: [[String]], _ codes: [String], perCentOf whole: Int?
  ) -> [Sums] {
    guard columns.contains(where: \.hasTotal) else { return [] }
    var (sums, seen) = ([Sums](), Set<String>())
    for code in codes where seen.insert(code).inserted {
      let own = zip(rows, codes).filter { $0.1 == code }.map(\.0)
      if own.count < 2, whole == nil { continue }
      let totals = columns.indices.map { place in
        columns[place].hasTotal ? ScreenText.sum(of: own.map { $0[place] }) ?? "" : ""
      }
      let last = whole.flatMap { whole in columns.firstIndex { $0.parts[0].column == whole } }
      let perCents = last.map { last in
        totals.indices.map { place in
          place <= last ? ScreenText.perCent(totals[place], of: totals[last]) : ""
        }
      }
      let isOfSeveral = Set(codes).count > 1
      let cells = columns.indices.map { place in
        isOfSeveral && columns[place].label == "currency" ? code : totals[place]
      }
      sums.append(Sums(cells: cells, perCents: perCents ?? []))
    }
    return sums
  }

  /// The names of the columns, the rows, and the sums under a rule.
  func lines(width: Int) -> [String] {
    let widths = columns.indices.map { place in
      (rows + sums.flatMap { [$0.cells, $0.perCents] }).reduce(0) { widest, row in
        place < row.count ? max(widest, ScreenText.width(row[place])) : widest
      }
    }
    var shown = Array(columns.indices)
    func plan() -> [ScreenColumns.Column] {
      shown.map { place in
        let column = columns[place]
        let longest =
          column.kind == .text ? rows.map { ScreenText.longestWord($0[place]) }.max() ?? 0 : 0
        return ScreenColumns.Column(
          column.label, column.kind, widest: widths[place], longest: longest)
      }
    }
    while let spare = shown.last(where: { columns[$0].isIfRoom }),
      !ScreenColumns.hasRoom(plan(), width: width)
    {
      shown.removeAll { $0 == spare }
    }
    let places = ScreenColumns(plan(), width: width)
    func pick(_ cells: [String]) -> [String] { shown.map { cells[$0] } }
    var lines = places.lines(pick(columns.map(\.label)))
    for row in rows { lines += places.lines(pick(row)) }
    if sums.isEmpty { return lines }
    let rules = columns.indices.map { place in
      let widest = sums.map { columns[place].hasTotal ? $0.cells[place].utf8.count : 0 }.max()
      return String(repeating: "-", count: widest ?? 0)
    }
    lines += places.lines(pick(rules))
    for sum in sums {
      lines += places.lines(pick(sum.cells))
      if sum.perCents.contains(where: { !$0.isEmpty }) { lines += places.lines(pick(sum.perCents)) }
    }
    return lines
  }
}

extension SectionSpec {
  /// Where a column stands.
  func place(of column: String) -> Int {
    guard let place = columns.firstIndex(where: { $0.name == column }) else {
      preconditionFailure("\(name) has no column \(column)")
    }
    return place
  }
}
