/// How a file writes days.
struct DateFormat: Equatable {
  private enum Part { case year, shortYear, month, day }

  /// As it was declared.
  let sample: String
  private let parts: [Part]
  /// Nil where the digits stand without anything between them.
  private let separator: UInt8?

  /// What days look like where nothing is declared.
  static let iso = DateFormat("Y-M-D")!

  /// The forms that a message can name.
  static let samples = ["Y-M-D", "M/D/Y", "D/M/Y", "D.M.Y", "Y/M/D", "D-M-Y", "M-D-Y", "YMD"]

  /// Nil for what does not have a year, a month and a day.
  init?(_ sample: String) {
    self.sample = sample
    let letters = sample.uppercased().filter(\.isLetter)
    let signs = Set(sample.filter { !$0.isLetter })
    guard signs.count <= 1, signs.isSubset(of: ["/", ".", "-"]) else { return nil }
    separator = signs.first?.asciiValue
    let order = letters.replacing("YY", with: "y")
    guard order.count == 3, Set(order.uppercased()) == ["Y", "M", "D"],
      sample.count == letters.count + (signs.isEmpty ? 0 : 2),
      signs.isEmpty || sample.split(separator: signs.first!).count == 3
    else { return nil }
    parts = order.map { ["Y": .year, "y": .shortYear, "M": .month, "D": .day][$0]! }
  }

  /// The day as the protocol writes it; nil for what is not written in this form, or no day.
  func read(_ cell: ArraySlice<UInt8>) -> [UInt8]? {
    let text = Self.withoutMidnight(cell)
    guard let numbers = numbers(text) else { return nil }
    var (year, month, day) = (0, 0, 0)
    for (part, digits) in zip(parts, numbers) {
      guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      switch (part, digits.count) {
      case (.year, 4): year = value
      case (.shortYear, 2): year = 2000 + value
      case (.month, 1...2): month = value
      case (.day, 1...2): day = value
      default: return nil
      }
    }
    guard (1...12).contains(month), (1...Self.days(of: month, year)).contains(day) else {
      return nil
    }
    return Self.digits(year, 4) + [UInt8(ascii: "-")] + Self.digits(month, 2)
      + [UInt8(ascii: "-")] + Self.digits(day, 2)
  }

  private func numbers(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
    if let separator {
      let numbers = text.split(separator: separator, omittingEmptySubsequences: false)
      return numbers.count == 3 ? numbers : nil
    }
    var (rest, numbers) = (text, [ArraySlice<UInt8>]())
    for part in parts {
      numbers.append(rest.prefix(part == .year ? 4 : 2))
      rest = rest.dropFirst(part == .year ? 4 : 2)
    }
    return rest.isEmpty && numbers.allSatisfy { $0.count >= 2 } ? numbers : nil
  }

  /// Databases write a day with its first moment behind it.
  private static func withoutMidnight(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let gap = text.firstIndex(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") })
    else { return text }
    let time = text[(gap + 1)...]
    let isMidnight = time.count >= 5 && time.allSatisfy { "0:.".utf8.contains($0) }
    return isMidnight ? text[..<gap] : text
  }

  private static func days(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func digits(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { place in
      UInt8(0x30 + number / [1, 10, 100, 1000][place] % 10)
    }
  }
}
