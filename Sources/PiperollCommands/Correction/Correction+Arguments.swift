import PiperollLedger
import PiperollWire

// Arguments: which of them is missing, too many, given twice or not of this command.

extension Correction {
  /// What people call a parameter: of each meaning the words for it, and the parameters that have
  /// it, of which a command has one or none.
  private static let synonyms: [(words: Set<String>, names: [String])] = [
    (["acct", "customer", "debtor", "id"], ["account", "entry"]), (["amt", "value"], ["amount"]),
    (["invoice", "item", "inv", "bill"], ["invoice", "item", "apply"]),
    (["from", "payment"], ["credit"]), (["reference", "idempotency-key"], ["ref"]),
    (["comment", "note", "text", "message", "description"], ["memo"]), (["format"], ["fmt"]),
    (["group-by", "groupby"], ["by"]), (["filter"], ["where"]), (["dry-run", "dryrun"], ["dry"]),
    (["currency-code"], ["currency"]), (["due-date", "duedate"], ["due"]),
    (["phone", "tel", "telephone"], ["number"]),
  ]
  /// What people call the day of a write, and that of a report.
  private static let days: Set = ["effective", "effective-date", "on", "as-of", "asof", "day"]
  private static let lastDays: Set = ["to", "until"]

  /// How many of the words are the verb and the kind.
  private var firstArgument: Int { spec?.kind.isEmpty ?? true ? 1 : 2 }

  func parameter(_ name: String) -> Parameter? {
    spec?.parameters.first { "\($0.name)" == name || $0.alias.map { "\($0)" } == name }
  }

  /// The places of the words with a parameter's key.
  func keyed(_ parameter: Parameter) -> [Int] {
    let names = ["\(parameter.name)"] + (parameter.alias.map { ["\($0)"] } ?? [])
    return line.words.indices.filter { names.contains(line.words[$0].key.lowercased()) }
  }

  /// The places of the arguments without a key.
  var bare: [Int] {
    line.words.indices.dropFirst(firstArgument).filter { line.words[$0].key.isEmpty }
  }

  /// The positional parameters that are not given by their keys.
  var positional: [Parameter] {
    guard let spec else { return [] }
    return spec.table.positional.map { spec.parameters[$0] }.filter { keyed($0).isEmpty }
  }

  /// Where the value of a parameter stands.
  private func place(_ name: String) -> Int? {
    guard let parameter = parameter(name) else { return nil }
    if let place = keyed(parameter).first { return place }
    guard let number = positional.firstIndex(where: { "\($0.name)" == "\(parameter.name)" }) else {
      return nil
    }
    return number < bare.count ? bare[number] : nil
  }

  func value(_ name: String) -> String? { place(name).map { line.words[$0].value } }

  /// Gives a parameter another value, where it stands or, if it was not given, at the end.
  mutating func set(_ name: String, to value: String) {
    guard let place = place(name) else {
      return line.words.append(MeantLine.Word(key: name, value))
    }
    line.words[place] = MeantLine.Word(key: line.words[place].key, value)
  }

  // MARK: Keys

  mutating func mendKey(_ key: String, _ book: borrowing Book) {
    guard let parameter = parameter(key), !"\(parameter.name)".isEmpty else {
      return mendUnknown(key, book)
    }
    mendRepeated(parameter, book)
  }

  /// An unknown key may be another word for a known one, misspelt, or a field of a filter. Else the
  /// line stays as it is: without the key it would say something else.
  private mutating func mendUnknown(_ key: String, _ book: borrowing Book) {
    guard let spec, let place = line.words.firstIndex(where: { $0.key.lowercased() == key }) else {
      return
    }
    let word = line.words[place]
    let names = spec.parameters.map { "\($0.name)" }
    let synonym = synonym(of: key, spec)
    if synonym == nil, names.contains("where"), FilterField(word: key) != nil {
      line.words.remove(at: place)
      return addFilter(key, word.value)
    }
    guard let name = synonym ?? nearest(key, in: names), let parameter = parameter(name) else {
      return
    }
    if name == "memo", line.text == nil { return moveToText(place) }
    var renamed = self
    renamed.line.words[place].key = name
    if case .rest = parameter.place, value(name) == nil || place < bare.first ?? 0 {
      renamed.line.words[place] = MeantLine.Word(word.value)
    }
    // A key that only looks alike has a value of its type.
    let isText = if case .text = parameter.type { true } else { false }
    guard renamed.mayTake(parameter),
      synonym != nil || isText || meant(by: word.value, parameter, book) != nil
    else { return }
    self = renamed
  }

  private func synonym(of key: String, _ spec: CommandSpec) -> String? {
    let names = spec.parameters.map { "\($0.name)" }
    if spec.effect.isWrite, Self.days.contains(key), names.contains("date") { return "date" }
    if Self.lastDays.contains(key), !spec.effect.isWrite, names.contains("as-of") { return "as-of" }
    return Self.synonyms.first { $0.words.contains(key) }?.names.first { names.contains($0) }
  }

  /// Whether a parameter is given once, and no word is left over.
  private func mayTake(_ parameter: Parameter) -> Bool {
    let isByText = if case .text = parameter.place { line.text != nil } else { false }
    let isByRest = if case .rest = parameter.place { true } else { false }
    return keyed(parameter).count <= 1 && !isByText
      && (isByRest || bare.count <= positional.count || extrasAreText)
  }

  /// `memo=` has only one word; what stands behind it up to the next key is meant too.
  private mutating func moveToText(_ place: Int) {
    let end = line.words[(place + 1)...].firstIndex { !$0.key.isEmpty } ?? line.words.count
    guard (place + 1..<end).allSatisfy(isProse) else { return }
    let first = line.words[place].value
    line.text = ([first] + line.words[(place + 1)..<end].map(\.raw)).joined(separator: " ")
    line.words.removeSubrange(place..<end)
  }

  private mutating func addFilter(_ field: String, _ value: String) {
    let isWord =
      !value.isEmpty && value.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2D }
    let constant = isWord ? value : "'\(value.replacing("'", with: "''"))'"
    let condition = "\(field) = \(constant)"
    set("where", to: self.value("where").map { "(\($0)) and \(condition)" } ?? condition)
  }

  /// Given twice: once if both say the same; else the user has to say which one holds.
  private mutating func mendRepeated(_ parameter: Parameter, _ book: borrowing Book) {
    var places = keyed(parameter)
    if case .text = parameter.place, let text = line.text, let place = places.first {
      line.text = "\(line.words[place].value) \(text)"
      line.words = line.words.enumerated().filter { !places.contains($0.offset) }.map(\.element)
      return
    }
    if places.count == 1 {
      let extras = bare.dropFirst(positional.count)
      if extrasAreText { return mendExtras(book) }
      guard extras.count == 1 else { return }
      places += extras
    }
    guard let first = places.first, places.count > 1 else { return }
    let isSame = places.allSatisfy { line.words[$0].value == line.words[first].value }
    for place in places.dropFirst() { retell(line.words[place].value) }
    if !isSame {
      // An empty text may be one that is taken.
      if case .text = parameter.type { return }
      retell(line.words[first].value)
      line.words[first].value = blank(parameter)
      line.leaveBlank()
    }
    for place in places.dropFirst().sorted(by: >) { line.words.remove(at: place) }
  }

  /// What stands in the place of a value that only the user knows.
  func blank(_ parameter: Parameter) -> String {
    switch parameter.type {
    case .text: ""
    case .choice(let words): MeantLine.blank(words.joined(separator: "|"))
    case .flag: MeantLine.blank("yes|no")
    case .count(let range): MeantLine.blank("\(range.lowerBound)-\(range.upperBound)")
    case .identifier, .identifiers, .number, .reference, .user, .money, .limit, .decimal, .date,
      .terms, .phone,
      .phones, .phonesAndEmails, .points, .entry,
      .known, .revision, .entries, .lines, .applications, .dues, .currency, .percent, .days,
      .filter, .moment, .windows,
      .secret:
      MeantLine.blank("\(parameter.name)")
    }
  }

  // MARK: What is missing

  mutating func mendMissing(_ key: String, _ book: borrowing Book) {
    guard let spec, let missing = parameter(key), value(key) == nil, missing.isRequired else {
      return
    }
    shiftAmount(book)
    for parameter in spec.parameters where parameter.isRequired && !parameter.isBlock {
      let name = "\(parameter.name)"
      if case .text = parameter.place {
        if line.text == nil, keyed(parameter).isEmpty { line.text = "" }
      } else if place(name) == nil {
        switch parameter.place {
        case .positional, .rest:
          line.words.insert(
            MeantLine.Word(blank(parameter)), at: (bare.last ?? firstArgument - 1) + 1)
        case .keyed, .text, .block: line.words.append(MeantLine.Word(key: name, blank(parameter)))
        }
      }
    }
    line.leaveBlank()
  }

  /// `POST PAYMENT 100` has an amount and no account.
  private mutating func shiftAmount(_ book: borrowing Book) {
    guard let account = place("account"), place("amount") == nil, parameter("amount") != nil,
      !isAccount(line.words[account].value, book), line.words[account].key.isEmpty,
      (try? Money(parsing: line.words[account].value.utf8, decimals: Currency.usd.decimals)) != nil,
      positional.prefix(2).map({ "\($0.name)" }) == ["account", "amount"]
    else { return }
    line.words.insert(MeantLine.Word(MeantLine.blank("account")), at: account)
  }
}
