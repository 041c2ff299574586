import PiperollLedger

// The verb and the kind.

extension Correction {
  /// What people call a verb, or a whole command, who come from other programs.
  private static let verbs = [
    "SHOW": "LOOKUP", "GET": "LOOKUP", "FIND": "LOOKUP", "SEARCH": "LOOKUP", "VIEW": "LOOKUP",
    "ADD": "POST", "CREATE": "POST", "NEW": "POST", "MAKE": "POST", "RECORD": "POST",
    "PRINT": "REPORT", "PAY": "POST PAYMENT",
    "EXIT": "QUIT", "LOGOUT": "QUIT", "?": "HELP", "START": "BEGIN", "ROLLBACK": "ABORT",
  ]
  /// They begin what is no command of ours at all.
  private static let foreign: Set = ["SELECT", "INSERT", "UPDATE", "DELETE", "SET"]
  private static let kinds = [
    "RECEIPT": "PAYMENT", "BILL": "INVOICE", "CUSTOMER": "ACCOUNT", "DEBTOR": "ACCOUNT",
    "BALANCE": "ACCOUNT", "COMMENT": "GENERAL", "MEMO": "GENERAL", "VOID": "REVERSE",
    "FEE": "CHARGE", "TEL": "PHONE",
  ]

  /// The command that the words name; nil if they name none.
  var spec: CommandSpec? {
    let packed = line.words.prefix(2).map { word in
      word.key.isEmpty && !word.isQuoted ? Self.packed(word.value) : nil
    }
    guard let verb = packed.first ?? nil else { return nil }
    if packed.count > 1, let kind = packed[1],
      let spec = registry.find(PackedWords(verb: verb, kind: kind))
    {
      return spec
    }
    return registry.find(PackedWords(verb: verb))
  }

  private static func packed(_ word: String) -> PackedWord? {
    var word = word
    return word.withUTF8 { PackedWord(UnsafeRawBufferPointer($0)) }
  }

  /// A word of the line in capitals; nil if there is none at that place, or an argument.
  private func command(_ place: Int) -> String? {
    guard place < line.words.count, line.words[place].key.isEmpty, !line.words[place].isQuoted
    else {
      return nil
    }
    return line.words[place].value.uppercased()
  }

  mutating func mendWords(_ book: borrowing Book) {
    guard let first = command(0), !Self.foreign.contains(first) else { return suggestHelp() }
    if registry.hasKinds(first) { return mendKind(first, book) }
    if let verb = Self.verbs[first] { return replace(0, by: verb) }
    if let verb = verb(ofKind: first, book) { return insert(verb, at: 0) }
    if isAccount(line.words[0].value, book) { return insert("LOOKUP ACCOUNT", at: 0) }
    // The kind is right, so the verb is one that has it. A word that may mean the contrary of a
    // write is not taken for its verb.
    if let kind = command(1) {
      var behind = self
      behind.line.words.removeFirst()
      if let verb = behind.verb(ofKind: kind, book),
        first.sorted() == verb.sorted() || nearest(first, in: [verb]) != nil
          || registry.commands.contains(where: {
            $0.verb == verb && $0.kind == kind && !$0.effect.isWrite
          })
      {
        return replace(0, by: verb)
      }
    }
    if let verb = nearest(first, in: Set(registry.commands.map(\.verb)).sorted()) {
      return replace(0, by: verb)
    }
    if let kind = nearest(first, in: Set(registry.commands.map(\.kind)).sorted()), !kind.isEmpty {
      return replace(0, by: kind)
    }
    suggestHelp()
  }

  /// The verb of a kind that stands first; where several verbs have the kind, the one whose command
  /// takes the line as it stands.
  private func verb(ofKind kind: String, _ book: borrowing Book) -> String? {
    let verbs = registry.commands.filter { $0.kind == kind }.map(\.verb)
    for verb in verbs {
      var tried = self
      tried.insert(verb, at: 0)
      if case .fault = tried.check(book) { continue }
      return verb
    }
    return verbs.first
  }

  private mutating func mendKind(_ verb: String, _ book: borrowing Book) {
    guard let given = command(1) else {
      return line.words.count == 1 ? suggestHelp(about: verb) : insertKind(of: verb, book)
    }
    let kinds = registry.kinds(of: verb)
    if let kind = Self.kinds[given], kinds.contains(kind) { return replace(1, by: kind) }
    if isAccount(line.words[1].value, book) { return insertKind(of: verb, book) }
    if let kind = nearest(given, in: kinds) { return replace(1, by: kind) }
    // A number is no misspelt kind, nor is a name behind LOOKUP.
    let isNumber = given.utf8.contains(where: Self.isDigit)
    if isNumber || verb == "LOOKUP" { return insertKind(of: verb, book) }
    suggestHelp(about: verb)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// The usual kind of a verb that has none.
  private mutating func insertKind(of verb: String, _ book: borrowing Book) {
    switch verb {
    case "POST": insert("PAYMENT", at: 1)
    case "NOTE": insert("GENERAL", at: 1)
    case "LOOKUP": insert(kindOfLookup(book), at: 1)
    default: suggestHelp(about: verb)
    }
  }

  private func kindOfLookup(_ book: borrowing Book) -> String {
    let words = line.words.dropFirst().filter(\.key.isEmpty).map(\.value)
    let whole = words.joined(separator: " ")
    if isAccount(whole, book) { return "ACCOUNT" }
    if Self.spellings(whole).contains(where: { !book.invoices($0, max: 1).isEmpty }) {
      return "INVOICE"
    }
    if isPhone(whole, book) { return "PHONE" }
    if book.reference(whole) != nil { return "REF" }
    return whole.utf8.contains(where: Self.isDigit) && words.count == 1 ? "ACCOUNT" : "NAME"
  }

  private mutating func suggestHelp(about verb: String? = nil) {
    for word in line.words { retell(word.value) }
    retell(line.text ?? "")
    line.words = [MeantLine.Word("HELP")] + (verb.map { [MeantLine.Word($0)] } ?? [])
    line.text = nil
  }

  mutating func replace(_ place: Int, by words: String) {
    retell(line.words[place].value)
    line.words.replaceSubrange(
      place...place, with: words.split(separator: " ").map { MeantLine.Word(String($0)) })
  }

  mutating func insert(_ words: String, at place: Int) {
    line.words.insert(
      contentsOf: words.split(separator: " ").map { MeantLine.Word(String($0)) }, at: place)
  }
}
