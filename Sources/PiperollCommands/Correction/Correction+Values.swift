import PiperollLedger
import PiperollWire

// Values that are not of their type.

extension Correction {
  mutating func mendValue(_ key: String, _ book: borrowing Book) {
    guard let parameter = parameter(key) else { return }
    let given = self.given(parameter)
    if case .text = parameter.place, given == nil {
      line.text = ""
      return line.leaveBlank()
    }
    guard let given else { return }
    if giveKey(to: given, insteadOf: parameter) { return }
    if let meant = meant(by: given, parameter, book) {
      // It is of its type: what is wrong with it, the sentence says.
      if meant == given { return }
      if parameter.type.isSpeltAnew { retell(given) }
      if case .filter = parameter.type, Spelling.hasBlank(meant) { line.leaveBlank() }
      return put(parameter, meant)
    }
    if let policy, key == "value" { return mendPolicy(policy, given, parameter, book) }
    if spec?.words == "POST REVERSE", case .entry = parameter.type,
      let entry = item(given, book).map({ book.items[$0.item].entry }) ?? draft(given, book)
    {
      retell(given)
      return put(parameter, "\(entry)")
    }
    if case .text = parameter.type, !given.allSatisfy(\.isWhitespace) { return }
    if case .filter = parameter.type { return }
    // Not a telephone number alone: what else stands there has no place in the line.
    if case .rest = parameter.place, given.contains(where: \.isLetter) { return }
    retell(given)
    put(parameter, withAreaCode(given, parameter, book) ?? blank(parameter))
    line.leaveBlank()
  }

  /// The value of a parameter, also where it takes all words that are left.
  private func given(_ parameter: Parameter) -> String? {
    guard case .rest = parameter.place, keyed(parameter).isEmpty else {
      return value("\(parameter.name)")
    }
    return bare.isEmpty ? nil : bare.map { line.words[$0].value }.joined(separator: " ")
  }

  private mutating func put(_ parameter: Parameter, _ value: String) {
    if case .rest = parameter.place, keyed(parameter).isEmpty {
      for place in bare.dropFirst().reversed() { line.words.remove(at: place) }
    }
    set("\(parameter.name)", to: value)
  }

  /// The numbers of a list.
  private static func numbers(_ list: String) -> [String] {
    list.split { ",;".contains($0) }.map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
  }

  /// A telephone number, or a list of them, with what is missing left to the user.
  private func withAreaCode(
    _ given: String, _ parameter: Parameter, _ book: borrowing Book
  ) -> String? {
    if case .phone = parameter.type { return withAreaCode(given, book) }
    guard case .phones = parameter.type else { return nil }
    return Self.numbers(given).map {
      isPhone($0, book) ? $0 : withAreaCode($0, book) ?? blank(parameter)
    }.joined(separator: ",")
  }

  /// A number of seven digits lacks its area code.
  private func withAreaCode(_ number: String, _ book: borrowing Book) -> String? {
    let digits = number.utf8.filter(isDigit)
    let country = book.deskCountry(on: today).code
    guard digits.count == 7, country == "US" || country == "CA" else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    return "\(MeantLine.blank("area-code"))-\(text.prefix(3))-\(text.suffix(4))"
  }

  /// The one value that a text can mean; nil if there is none, or more than one.
  func meant(by given: String, _ parameter: Parameter, _ book: borrowing Book) -> String? {
    switch parameter.type {
    case .choice(let words):
      let word = given.lowercased()
      return words.contains(word) || parameter.shortWords.contains(word)
        ? word : nearest(word, in: words)
    case .money: return Spelling.amount(given, currency(book))
    case .limit:
      return given.lowercased() == "none" ? "none" : Spelling.amount(given, currency(book))
    case .decimal: return Spelling.amount(given, .usd)
    case .date: return DateHint.meant(by: given, today: today)
    case .moment: return MomentHint.meant(by: given, today: today)
    case .windows: return MomentHint.windows(meantBy: given)
    case .flag: return Spelling.flag(given)
    case .percent: return Spelling.number(given)
    case .count(let range):
      return Spelling.number(given).flatMap {
        Int($0).flatMap { range.contains($0) ? "\($0)" : nil }
      }
    case .entry, .known: return Spelling.digits(given)
    case .revision: return Spelling.revision(given)
    case .entries, .identifiers, .days, .lines, .applications, .dues, .points, .phonesAndEmails:
      return Spelling.list(given)
    case .phones:
      let numbers = Self.numbers(given)
      return numbers.allSatisfy { isPhone($0, book) } ? numbers.joined(separator: ",") : nil
    case .identifier: return Spelling.identifier(given)
    case .number: return Arguments.isItemNumber(given) ? given : nil
    case .reference: return Spelling.reference(given)
    case .filter: return Spelling.filter(given, today)
    case .phone: return isPhone(given, book) ? given : nil
    case .currency: return Currency(code: given.uppercased()) == nil ? nil : given
    case .terms: return PaymentTerms(parsing: given.lowercased())?.text
    case .text, .user, .secret: return nil
    }
  }

  /// The policy that the line sets.
  private var policy: Policy? {
    spec?.words == "POST POLICY" ? value("policy").flatMap { Policy(name: $0) } : nil
  }

  /// The value of a policy is of the policy's own type.
  private mutating func mendPolicy(
    _ policy: Policy, _ given: String, _ parameter: Parameter, _ book: borrowing Book
  ) {
    let meant: [String] =
      switch policy.type {
      case .zone: Spelling.zones(given)
      case .money: [Spelling.amount(given, currency(book))].compactMap(\.self)
      case .days, .years, .percent, .count, .minutes: [Spelling.number(given)].compactMap(\.self)
      case .buckets: [Spelling.list(given)].compactMap(\.self)
      case .order: [nearest(given.lowercased(), in: AllocationOrder.words)].compactMap(\.self)
      case .country: [Country(code: given.uppercased())?.code].compactMap(\.self)
      case .flag: [Spelling.flag(given)].compactMap(\.self)
      case .methods, .weights: [Spelling.list(given)].compactMap(\.self)
      case .strength:
        [nearest(given.lowercased(), in: RuleStrength.allCases.map(\.id))].compactMap(\.self)
      case .verifyBefore:
        [nearest(given.lowercased(), in: VerifyBefore.allCases.map(\.id))].compactMap(\.self)
      case .text, .grace, .domains, .factors, .levels: []
      }
    if meant.isEmpty || meant == [given] { return }
    retell(given)
    put(parameter, meant.count == 1 ? meant[0] : MeantLine.blank(meant.joined(separator: "|")))
    if meant.count > 1 { line.leaveBlank() }
  }

  /// The currency of the line's amounts.
  func currency(_ book: borrowing Book) -> Currency {
    if let account = value("account").flatMap({ book.findAccount($0) }) {
      return book.accounts[account].currency
    }
    return value("currency").flatMap { Currency(code: $0.uppercased()) } ?? .usd
  }
}

extension ValueType {
  /// Whether a value that was meant is read as a whole, so that other letters or digits stand for
  /// the same: an amount without its groups, a date in the order of ISO. Of every other type all
  /// that was given has to stand in what was meant.
  fileprivate var isSpeltAnew: Bool {
    switch self {
    case .money, .limit, .decimal, .date, .terms, .choice, .count, .percent, .flag, .filter,
      .revision, .moment, .windows:
      true
    case .identifier, .identifiers, .number, .reference, .user, .text, .phone, .phones,
      .phonesAndEmails, .points,
      .entry, .known,
      .entries, .lines, .applications, .dues, .currency, .days, .secret:
      false
    }
  }
}
