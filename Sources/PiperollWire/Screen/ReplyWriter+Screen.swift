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
  /// The currency that was said last, of all amounts that follow.
  var currency: String?
  /// The section that is being written has its name on the screen.
  var isNamed = false

  init(statusAt: Int) { self.statusAt = statusAt }
}

// A screen: what the status line says, then each section that has rows.
extension ReplyWriter {
  /// Keys that are for programs alone: the form of the reply, the revision that `if=` takes.
  private static let plumbing: Set = ["fmt", "rev"]

  /// Called where a section begins, when the status line is whole.
  mutating func beginScreenSection() {
    screen.isNamed = false
    guard let start = screen.statusAt else { return }
    screen.statusAt = nil
    let line = bytes.withBytes { Array($0[start...]) }
    screen.head = StatusFields(of: line).filter { !Self.plumbing.contains($0.name) }
  }

  /// Begins a screen that is laid out by hand, with `line`: what the status line says is not
  /// repeated there. Sections may follow.
  public mutating func beginScreen() {
    beginScreenSection()
    screen.head = []
  }

  /// Begins a screen with a line of its own above what the status line says, but for `keys`, which
  /// that line says.
  public mutating func beginScreen(_ left: String, right: String = "", instead keys: Set<String>) {
    beginScreenSection()
    let head = screen.head.filter { !keys.contains($0.name) }
    line(left, right: right)
    screen.hasSections = false
    screen.head = head
  }

  /// A line of a screen, with more at its right end where there is room; else on the next line.
  public mutating func line(_ left: String, right: String = "") {
    let gap = width - ScreenText.width(left) - ScreenText.width(right)
    if gap >= (right.isEmpty ? 0 : ScreenFlow.gap.count) {
      put(screenLine: left + String(repeating: " ", count: max(gap, 0)) + right)
    } else {
      for part in ScreenText.wrapped(left, to: width) { put(screenLine: part) }
      if !right.isEmpty { line(parts: [right]) }
    }
    // The sections below have names.
    screen.hasSections = true
  }

  /// Texts one behind the other on an indented line, and on more of them where there is no room.
  public mutating func line(parts: [String]) {
    for line in ScreenFlow.lines(parts, width: width) { put(screenLine: line) }
  }

  /// An empty line, behind the section that was being written.
  public mutating func gap() {
    endSection()
    put(screenLine: "")
  }

  /// A term on an indented line with its text beside it, which goes on below itself. What is wider
  /// than its column has a line of its own. It counts as a row.
  /// - Parameter column: how many columns the terms take.
  public mutating func line(term: String, _ text: String, column: Int) {
    rows += 1
    let start = ScreenFlow.indent + ScreenText.padded(term, to: column) + ScreenFlow.indent
    let indent = ScreenText.width(ScreenFlow.indent) * 2 + column
    var parts = ScreenText.wrapped(text, to: max(width - indent, 1))
    if ScreenText.width(term) > column {
      for part in ScreenText.wrapped(term, to: width - ScreenFlow.indent.count) {
        put(screenLine: ScreenFlow.indent + part)
      }
    } else {
      put(screenLine: start + parts.removeFirst())
    }
    for part in parts { put(screenLine: String(repeating: " ", count: indent) + part) }
  }

  /// Called where the block ends. One without sections has its head alone.
  mutating func endScreen() {
    beginScreenSection()
    layOutHead()
  }

  /// Puts what the status line says on the screen, but for what a record says right below.
  /// - Parameter more: what else stands there.
  private mutating func layOutHead(above record: [ScreenPair] = [], and more: String? = nil) {
    let head = screen.head.filter { !record.contains($0) }
    screen.head = []
    let parts = head.map(\.text) + (more.map { [$0] } ?? [])
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
  /// - Parameter currency: that of its amounts, where it is not known yet: `in USD`.
  mutating func nameScreenSection(_ section: SectionSpec, _ currency: String? = nil) {
    if screen.isNamed { return }
    screen.isNamed = true
    if screen.hasLines { put(screenLine: "") }
    if screen.hasSections {
      let name = ScreenText.label(section.name)
      let title = name.prefix(1).uppercased() + name.dropFirst()
      put(screenLine: title + (currency.map { ", \($0)" } ?? ""))
    }
    screen.hasSections = true
  }

  /// A section of one row: what has a value, in as many columns as there is room for.
  mutating func layOutScreenRecord(_ section: SectionSpec) {
    let pairs = screenPairs(of: section)
    if pairs.isEmpty { return }
    layOutHead(above: pairs)
    nameScreenSection(section)
    for line in ScreenGrid.lines(pairs, width: width) { put(screenLine: line) }
  }

  /// What a record says, in the order of its layout.
  private func screenPairs(of section: SectionSpec) -> [ScreenPair] {
    let columns =
      section.screen.map { $0.columns.map { section.place(of: $0.parts[0].column) } }
      ?? Array(section.columns.indices)
    return columns.filter { table.width($0) > 0 }.map { place in
      ScreenPair(section.columns[place].label, ScreenText.shown(table.text(place)))
    }
  }

  /// A section of rows under the names of their columns. A section without rows is left out.
  mutating func layOutScreenRows(_ section: SectionSpec) {
    if table.ends.isEmpty { return }
    // Of a section that is laid out in pieces no piece has the sums.
    let isWhole = !screen.isNamed && table.ends.count < Limits.tableRows * columnCount
    let rows = ScreenTable(section, table, isWhole: isWhole)
    let isNew = rows.currency != nil && rows.currency != screen.currency
    let money = isNew ? rows.currency.map { "in \($0)" } : nil
    if isNew { screen.currency = rows.currency }
    layOutHead(and: screen.hasSections ? nil : money)
    nameScreenSection(section, screen.hasSections ? money : nil)
    for line in rows.lines(width: width) { put(screenLine: line) }
  }
}

extension ColumnSpec {
  /// Its name as people read it.
  var label: String { shown ?? ScreenText.label(name) }
}
