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
    if let meant = meant(by: given, parameter, book) {
      // It is of its type: what is wrong with it, the sentence says.
      if meant != given { put(parameter, meant) }
      return
    }
    if case .text = parameter.type, !given.allSatisfy(\.isWhitespace) { return }
    if case .filter = parameter.type { return }
    if case .phone = parameter.type, let whole = withAreaCode(given, book) {
      put(parameter, whole)
    } else {
      put(parameter, blank(parameter))
    }
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

  /// A number of seven digits lacks its area code.
  private func withAreaCode(_ number: String, _ book: borrowing Book) -> String? {
    let digits = number.utf8.filter(isDigit)
    let country = book.deskCountry(on: today).code
    guard digits.count == 7, country == "US" || country == "CA" else { return nil }
    let text = String(decoding: digits, as: UTF8.self)
    return "\(MeantLine.blank("area-code"))-\(text.prefix(3))-\(text.suffix(4))"
  }

  /// The one value that a text can mean; nil if there is none, or more than one.
  private func meant(by given: String, _ parameter: Parameter, _ book: borrowing Book) -> String? {
    switch parameter.type {
    case .choice(let words):
      let word = given.lowercased()
      return words.contains(word) ? word : nearest(word, in: words)
    case .money: return Spelling.amount(given, currency(book))
    case .limit:
      return given.lowercased() == "none" ? "none" : Spelling.amount(given, currency(book))
    case .decimal: return Spelling.amount(given, .usd)
    case .date: return DateHint.meant(by: given, today: today)
    case .flag: return Spelling.flag(given)
    case .percent: return Spelling.number(given)
    case .count(let range):
      return Spelling.number(given).flatMap {
        Int($0).flatMap { range.contains($0) ? "\($0)" : nil }
      }
    case .entry, .known: return Spelling.digits(given)
    case .revision: return Spelling.digits(given).map { "rev:\($0)" }
    case .entries, .days, .lines, .applications, .phones, .points: return Spelling.list(given)
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

  /// The currency of the line's amounts.
  func currency(_ book: borrowing Book) -> Currency {
    if let account = value("account").flatMap({ book.findAccount($0) }) {
      return book.accounts[account].currency
    }
    return value("currency").flatMap { Currency(code: $0.uppercased()) } ?? .usd
  }
}
