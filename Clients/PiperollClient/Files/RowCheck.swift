/// The first reading of a file: what it comes to, and what is noticed before anything is posted.
struct RowCheck {
  /// Faults that are told where nothing is posted; the others are only counted.
  private static let toldMax = 10
  /// Rows that a dry run shows.
  private static let shownMax = 5
  /// Shorter numbers are more often counted up than cut.
  private static let longNumber = 8

  private(set) var totals = PostTotals()
  private var faults: [String] = []
  private var firstLines: [[UInt8]] = []

  /// What the values of a column have in common.
  private struct Numbers {
    var lengths: ClosedRange<Int>?
    var areDigits = true
    var haveZeros = false

    mutating func add(_ text: String) {
      guard areDigits, !haveZeros, !text.isEmpty else { return }
      areDigits = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      haveZeros = text.utf8.first == UInt8(ascii: "0")
      let count = text.utf8.count
      lengths = min(lengths?.lowerBound ?? count, count)...max(lengths?.upperBound ?? count, count)
    }
  }

  /// Reads all rows. Throws a usage error for a file that is no CSV.
  init(_ file: RowFile, _ maker: RowMaker, _ diagnostics: Diagnostics) throws {
    var source = try RowSource(file, maker, .post, isDry: true)
    let plan = maker.plan
    let columns = plan.idColumns.filter { index in !plan.widths.contains { $0.column == index } }
    var numbers = columns.map { _ in Numbers() }
    while let (row, line) = try source.next() {
      try totals.add(row, row.fault == nil ? .posted : .refused, isGrouped: plan.totalBy != nil)
      if let fault = row.fault, faults.count < Self.toldMax {
        faults.append("line \(row.line): \(fault)")
      }
      if row.fault == nil, firstLines.count < Self.shownMax { firstLines.append(line) }
      for (index, column) in columns.enumerated() {
        if let text = source.cell(column) { numbers[index].add(text) }
      }
    }
    for (column, found) in zip(columns, numbers) {
      guard found.areDigits, !found.haveZeros, let lengths = found.lengths,
        lengths.count > 1, lengths.upperBound >= Self.longNumber
      else { continue }
      let name = plan.header.names[column]
      diagnostics.line(
        "\(name): all are numbers of \(lengths.lowerBound) to \(lengths.upperBound) digits, and"
          + " none begins with 0. A spreadsheet drops zeros in front: compare with where the file"
          + " comes from. --width \"\(name):\(lengths.upperBound)\" refuses the shorter ones")
    }
    try file.demandUnchanged()
  }

  /// Throws a usage error if the file does not come to what its sender says.
  func compare(_ count: Int?, _ sum: AmountSum?, _ diagnostics: Diagnostics) throws {
    var differences: [String] = []
    if let count, count != totals.all.rows {
      differences.append("it has \(totals.all.rows) rows, not \(count)")
    }
    if let sum, sum != totals.all.sum {
      let all = totals.all.sum
      let isMore = sum.millionths < all.millionths
      var rest = isMore ? all : sum
      rest -= isMore ? sum : all
      differences.append(
        "its amounts come to \(all.text), not \(sum.text): \(rest.text)"
          + (isMore ? " more" : " less"))
      if totals.unread > 0 { differences.append("\(totals.unread) rows have no readable amount") }
    }
    if differences.isEmpty { return }
    faults.forEach(diagnostics.line)
    throw ClientError(.usage, "nothing was posted: \(differences.joined(separator: "; "))")
  }

  /// Shows the first rows as commands.
  func show(_ plan: RowPlan, _ output: TextSink) {
    for line in firstLines {
      let cells = line.dropLast().split(separator: 0x09, omittingEmptySubsequences: false)
      var values = zip(plan.keys, cells).map { key, cell in
        (key, TabSection.unescaped(String(decoding: cell, as: UTF8.self)[...]))
      }
      values.append(values.removeFirst())
      let words = values.filter { !$0.1.isEmpty }.map { RequestWords.argument("\($0)=\($1)") }
      output.line(([plan.command.words] + words + plan.constantWords).joined(separator: " "))
    }
    if !firstLines.isEmpty { output.line("") }
  }
}
