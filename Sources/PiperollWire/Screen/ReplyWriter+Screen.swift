/// How far a reply on a screen has come.
struct ScreenState: Sendable {
  /// Where its status line begins; nil once it was read.
  var statusAt: Int?
  /// What it says, until that stands on the screen.
  var head: [ScreenPair] = []
  /// Whether lines stand on the screen.
  var hasLines = false
  /// Whether the rows of a section do, so that the next one needs its name.
  var hasSections = false
  /// The section that is being written has its name on the screen.
  var isNamed = false

  init(statusAt: Int) { self.statusAt = statusAt }
}

// A screen: what the status line says, then each section that has rows.
extension ReplyWriter {
  /// Called where a section begins, when the status line is whole.
  mutating func beginScreenSection() {
    screen.isNamed = false
    guard let start = screen.statusAt else { return }
    screen.statusAt = nil
    let line = bytes.withBytes { Array($0[start...]) }
    screen.head = StatusFields(of: line).filter { $0.name != "fmt" }
  }

  /// Begins a screen that is laid out by hand, with `line`: what the status line says is not
  /// repeated there. Sections may follow.
  public mutating func beginScreen() {
    beginScreenSection()
    screen.head = []
  }

  /// A line of a screen, with more at its right end where there is room; else on the next line.
  public mutating func line(_ left: String, right: String = "") {
    let gap = width - ScreenText.width(left) - ScreenText.width(right)
    if right.isEmpty || gap >= ScreenFlow.gap.count {
      put(screenLine: left + String(repeating: " ", count: max(gap, 0)) + right)
    } else {
      for part in ScreenText.wrapped(left, to: width) { put(screenLine: part) }
      line(parts: [right])
    }
    // The sections below have names.
    screen.hasSections = true
  }

  /// Texts one behind the other on an indented line, and on more of them where there is no room.
  public mutating func line(parts: [String]) {
    for line in ScreenFlow.lines(parts, width: width) { put(screenLine: line) }
  }

  /// Called where the block ends. One without sections has its head alone.
  mutating func endScreen() {
    beginScreenSection()
    layOutHead()
  }

  /// Puts what the status line says on the screen, but for what a record says right below.
  private mutating func layOutHead(above record: [ScreenPair] = []) {
    let head = screen.head.filter { !record.contains($0) }
    screen.head = []
    let parts = head.map { "\($0.name) \($0.value)" }
    for line in ScreenFlow.lines(parts, width: width) { put(screenLine: line) }
  }

  /// Puts a line on the screen, without blanks at its end.
  mutating func put(screenLine line: String) {
    screen.hasLines = true
    var line = line[...]
    while line.last == " " { line.removeLast() }
    if line.first == "." { bytes.append(UInt8(ascii: ".")) }
    for byte in line.utf8 { bytes.append(byte) }
    endLine()
  }

  /// Names a section that is not the first: `open-items` as `Open items`.
  mutating func nameScreenSection(_ section: SectionSpec) {
    if screen.isNamed { return }
    screen.isNamed = true
    if screen.hasLines { put(screenLine: "") }
    if screen.hasSections {
      let name = ScreenText.label(section.name)
      put(screenLine: name.prefix(1).uppercased() + name.dropFirst())
    }
    screen.hasSections = true
  }

  /// A section of one row: what has a value, in as many columns as there is room for.
  mutating func layOutScreenRecord(_ section: SectionSpec) {
    let shown = table.ends.indices.filter { table.width($0) > 0 }
    if shown.isEmpty { return }
    let pairs = shown.map { place in
      ScreenPair(section.columns[place % section.columns.count].label, table.text(place))
    }
    layOutHead(above: pairs)
    nameScreenSection(section)
    for line in ScreenGrid.lines(pairs, width: width) { put(screenLine: line) }
  }

  /// A section of rows under the names of their columns. Columns that are blank in every row are
  /// left out, and so is a section without rows.
  mutating func layOutScreenRows(_ section: SectionSpec) {
    if table.ends.isEmpty { return }
    layOutHead()
    nameScreenSection(section)
    let count = section.columns.count
    var widths = [Int](repeating: 0, count: count)
    for place in table.ends.indices {
      widths[place % count] = max(widths[place % count], table.width(place))
    }
    let shown = (0..<count).filter { widths[$0] > 0 }
    let totals = shown.map { totalOf(column: $0, section) }
    for (column, total) in zip(shown, totals) {
      widths[column] = max(widths[column], total.utf8.count)
    }
    let plan = ScreenColumns(
      shown.map { ScreenColumns.Column(section.columns[$0], widest: widths[$0]) }, width: width)
    for line in plan.lines(shown.map { section.columns[$0].label }) { put(screenLine: line) }
    for row in stride(from: 0, to: table.ends.count, by: count) {
      for line in plan.lines(shown.map { table.text(row + $0) }) { put(screenLine: line) }
    }
    if totals.allSatisfy(\.isEmpty) { return }
    let rules = totals.map { String(repeating: "-", count: $0.utf8.count) }
    for line in plan.lines(rules) + plan.lines(totals) { put(screenLine: line) }
  }

  /// The sum of a column that has one; empty where there are no rows to add up.
  private func totalOf(column: Int, _ section: SectionSpec) -> String {
    let count = section.columns.count
    guard section.columns[column].hasTotal, table.ends.count > count else { return "" }
    let cells = stride(from: column, to: table.ends.count, by: count).map { table.text($0) }
    return ScreenText.sum(of: cells) ?? ""
  }
}

extension ColumnSpec {
  /// Its name as people read it.
  var label: String { shown ?? ScreenText.label(name) }
}
