/// The rows of a section of a tsv reply.
struct Rows {
  private(set) var rows: [[String: String]] = []

  init(_ reply: [String], _ section: String) {
    guard let start = reply.firstIndex(of: "# \(section)") else { return }
    let names = Self.cells(reply[start + 1])
    for line in reply[(start + 2)...] {
      if line.hasPrefix("# ") || line.hasPrefix(". ") { break }
      rows.append(Dictionary(uniqueKeysWithValues: zip(names, Self.cells(line))))
    }
  }

  private static func cells(_ line: String) -> [String] {
    line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
  }

  /// A column of amounts or counts, added up in minor units for each currency.
  func sums(_ column: String) -> [String: Int] {
    rows.reduce(into: [:]) { sums, row in
      sums[row["currency"] ?? "", default: 0] += Self.minor(row[column] ?? "")
    }
  }

  func sum(_ column: String) -> Int { rows.reduce(0) { $0 + Self.minor($1[column] ?? "") } }

  static func minor(_ text: String) -> Int { Int(text.replacing(".", with: "")) ?? 0 }
}
