/// What is told of a cell that cannot be taken as it is.
enum CellFault {
  /// Much of a longer text would bury the sentence.
  private static let shownMax = 40

  static func shown(_ cell: ArraySlice<UInt8>) -> String {
    let text = String(decoding: cell, as: UTF8.self)
    return "\"\(text.prefix(shownMax))\(text.count > shownMax ? "..." : "")\""
  }

  /// What a spreadsheet has put in the place of a value, whatever the column; nil if it has not.
  static func spreadsheetError(_ cell: ArraySlice<UInt8>) -> String? {
    guard cell.first == UInt8(ascii: "#") else { return nil }
    let text = String(decoding: cell, as: UTF8.self)
    let isHidden = cell.allSatisfy { $0 == UInt8(ascii: "#") } && cell.count > 2
    guard isHidden || errors.contains(text) else { return nil }
    return "\(shown(cell)) is what a spreadsheet shows instead of a value"
  }

  private static let errors: Set<String> = [
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!",
  ]

  /// A number that a spreadsheet has shortened: its other digits are lost.
  static func shortenedNumber(_ cell: ArraySlice<UInt8>) -> String? {
    guard let sign = cell.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }),
      cell.first.map(isDigit) ?? false, sign > cell.startIndex
    else { return nil }
    let isNumber = cell[..<sign].allSatisfy { isDigit($0) || ".,".utf8.contains($0) }
    let power = cell[(sign + 1)...]
    guard isNumber, power.first == UInt8(ascii: "+"), power.count > 1,
      power.dropFirst().allSatisfy(isDigit)
    else { return nil }
    return "\(shown(cell)) is a long number as a spreadsheet shows it, and its other digits are"
      + " lost; export the file again with this column as text"
  }

  static func amount(_ cell: ArraySlice<UInt8>, _ format: MoneyFormat, isDeclared: Bool) -> String {
    let start = "\(shown(cell)) is no amount of the form \(format.sample)"
    let text = Array(cell)
    if text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
      let inner = MoneyFormat.samples.first {
        MoneyFormat($0)!.read(text[1..<(text.count - 1)]) != nil
      }
      if let inner {
        return start + "; if that is an amount below zero, declare --money-format \"(\(inner))\""
      }
    }
    if text.last == UInt8(ascii: "-"), format.read(text.dropLast()) != nil {
      return start + "; if that is an amount below zero, declare"
        + " --money-format \"\(format.sample)-\""
    }
    let readings = readings(cell)
    if readings.isEmpty { return start }
    let forms = readings.map { "--money-format \"\($0.sample)\" reads \($0.value)" }
      .joined(separator: ", ")
    let isOpen = !isDeclared && readings.count > 1
    return isOpen ? "\(shown(cell)) may mean several amounts: \(forms)" : "\(start); \(forms)"
  }

  /// Each value that some form reads in a cell, with the form.
  static func readings(_ cell: ArraySlice<UInt8>) -> [(sample: String, value: String)] {
    var found: [(sample: String, value: String)] = []
    for sample in MoneyFormat.samples {
      guard let amount = MoneyFormat(sample)!.read(cell) else { continue }
      let value = (amount.isNegative ? "-" : "") + String(decoding: amount.digits, as: UTF8.self)
      if !found.contains(where: { $0.value == value }) { found.append((sample, value)) }
    }
    return found
  }

  static func date(_ cell: ArraySlice<UInt8>, _ format: DateFormat, isDeclared: Bool) -> String {
    var readings: [(sample: String, day: String)] = []
    for sample in DateFormat.samples {
      guard let day = DateFormat(sample)!.read(cell) else { continue }
      readings.append((sample, String(decoding: day, as: UTF8.self)))
    }
    let forms = readings.map { "--date-format \($0.sample) reads \($0.day)" }
      .joined(separator: ", ")
    let start = "\(shown(cell)) is no day of the form \(format.sample)"
    if !readings.isEmpty {
      let isOpen = !isDeclared && readings.count > 1
      return isOpen ? "\(shown(cell)) may mean several days: \(forms)" : "\(start); \(forms)"
    }
    let isSerial = (4...5).contains(cell.count) && cell.allSatisfy(isDigit)
    if isSerial { return start + "; it may be how a spreadsheet counts days: export it as text" }
    return start
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
