/// What the server says of the values that fit, and what Tab makes of it.
struct ListedValues {
  /// The values, and what each is called.
  private let rows: [(value: String, name: String)]
  /// There are more than these.
  private let hasMore: Bool

  /// - Parameters:
  ///   - lines: the block, in the format tsv.
  ///   - hasMore: whether its status says that there are more.
  init(_ lines: [String], hasMore: Bool) {
    rows = lines.drop { $0.hasPrefix("# ") }.dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      return (String(cells[0]), cells.count > 1 ? String(cells[1]) : "")
    }
    self.hasMore = hasMore
  }

  /// A value that alone fits takes the place of what was typed. Of several the part that they have
  /// in common does, if all begin as it does; else they are shown.
  func completion(of typed: String) -> Completion {
    guard let first = rows.first else {
      return Completion(about: "Nothing begins with \(typed), and nothing is called so.")
    }
    if rows.count == 1, !hasMore {
      return Completion(dropped: typed.count, rest: first.value + " ")
    }
    let small = typed.lowercased()
    if !hasMore, rows.allSatisfy({ $0.value.lowercased().hasPrefix(small) }) {
      var common = first.value[...]
      for row in rows {
        common = common.prefix(zip(common, row.value).prefix { $0 == $1 }.count)
      }
      if common.count > typed.count {
        return Completion(dropped: typed.count, rest: String(common))
      }
    }
    let width = rows.map(\.value.count).max()! + 2
    let shown = rows.map { row in
      row.value + String(repeating: " ", count: width - row.value.count) + row.name
    }
    return Completion(lines: shown + (hasMore ? ["and more"] : []))
  }
}
