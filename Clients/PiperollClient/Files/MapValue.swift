/// Where the value of one key comes from: the first of some alternatives that is not blank.
struct MapValue: Equatable {
  enum Conversion: String { case money, date }

  /// A column by its name in the header row, or by its number from 1.
  enum Column: Hashable {
    case name(String)
    case number(Int)
  }

  enum Piece: Equatable {
    case text(String)
    /// Nil: what the key's type asks for if it stands alone, else text.
    case column(Column, Conversion?)
  }

  enum Alternative: Equatable {
    case constant(String)
    case pieces([Piece])
  }

  let key: String
  let alternatives: [Alternative]

  /// The same for every row.
  var constant: String? {
    if case .constant(let text)? = alternatives.first { return text }
    return nil
  }

  /// Reads `key=value`, the value as the page of the client describes it.
  /// - Throws: a usage error.
  init(_ line: String) throws {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    key = MapText.trimmed(parts[0]).lowercased()
    guard parts.count == 2, !key.isEmpty,
      key.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
      )
    else {
      throw ClientError(
        .usage, "\(MapText.trimmed(line[...])): a map has key=column, as account=Customer")
    }
    let key = key
    alternatives = try MapText.split(parts[1], at: "|").map { try Self.alternative($0, key) }
    if alternatives == [.constant("")] {
      throw ClientError(.usage, "map \(key): '' is no value; leave the key out")
    }
    if let early = alternatives.dropLast().first(where: \.isConstant) {
      throw ClientError(.usage, "map \(key): nothing can come behind \(early.shown)")
    }
  }

  private static func alternative(_ text: Substring, _ key: String) throws -> Alternative {
    let text = MapText.trimmed(text)
    guard let first = text.first else {
      throw ClientError(
        .usage, "map \(key): a value is missing; leave the key out, or give a column")
    }
    if first == "'" || first == "\"" {
      guard text.count > 1, text.last == first, !text.dropFirst().dropLast().contains(first) else {
        throw ClientError(.usage, "map \(key): \(text) has no \(first) at its end")
      }
      let inner = String(text.dropFirst().dropLast())
      guard !inner.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
        throw ClientError(.usage, "map \(key): \(text) has a control character in it")
      }
      return .constant(inner)
    }
    if !text.contains("{") && !text.contains("}") {
      return .pieces([.column(try column(text, key), nil)])
    }
    return .pieces(try pieces(text[...], key))
  }

  private static func pieces(_ text: Substring, _ key: String) throws -> [Piece] {
    var (pieces, rest) = ([Piece](), text)
    while !rest.isEmpty {
      let plain = rest.prefix { $0 != "{" }
      rest = rest.dropFirst(plain.count)
      guard !plain.contains("}") else { throw unpaired(key, text) }
      if !plain.isEmpty { pieces.append(.text(String(plain))) }
      guard rest.popFirst() != nil else { break }
      let inner = rest.prefix { $0 != "}" }
      guard inner.count < rest.count, !inner.contains("{") else { throw unpaired(key, text) }
      rest = rest.dropFirst(inner.count + 1)
      var (name, conversion) = (inner, Conversion?.none)
      if let colon = inner.lastIndex(of: ":"),
        let found = Conversion(rawValue: String(inner[inner.index(after: colon)...]))
      {
        (name, conversion) = (inner[..<colon], found)
      }
      pieces.append(.column(try column(MapText.trimmed(name), key), conversion))
    }
    return pieces
  }

  private static func unpaired(_ key: String, _ text: Substring) -> ClientError {
    ClientError(.usage, "map \(key): \(text) has a { without its }, or the other way round")
  }

  private static func column(_ name: String, _ key: String) throws -> Column {
    do { return try Column(name) } catch { throw ClientError(.usage, "map \(key): \(error)") }
  }
}

extension MapValue.Column {
  /// A name, or `#` and a number. Throws a usage error.
  init(_ text: String) throws {
    guard text.first == "#" else {
      guard !text.isEmpty else { throw ClientError(.usage, "the name of a column is missing") }
      self = .name(text)
      return
    }
    guard let number = Int(text.dropFirst()), number > 0 else {
      throw ClientError(.usage, "\(text) is no column: the first one is #1")
    }
    self = .number(number)
  }

  var shown: String {
    switch self {
    case .name(let name): name
    case .number(let number): "#\(number)"
    }
  }
}

extension MapValue.Alternative {
  fileprivate var isConstant: Bool { if case .constant = self { true } else { false } }

  fileprivate var shown: String {
    if case .constant(let text) = self { "'\(text)'" } else { "this" }
  }

  var columns: [MapValue.Column] {
    guard case .pieces(let pieces) = self else { return [] }
    return pieces.compactMap { if case .column(let column, _) = $0 { column } else { nil } }
  }
}

/// The signs of a map: quotes and braces keep what separates.
enum MapText {
  static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return String(text)
  }

  /// Cuts at a separator outside of quotes and braces. An apostrophe inside a name is none of these.
  static func split(_ text: Substring, at separator: Character) -> [Substring] {
    var (parts, start) = ([Substring](), text.startIndex)
    var (closing, isAtStart) = (Character?.none, true)
    for index in text.indices {
      let sign = text[index]
      if let end = closing {
        if sign == end { closing = nil }
      } else if sign == "{" {
        closing = "}"
      } else if isAtStart, sign == "'" || sign == "\"" {
        closing = sign
      } else if sign == separator {
        parts.append(text[start..<index])
        start = text.index(after: index)
      }
      if sign != " " && sign != "\t" { isAtStart = sign == "=" || sign == "|" || sign == "," }
    }
    return parts + [text[start...]]
  }
}
