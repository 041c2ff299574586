import PiperollLedger

// Reading the constants of a filter, each by the type of its field, and making comparisons of them.

extension FilterReader {
  /// A constant that was read.
  enum Value {
    case none
    case text([UInt8])
    /// A count, the number of a day, or the raw value of a choice. An amount is in thousandths: no
    /// currency that the book knows has more than three decimals.
    case number(Int64)
  }

  /// The largest amount in a filter, in thousandths: as large as any single amount.
  private static let amountMax: Int64 = 9_999_999_999_999_999
  private static let amountDecimals = 3
  /// The most digits of a count: enough for any number of days.
  private static let countDigitsMax = 9

  /// Reads the constant at the present token and goes to the next one.
  mutating func value(_ field: FilterField) throws(FilterFault) -> Value {
    guard lexer.token == .word || lexer.token == .quoted else {
      throw fault("a value: \(field.expected)")
    }
    let value = lexer.isWord("none") ? .none : try typed(lexer.value, field)
    try advance()
    return value
  }

  private func typed(_ bytes: [UInt8], _ field: FilterField) throws(FilterFault) -> Value {
    let number: Int64? =
      switch field.kind {
      case .text, .symbol: nil
      case .choice: field.number(ofChoice: String(decoding: bytes, as: UTF8.self))
      case .currency:
        Currency(code: String(decoding: bytes, as: UTF8.self).uppercased()).map { Int64($0.index) }
      case .money: Self.thousandths(bytes)
      case .count: Self.count(bytes)
      case .date: Day(parsing: bytes, today: today, from: start).map { Int64($0.number) }
      case .holdKinds:
        HoldKind(word: String(decoding: bytes, as: UTF8.self)).map { Int64($0.rawValue) }
      }
    if field.isText { return .text(bytes) }
    guard let number else {
      let isDate = field.kind == .date
      throw fault(
        isDate
          ? DateHint.sentence(for: String(decoding: bytes, as: UTF8.self), today: today)
          : "\(field.word) is \(field.expected)")
    }
    return .number(number)
  }

  private static func count(_ bytes: [UInt8]) -> Int64? {
    bytes.count <= countDigitsMax ? digits(bytes[...]) : nil
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) -> Int64? {
    guard !bytes.isEmpty, bytes.count <= 18,
      bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
  }

  /// Reads an amount such as `1234.50` or `-5`, in thousandths; nil if it is none.
  private static func thousandths(_ bytes: [UInt8]) -> Int64? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let halves = bytes.dropFirst(isNegative ? 1 : 0)
      .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = digits(halves[0]), whole <= amountMax / 1000 else { return nil }
    var total = whole * 1000
    if halves.count > 1 {
      guard halves[1].count <= amountDecimals, let fraction = digits(halves[1]) else { return nil }
      total += fraction * [0, 100, 10, 1][halves[1].count]
    }
    return isNegative ? -total : total
  }

  // MARK: Comparisons

  mutating func add(_ field: FilterField, oneOf values: [Value]) -> Filter.Node {
    if field.isText {
      return filter.add(
        field, oneOf: values.map { if case .text(let text) = $0 { text } else { [] } })
    }
    if field.kind == .holdKinds { return add(field, anyOf: values) }
    return filter.add(
      field,
      oneOf: Self.divisors(field).map { divisor in
        values.map { value in
          guard case .number(let number) = value else { return Filter.none }
          // No amount of the currency has this value: compare with one that none has.
          return number % divisor == 0 ? number / divisor : Int64.max
        }
      })
  }

  private mutating func add(_ field: FilterField, anyOf values: [Value]) -> Filter.Node {
    var (kinds, orNone) = ([HoldKind](), false)
    for value in values {
      if case .number(let number) = value {
        kinds.append(HoldKind(rawValue: UInt8(number))!)
      } else {
        orNone = true
      }
    }
    return filter.add(field, anyOf: kinds, orNone: orNone)
  }

  /// Adds a comparison of a field whose values are ordered.
  /// - Parameter comparison: `<`, `<=`, `>` or `>=`.
  mutating func add(
    _ field: FilterField, _ comparison: FilterLexer.Comparison, _ number: Int64
  ) -> Filter.Node {
    filter.add(
      field,
      ranges: Self.divisors(field).map { divisor in
        // The largest amount of the currency that is not above the number, and the smallest that is
        // not below it. They differ where the number has more decimals than the currency.
        let below = number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
        let above = number % divisor == 0 ? below : below + 1
        return switch comparison {
        case .less: (Filter.none + 1)...(above - 1)
        case .lessOrEqual: (Filter.none + 1)...below
        case .greater: (below + 1)...Int64.max
        case .greaterOrEqual: above...Int64.max
        case .equal, .notEqual, .has: preconditionFailure("it is no comparison of an order")
        }
      })
  }

  /// For each number of decimals in `Filter.exponents`: what thousandths are divided by to get
  /// minor units. For a field that is not an amount: only 1.
  private static func divisors(_ field: FilterField) -> [Int64] {
    field.kind == .money ? Filter.exponents.map { [1000, 100, 10, 1][$0] } : [1]
  }
}

extension FilterField {
  /// What a value of the field should be, for people.
  var expected: String {
    switch kind {
    case .text, .symbol: "a text; with blanks or signs in it: 'City Hospital'"
    case .choice: "one of \(choices.joined(separator: " "))"
    case .currency: "a currency of ISO 4217, such as USD"
    case .money: "an amount such as 1000 or -12.50, in the account's currency"
    case .count: "a whole number"
    case .date: "a date such as 2026-11-23, today, eom, -30d, +1m"
    case .holdKinds: "one of \(HoldKind.words.joined(separator: " "))"
    }
  }
}
