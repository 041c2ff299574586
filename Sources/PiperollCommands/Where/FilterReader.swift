import PiperollLedger

/// Reads a filter: comparisons joined with `or`, `and`, `not` and parentheses. `not` binds closest,
/// then `and`, then `or`.
struct FilterReader {
  /// How deep parentheses and `not`s may be nested. Nobody can read more, and each takes room on
  /// the stack.
  static let depthMax = 32

  private(set) var lexer: FilterLexer
  private var tree = FilterTree()
  var filter = Filter()
  let today: Day
  /// The day from which relative dates count.
  let start: Day
  private var tests = 0
  private var depth = 0

  /// - Parameter start: the day from which relative dates count; nil: today.
  static func read(
    _ text: [UInt8], today: Day, from start: Day? = nil
  ) throws(FilterFault) -> Filter {
    var reader = FilterReader(lexer: try FilterLexer(text), today: today, start: start ?? today)
    let root = try reader.alternatives()
    guard reader.lexer.token == .end else {
      throw reader.fault("and, or, or the end of the filter; put a text with blanks in '...'")
    }
    reader.filter.finish(root, of: reader.tree)
    return reader.filter
  }

  private init(lexer: FilterLexer, today: Day, start: Day) {
    self.lexer = lexer
    self.today = today
    self.start = start
  }

  func fault(_ sentence: String) -> FilterFault {
    FilterFault(offset: lexer.start, sentence: sentence)
  }

  mutating func advance() throws(FilterFault) { try lexer.advance() }

  private mutating func alternatives() throws(FilterFault) -> Filter.Node {
    var node = try conditions()
    while lexer.isWord("or") {
      try advance()
      node = tree.or(node, try conditions())
    }
    return node
  }

  private mutating func conditions() throws(FilterFault) -> Filter.Node {
    var node = try condition()
    while lexer.isWord("and") {
      try advance()
      node = tree.and(node, try condition())
    }
    return node
  }

  private mutating func condition() throws(FilterFault) -> Filter.Node {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthMax {
      throw fault("at most \(Self.depthMax) parentheses and nots within each other")
    }
    if lexer.isWord("not") {
      try advance()
      return tree.not(try condition())
    }
    guard lexer.token == .open else { return try comparison() }
    try advance()
    let node = try alternatives()
    guard lexer.token == .close else { throw fault("and, or, or a ) to close the (") }
    try advance()
    return node
  }

  private mutating func comparison() throws(FilterFault) -> Filter.Node {
    let field = try field()
    tests += 1
    if tests > Filter.testsMax {
      throw fault("at most \(Filter.testsMax) comparisons; field in (a,b,...) is one")
    }
    try advance()
    if lexer.isWord("in") {
      try advance()
      return add(field, oneOf: try list(field))
    }
    guard case .comparison(let comparison) = lexer.token, Self.takes(field, comparison) else {
      throw fault("\(field.word) takes one of \(Self.comparisons(of: field))")
    }
    try advance()
    if lexer.isWord("none"), comparison != .equal, comparison != .notEqual {
      throw fault("none goes with = != in: it is neither less nor more than anything")
    }
    switch (comparison, try value(field)) {
    case (.equal, let value): return add(field, oneOf: [value])
    case (.notEqual, let value): return tree.not(add(field, oneOf: [value]))
    case (_, .text(let part)): return filter.add(field, part: part)
    case (_, .number(let number)): return add(field, comparison, number)
    case (_, .none): return add(field, oneOf: [Value]())
    }
  }

  private func field() throws(FilterFault) -> FilterField {
    let names = FilterField.words.joined(separator: " ")
    guard lexer.token == .word else { throw fault("a field: one of \(names)") }
    let word = String(decoding: lexer.value, as: UTF8.self).lowercased()
    guard let field = FilterField(word: word) else {
      throw fault(nearest(word, in: FilterField.words).map { "\($0)?" } ?? "one of \(names)")
    }
    return field
  }

  /// Reads a list of constants: `(a, b, c)`.
  private mutating func list(_ field: FilterField) throws(FilterFault) -> [Value] {
    guard lexer.token == .open else { throw fault("a list: \(field.word) in (a,b)") }
    var values: [Value] = []
    repeat {
      try advance()
      values.append(try value(field))
    } while lexer.token == .comma
    guard lexer.token == .close else { throw fault("a , and another value, or a )") }
    try advance()
    return values
  }

  private static func takes(_ field: FilterField, _ comparison: FilterLexer.Comparison) -> Bool {
    switch comparison {
    case .equal, .notEqual: true
    case .has: field.isText
    case .less, .lessOrEqual, .greater, .greaterOrEqual: field.isOrdered
    }
  }

  private static func comparisons(of field: FilterField) -> String {
    field.isOrdered ? "= != < <= > >= in" : field.isText ? "= != ~ in" : "= != in"
  }
}

extension FilterField {
  var isText: Bool { kind == .text || kind == .symbol }

  /// Whether its values come one after the other.
  var isOrdered: Bool { kind == .money || kind == .count || kind == .date }
}
