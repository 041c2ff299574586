/// The cells of a section that waits for its widths.
struct TableCells: Sendable {
  var bytes: [UInt8] = []
  /// Where each cell ends in `bytes`.
  var ends: [Int] = []

  func cell(_ place: Int) -> ArraySlice<UInt8> {
    bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]]
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

extension ReplyWriter {
  /// Writes the section that was collected: a record down the page, rows under aligned headers.
  mutating func layOut(_ section: SectionSpec) {
    switch section.shape {
    case .record: layOutRecord(section)
    case .rows: layOutRows(section)
    }
    table.removeAll()
  }

  private mutating func layOutRecord(_ section: SectionSpec) {
    let width = section.columns.map(\.name.count).max() ?? 0
    for place in table.ends.indices {
      let cell = table.cell(place)
      if cell.isEmpty { continue }
      let name = section.columns[place % section.columns.count].name
      bytes.append(contentsOf: name.utf8)
      pad(width - name.count + 2)
      bytes.append(contentsOf: cell)
      endLine()
    }
  }

  private mutating func layOutRows(_ section: SectionSpec) {
    let count = section.columns.count
    var widths = section.columns.map(\.name.count)
    for place in table.ends.indices {
      widths[place % count] = max(widths[place % count], displayWidth(table.cell(place)))
    }
    for (place, column) in section.columns.enumerated() {
      put(Array(column.name.utf8)[...], column, widths[place], isLast: place == count - 1)
    }
    endTableLine(from: nil)
    for row in stride(from: 0, to: table.ends.count, by: count) {
      let start = bytes.count
      for (place, column) in section.columns.enumerated() {
        put(table.cell(row + place), column, widths[place], isLast: place == count - 1)
      }
      endTableLine(from: start)
    }
  }

  private mutating func put(
    _ cell: ArraySlice<UInt8>, _ column: ColumnSpec, _ width: Int, isLast: Bool
  ) {
    let gap = width - displayWidth(cell)
    if column.isRight { pad(gap) }
    bytes.append(contentsOf: cell)
    if !isLast { pad((column.isRight ? 0 : gap) + 2) }
  }

  private mutating func endTableLine(from start: Int?) {
    if let start, start < bytes.count, bytes[start] == UInt8(ascii: ".") {
      bytes.insert(UInt8(ascii: "."), at: start)
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    endLine()
  }

  private mutating func pad(_ count: Int) {
    for _ in 0..<max(count, 0) { bytes.append(0x20) }
  }
}

/// The places a text takes on a terminal: one a character, none for a combining mark, two for the
/// scripts of East Asia (a close reading of UAX #11).
func displayWidth(_ text: some Collection<UInt8>) -> Int {
  if text.allSatisfy({ $0 < 0x80 }) { return text.count }
  return String(decoding: text, as: UTF8.self).unicodeScalars.reduce(0) { width, scalar in
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: width
    default: width + (isWide(scalar.value) ? 2 : 1)
    }
  }
}

private func isWide(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
    true
  default: false
  }
}
