/// Texts of a screen, by the columns that they take on a terminal.
enum ScreenText {
  /// The columns that a text takes.
  static func width(_ text: some StringProtocol) -> Int { displayWidth(text.utf8) }

  /// The columns that its longest word takes.
  static func longestWord(_ text: String) -> Int {
    text.split(separator: " ").map(width).max() ?? 0
  }

  /// The words of a text, those that are too long in pieces; with each whether a word begins there.
  private static func pieces(of text: String, _ width: Int) -> [(Substring, isStart: Bool)] {
    text.split(separator: " ").flatMap { word -> [(Substring, isStart: Bool)] in
      if Self.width(word) <= width { return [(word, true)] }
      var (pieces, rest) = ([(Substring, isStart: Bool)](), word)
      while let place = rest.firstIndex(where: { "|,/".contains($0) }) {
        pieces.append((rest[...place], pieces.isEmpty))
        rest = rest[rest.index(after: place)...]
      }
      return rest.isEmpty ? pieces : pieces + [(rest, pieces.isEmpty)]
    }
  }

  /// A name of the wire as people read it: `past-due` as `past due`; `1-30` stays.
  static func label(_ name: String) -> String {
    name.utf8.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? name : name.replacing("-", with: " ")
  }

  /// The sum of amounts as they are written; nil if they do not all have the same decimals, or the
  /// sum is too large.
  static func sum(of amounts: [String]) -> String? {
    var (sum, places): (Int64, Int?) = (0, nil)
    for amount in amounts where !amount.isEmpty {
      let decimals = amount.split(separator: ".", maxSplits: 1).dropFirst().first?.count ?? 0
      guard places == nil || places == decimals,
        let minor = Int64(amount.replacing(".", with: ""))
      else { return nil }
      let (next, isTooLarge) = sum.addingReportingOverflow(minor)
      if isTooLarge { return nil }
      (sum, places) = (next, decimals)
    }
    guard let places else { return nil }
    var digits = String(sum.magnitude)
    digits = String(repeating: "0", count: max(places + 1 - digits.count, 0)) + digits
    if places > 0 { digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places)) }
    return (sum < 0 ? "-" : "") + digits
  }

  /// What part of a sum an amount is, as `78.2%`; empty where there is nothing to divide.
  static func perCent(_ amount: String, of whole: String) -> String {
    guard !amount.isEmpty, let part = Double(amount), let sum = Double(whole), sum != 0 else {
      return ""
    }
    let tenths = (part * 1_000 / sum).rounded()
    let digits = "\(Int(tenths.magnitude))"
    let places = digits.count < 2 ? "0" + digits : digits
    return (tenths < 0 ? "-" : "") + places.dropLast() + "." + places.suffix(1) + "%"
  }

  /// A cell as people read it: a moment as `2026-11-28 14:37Z`, all else as it is.
  static func shown(_ cell: String) -> String {
    let bytes = Array(cell.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"), bytes[10] == UInt8(ascii: "T"),
      bytes[4] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":"),
      bytes.dropLast().allSatisfy({ $0 < UInt8(ascii: "A") || $0 == UInt8(ascii: "T") })
    else { return cell }
    return cell.prefix(16).replacing("T", with: " ") + "Z"
  }

  /// A text with blanks up to a width: behind it, or before it where it stands on the right.
  static func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
    let gap = String(repeating: " ", count: max(width - Self.width(text), 0))
    return isRight ? gap + text : text + gap
  }

  /// The lines of a text that is broken between words. A word that is longer than a line is broken
  /// behind `|`, `,` or `/`, and one that is longer even so goes on in the next line.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    if Self.width(text) <= width { return [text] }
    var (lines, line, used) = ([String](), "", 0)
    for (word, isStart) in pieces(of: text, width) {
      let needed = Self.width(word)
      let blank = isStart ? 1 : 0
      if used > 0, used + blank + needed <= width {
        line += (isStart ? " " : "") + word
        used += blank + needed
        continue
      }
      if used > 0 { lines.append(line) }
      (line, used) = ("", 0)
      for letter in word {
        let own = Self.width(String(letter))
        if used + own > width, used > 0 {
          lines.append(line)
          (line, used) = ("", 0)
        }
        line.append(letter)
        used += own
      }
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return lines
  }
}

/// Texts one behind the other, as many on a line as there is room for.
enum ScreenFlow {
  static let gap = "   "
  static let indent = "  "

  static func lines(_ texts: [String], width: Int) -> [String] {
    var (lines, line) = ([String](), "")
    for text in texts {
      let needed = ScreenText.width(text)
      if !line.isEmpty, ScreenText.width(line) + gap.count + needed <= width {
        line += gap + text
        continue
      }
      if !line.isEmpty { lines.append(line) }
      var parts = ScreenText.wrapped(text, to: width - indent.count)
      line = indent + parts.removeLast()
      lines += parts.map { indent + $0 }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}

/// Names and values below each other, in as many columns as there is room for. A long value has its
/// own lines.
enum ScreenGrid {
  private static let gap = 3
  /// A value that is wider stands alone.
  private static let valueMax = 28

  static func lines(_ pairs: [ScreenPair], width: Int) -> [String] {
    let nameWidth = pairs.map { ScreenText.width($0.name) }.max() ?? 0
    let valueWidth =
      pairs.map { ScreenText.width($0.value) }.filter { $0 <= valueMax }.max() ?? 0
    let cellWidth = nameWidth + 2 + valueWidth
    let columns = max((width + gap) / (cellWidth + gap), 1)
    var (lines, line) = ([String](), [String]())
    func flush() {
      if line.isEmpty { return }
      lines.append(line.joined(separator: String(repeating: " ", count: gap)))
      line = []
    }
    for pair in pairs {
      let name = ScreenText.padded(pair.name, to: nameWidth + 2)
      if ScreenText.width(pair.value) <= valueMax, cellWidth <= width {
        line.append(name + ScreenText.padded(pair.value, to: valueWidth))
        if line.count == columns { flush() }
        continue
      }
      flush()
      let parts = ScreenText.wrapped(pair.value, to: max(width - nameWidth - 2, 1))
      let indent = String(repeating: " ", count: nameWidth + 2)
      for (place, part) in parts.enumerated() { lines.append((place == 0 ? name : indent) + part) }
    }
    flush()
    return lines
  }
}
