import PiperollLedger
public import PiperollWire

// Readers of values, one for each type. Where a value is not of its type they throw 504 BADVALUE
// with a sentence that says what it should have been.

extension Arguments {
  /// A parameter as text; empty if it was not given. Binding has made sure that a required one was.
  func required(_ name: StaticString) -> String { text(name) ?? "" }

  /// An account's id.
  func identifier(_ name: StaticString) throws(Failure) -> String {
    let id = required(name)
    guard Self.isIdentifier(id) else {
      throw bad(
        name, "1 to \(Limits.identifierBytes) letters, digits and ._/- with a letter or digit first"
      )
    }
    return id
  }

  /// An identifier that will be stored. It may not hold the number of a payment card.
  func newIdentifier(_ name: StaticString) throws(Failure) -> String {
    let id = try identifier(name)
    try demandNoCard(name, in: id)
    return id
  }

  static func isIdentifier(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { isIdentifier(UnsafeRawBufferPointer($0)) }
  }

  static func isIdentifier(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard (1...Limits.identifierBytes).contains(bytes.count), let first = bytes.first else {
      return false
    }
    return (isLetter(first) || isDigit(first))
      && bytes.allSatisfy { $0 != UInt8(ascii: ":") && (isNameByte($0) || $0 == UInt8(ascii: "/")) }
  }

  /// The row of the account that a parameter names.
  /// - Throws: 504 where it is no id, a refusal where there is no such account.
  func account(_ name: StaticString = "account", in book: borrowing Book) throws(Failure) -> UInt32
  {
    let known = withBytes(spec.index(of: name)) { bytes in
      Self.isIdentifier(bytes) ? book.findAccount(bytes) : nil
    }
    if let known, let row = known { return row }
    let id = try identifier(name)
    guard let row = book.findAccount(id) else { throw .refused(.accountNotFound(id)) }
    return row
  }

  /// An amount of money in a currency.
  func money(_ name: StaticString, _ currency: Currency) throws(Failure) -> Money {
    let plain = withBytes(spec.index(of: name)) { bytes in
      try? Money(parsing: bytes, decimals: currency.decimals)
    }
    if let plain, let amount = plain { return amount }
    return try money(name, bytes: required(name).utf8, currency)
  }

  func money(
    _ name: StaticString, bytes: some Collection<UInt8>, _ currency: Currency
  ) throws(Failure) -> Money {
    do { return try Money(parsing: bytes, decimals: currency.decimals) } catch {
      switch error {
      case .notAnAmount: throw bad(name, "an amount such as 1234.50: digits, no sign, no commas")
      case .tooManyDecimals(let allowed):
        throw bad(name, "\(currency.code) has \(allowed) decimals; this amount has more")
      case .tooLarge:
        let largest = Money.largest.text(decimals: currency.decimals)
        throw bad(name, "the largest amount is \(largest)")
      }
    }
  }

  /// A date; nil if it was not given. A relative one counts from the request's own day.
  func date(_ name: StaticString) throws(Failure) -> Day? { try date(spec.index(of: name)) }

  func date(_ index: Int) throws(Failure) -> Day? {
    if let plain = withBytes(index, { Day(iso: $0) }), let day = plain { return day }
    guard let text = text(index) else { return nil }
    let start = index == spec.table.ownDay ? today : try startOfRelativeDates()
    guard let day = Day(parsing: text.utf8, today: today, from: start) else {
      throw bad(spec.parameters[index].name, DateHint.sentence(for: text, today: today))
    }
    return day
  }

  /// The day from which relative dates count: the request's own - `date=`, `as-of=`, or `from=` of
  /// a hold - or today where that was not given.
  func startOfRelativeDates() throws(Failure) -> Day {
    try spec.table.ownDay.flatMap { index throws(Failure) in try date(index) } ?? today
  }

  /// A choice by its word; nil if it was not given.
  func choice<Choice: WireWord>(_ name: StaticString, _: Choice.Type) throws(Failure) -> Choice?
  where Choice: RawRepresentable<UInt8> {
    guard let text = text(name) else { return nil }
    guard let choice = Choice(word: text) else {
      throw bad(name, "one of \(Choice.words.joined(separator: " "))")
    }
    return choice
  }

  /// One of some choices by its word; nil if it was not given.
  /// - Parameter choices: those that the command takes.
  func choice<Choice: WireWord>(
    _ name: StaticString, among choices: [Choice]
  ) throws(Failure) -> Choice?
  where Choice: RawRepresentable<UInt8> {
    guard let text = text(name) else { return nil }
    guard let choice = Choice(word: text), choices.contains(choice) else {
      throw bad(name, "one of \(choices.map(\.word).joined(separator: " "))")
    }
    return choice
  }

  /// The parameter `reason`; `other` if it was not given.
  /// - Parameter reasons: those that the command takes.
  func reason(among reasons: [Reason]) throws(Failure) -> Reason {
    try choice("reason", among: reasons) ?? .other
  }

  /// A parameter that is `yes` or `no`; false if it was not given.
  func flag(_ name: StaticString) throws(Failure) -> Bool {
    guard let text = text(name) else { return false }
    switch text {
    case "no": return false
    case "yes": return true
    default: throw bad(name, "yes or no")
    }
  }

  /// The format that `fmt=` asks for. Where it was not given: `text` for a command that answers
  /// with a file, else nil, which means the session's format.
  public func format() throws(Failure) -> OutputFormat? {
    guard let index = spec.table.format else { return nil }
    guard let word = text(index) else { return spec.givesFile ? .text : nil }
    guard let format = OutputFormat(rawValue: word), format != .text || spec.givesFile else {
      throw bad("fmt", "one of \(spec.formats.map(\.rawValue).joined(separator: " "))")
    }
    return format
  }

  /// The number of an entry.
  func entry(_ name: StaticString) throws(Failure) -> EntryNumber {
    guard let number = Self.number(required(name)), number > 0, number < UInt32.max else {
      throw bad(name, "the number of an entry, as its reply or LOOKUP HISTORY gave it")
    }
    return EntryNumber(number)
  }

  /// A whole number in digits alone: Swift's own reader also takes a sign.
  static func number(_ text: String) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int(text) : nil
  }

  func count(_ name: StaticString, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Self.number(text), range.contains(number) else {
      throw bad(name, "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A rate of interest, in percent a year.
  func rate(_ name: StaticString) throws(Failure) -> InterestRate {
    guard let rate = InterestRate(parsing: required(name).utf8) else {
      throw bad(
        name,
        "percent a year such as 7.25: at most \(InterestRate.decimals) decimals, and"
          + " \(InterestRate.largest.text)")
    }
    return rate
  }

  func currency(_ name: StaticString) throws(Failure) -> Currency? {
    guard let text = text(name) else { return nil }
    guard let currency = Currency(code: text.uppercased()) else {
      throw bad(name, "a currency of ISO 4217, such as USD")
    }
    return currency
  }

  /// Free text that will be stored; empty if it was not given.
  /// - Throws: 504 where the text is required and blank.
  func freeText(_ name: StaticString) throws(Failure) -> String {
    let text = required(name)
    if text.isEmpty, !spec.parameters[spec.index(of: name)].isRequired { return "" }
    if spec.parameters[spec.index(of: name)].isRequired, text.allSatisfy(\.isWhitespace) {
      throw bad(name, "a text, not only blanks")
    }
    return text
  }

  /// What a credit is set against: the items of `INV-1:200.00,INV-2`, an item of exactly its amount
  /// (`exact`), or nothing (`none`). By the policy's order, if the parameter was not given.
  func allocation(_ name: StaticString, _ currency: Currency) throws(Failure) -> Allocation {
    guard let text = text(name) else { return .automatic }
    switch text {
    case "exact": return .exact
    case "none": return .told([])
    default: return .told(try applications(name, currency) ?? [])
    }
  }
}
