/// What became of a file, for people or as data.
struct PostReport {
  let file: String
  let isDry: Bool
  let hasSum: Bool
  let expectedCount: Int?
  let expectedSum: AmountSum?
  let run: PostRun

  func print(_ form: ClientOptions.Output, to output: TextSink) {
    switch form {
    case .verbatim: lines.forEach(output.line)
    case .tsv, .csv: table.map { Self.row($0, form) }.forEach(output.line)
    case .json: objects.forEach(output.line)
    }
  }

  private var lines: [String] {
    var lines = ["\(file): \(amounts(run.totals.all, rows: " rows"))\(expectation)"]
    for fate in RowFate.allCases {
      guard let total = run.totals.byFate[fate] else { continue }
      let place = fate == .refused ? run.rejectsPath.map { "  in \($0)" } ?? "" : ""
      lines.append("  " + Self.padded(name(fate), 22) + padded(total) + place)
    }
    if run.passedOver > 0 {
      lines.append("  " + Self.padded("passed over", 22) + "\(run.passedOver)")
    }
    if isDry { lines.append("  nothing was written") }
    for group in run.totals.byGroup {
      lines.append("  " + Self.padded("of \(group.name)", 22) + padded(group.total))
    }
    return lines
  }

  private func name(_ fate: RowFate) -> String {
    guard isDry else { return fate.rawValue }
    return switch fate {
    case .posted: "would be posted"
    case .pending: "would wait for approval"
    case .refused: "would be refused"
    case .before, .nothing: fate.rawValue
    }
  }

  private var expectation: String {
    guard expectedCount != nil || expectedSum != nil, run.isComplete else { return "" }
    return ", as expected"
  }

  private func amounts(_ total: PostTotals.Total, rows: String) -> String {
    "\(total.rows)\(rows)" + (hasSum ? ", \(total.sum.text)" : "")
  }

  private func padded(_ total: PostTotals.Total) -> String {
    let count = "\(total.rows)"
    let rows = String(repeating: " ", count: max(0, 8 - count.count)) + count
    guard hasSum else { return rows }
    let sum = total.sum.text
    return rows + "  " + String(repeating: " ", count: max(0, 16 - sum.count)) + sum
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// One row, and one for each value of `--total-by`.
  private var table: [[String]] {
    let fields = fields
    var rows = [fields.map(\.key), fields.map(\.value)]
    guard !run.totals.byGroup.isEmpty else { return rows }
    rows.append(["# totals"])
    rows.append(["value", "rows", "sum"])
    rows += run.totals.byGroup.map { [$0.name, "\($0.total.rows)", $0.total.sum.text] }
    return rows
  }

  private var objects: [String] {
    let file = [("section", "file")] + fields.map { ($0.key, $0.value) }
    let groups = run.totals.byGroup.map { group in
      [
        ("section", "totals"), ("value", group.name), ("rows", "\(group.total.rows)"),
        ("sum", group.total.sum.text),
      ]
    }
    return ([file] + groups).map { fields in
      "{"
        + fields.map { JSONText.quoted($0.0) + ":" + JSONText.quoted($0.1) }
        .joined(separator: ",") + "}"
    }
  }

  private var fields: [(key: String, value: String)] {
    var fields = [
      (key: "file", value: file), ("complete", run.isComplete ? "yes" : "no"),
      ("dry", isDry ? "yes" : "no"), ("rows", "\(run.totals.all.rows)"),
    ]
    if hasSum { fields.append(("sum", run.totals.all.sum.text)) }
    for fate in RowFate.allCases {
      let total = run.totals.byFate[fate] ?? PostTotals.Total()
      fields.append((fate.key, "\(total.rows)"))
      if hasSum { fields.append(("\(fate.key)-sum", total.sum.text)) }
    }
    fields.append(("passed-over", "\(run.passedOver)"))
    fields.append(("rejects", run.rejectsPath ?? ""))
    return fields
  }

  private static func row(_ cells: [String], _ form: ClientOptions.Output) -> String {
    form == .csv
      ? cells.map { CSVText.cell($0) }.joined(separator: ",")
      : cells.map { $0.replacing("\\", with: "\\\\").replacing("\t", with: "\\t") }
        .joined(separator: "\t")
  }
}
