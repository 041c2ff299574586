import PiperollLedger
import PiperollWire

// Words that no parameter takes: mostly a text without its quotes or its `--`.

extension Correction {
  mutating func mendExtras(_ book: borrowing Book) {
    guard let spec else { return }
    if line.text != nil, spec.table.text == nil {
      guard spec.table.rest != nil else { return }
      line.words += (line.text ?? "").split(separator: " ").map { MeantLine.Word(String($0)) }
      line.text = nil
      return
    }
    let extras = Array(bare.dropFirst(wordsTaken))
    guard !extras.isEmpty, spec.table.rest == nil || positional.isEmpty else { return }
    for (parameter, place) in zip(positional, bare)
    where giveKey(to: line.words[place].value, insteadOf: parameter) { return }
    if absorb(book) || mendAmountInPieces(extras, book) { return }
    if extrasAreText { return moveToText(extras) }
    if !spec.effect.isWrite { giveKeys(extras) }
  }

  /// How many of the words without a key belong to parameters: one that need not be given takes no
  /// word that cannot be meant for it.
  private var wordsTaken: Int {
    var taken = positional.count
    while taken > 0, taken <= bare.count, !positional[taken - 1].isRequired,
      case .dues = positional[taken - 1].type, !line.words[bare[taken - 1]].value.contains("@")
    {
      taken -= 1
    }
    return taken
  }

  /// Whether words that are too many can only be a text: a note is all text, and a hold needs its
  /// reason. Elsewhere they may be anything.
  var extrasAreText: Bool {
    guard let spec, let text = spec.table.text else { return false }
    return spec.verb == "NOTE" || spec.parameters[text].isRequired
  }

  private mutating func moveToText(_ extras: [Int]) {
    guard let spec, let text = spec.table.text else { return }
    var mended = self
    var rest = extras[...]
    // In front of a text that need not be, a word may lack only its key.
    if !spec.parameters[text].isRequired {
      while let place = rest.first, let key = mended.choice(line.words[place].value) {
        mended.line.words[place] = MeantLine.Word(key: key, line.words[place].value)
        rest.removeFirst()
      }
    }
    guard rest.allSatisfy(isProse), hasItsChoices else { return }
    self = mended
    if rest.isEmpty { return }
    line.text = (rest.map { line.words[$0].raw } + (line.text.map { [$0] } ?? []))
      .joined(separator: " ")
    for place in rest.reversed() { line.words.remove(at: place) }
  }

  /// Whether no other word stands where a choice belongs, which then may be among the words behind.
  private var hasItsChoices: Bool {
    zip(positional, bare).allSatisfy { parameter, place in
      if case .choice(let words) = parameter.type {
        nearest(line.words[place].value.lowercased(), in: words) != nil
      } else {
        true
      }
    }
  }

  /// Whether a word is one of a text, and not an argument: no date, no item's number, no `dry`. It
  /// does not go on with a value that may have been cut short, as in `ref=a b`.
  func isProse(_ place: Int) -> Bool {
    let word = line.words[place].raw.lowercased()
    let hasDigit = word.utf8.contains(where: isDigit)
    let isNumber =
      hasDigit
      && (word.utf8.first.map(isLetter) == true || word.utf8.contains { "#-/".utf8.contains($0) })
    if isNumber || word.contains("=") || word.hasPrefix("-") || ["dry", "dry-run"].contains(word) {
      return false
    }
    if hasDigit, DateHint.meant(by: word, today: today) != nil { return false }
    guard place > 0, let parameter = parameter(line.words[place - 1].key.lowercased()) else {
      return true
    }
    switch parameter.type {
    case .text, .money, .limit, .decimal, .date, .choice, .count, .currency, .percent, .flag,
      .entry, .revision, .known, .phone, .moment:
      return true
    case .identifier, .identifiers, .number, .reference, .user, .terms, .phones, .phonesAndEmails,
      .points,
      .entries, .lines,
      .applications, .dues, .windows, .days, .filter, .secret:
      return false
    }
  }

  /// Of a command that only reads: gives words the keys that they lack, in all or in none.
  private mutating func giveKeys(_ extras: [Int]) {
    var mended = self
    var rest = extras[...]
    while let place = rest.popFirst() {
      let word = line.words[place].value
      if let named = parameter(word.lowercased()), case .keyed = named.place,
        mended.keyed(named).isEmpty, let next = rest.popFirst(), next == place + 1
      {
        mended.retell(word)
        mended.line.words[next] = MeantLine.Word(key: word.lowercased(), line.words[next].value)
        mended.line.words[place] = MeantLine.Word("")
      } else if let key = mended.choice(word) ?? mended.day(word) {
        mended.line.words[place] = MeantLine.Word(key: key, word)
      } else {
        return
      }
    }
    mended.line.words.removeAll { $0.key.isEmpty && $0.value.isEmpty && !$0.isQuoted }
    self = mended
  }

  /// Joins a value with the bare words behind it, where its type allows blanks: as many as leave a
  /// line that fits its command.
  private mutating func absorb(_ book: borrowing Book) -> Bool {
    for place in line.words.indices where mayHaveBlanks(line.words[place].key) {
      let end = line.words[(place + 1)...].firstIndex { !$0.key.isEmpty } ?? line.words.count
      let isText = if case .text = parameter(line.words[place].key)?.type { true } else { false }
      let isKnown = isOfItems(line.words[place].key)
      for count in stride(from: end - place - 1, to: 0, by: -1) {
        var tried = self
        let behind = place + 1...place + count
        if isText, !behind.allSatisfy(isProse) { continue }
        let value = ([line.words[place].value] + line.words[behind].map(\.raw))
          .joined(separator: " ")
        tried.line.words[place] = MeantLine.Word(key: line.words[place].key, value)
        tried.line.words.removeSubrange(behind)
        if isKnown ? tried.check(book) == nil : tried.fits {
          self = tried
          return true
        }
      }
    }
    return false
  }

  /// Whether every word of the line belongs to a parameter, and none is missing.
  private var fits: Bool {
    do throws(Failure) {
      _ = try bind()
      return true
    } catch {
      // Another key, behind the words in question, has its own turn.
      if case .fault(.badKey, _, _, _) = error { return true }
      return false
    }
  }

  private func mayHaveBlanks(_ key: String) -> Bool {
    guard !key.isEmpty, let parameter = parameter(key.lowercased()) else { return false }
    switch parameter.type {
    case .text, .filter, .windows, .phone, .phones, .phonesAndEmails, .points, .number,
      .applications:
      return true
    case .identifier, .identifiers, .reference, .user, .money, .limit, .decimal, .date, .terms,
      .choice, .entry,
      .known, .revision, .entries, .lines, .dues, .moment, .count, .currency, .percent, .flag,
      .days,
      .secret:
      return false
    }
  }

  /// Whether a value names items. With blanks it is joined only where the book knows it so.
  private func isOfItems(_ key: String) -> Bool {
    ["apply", "item", "invoice"].contains(key.lowercased())
  }

  /// `1 234.56` and `100 USD`: the first is not joined, since amounts are not guessed.
  private mutating func mendAmountInPieces(_ extras: [Int], _ book: borrowing Book) -> Bool {
    guard let extra = extras.first, let amount = value("amount") else { return false }
    let word = line.words[extra].value
    if let currency = Currency(code: word.uppercased()) {
      retell(word)
      line.words.remove(at: extra)
      if currency != self.currency(book) { leaveAmount(amount) }
      return true
    }
    // Not a check's number: a piece of an amount stands directly behind it.
    guard let place = line.words.firstIndex(where: { $0.value == amount }), extra == place + 1,
      word.utf8.allSatisfy({ isDigit($0) || $0 == 0x2E || $0 == 0x2C }),
      word.utf8.prefix(while: isDigit).count == 3
    else { return false }
    retell(word)
    line.words.remove(at: extra)
    leaveAmount(amount)
    return true
  }

  private mutating func leaveAmount(_ given: String) {
    retell(given)
    set("amount", to: MeantLine.blank("amount"))
    line.leaveBlank()
  }

  /// The parameter that a word without a key can only be, as one of its choices.
  private func choice(_ word: String) -> String? {
    let choices = free.filter { parameter in
      if case .choice(let words) = parameter.type {
        words.contains(word.lowercased())
      } else {
        false
      }
    }
    return choices.count == 1 ? "\(choices[0].name)" : nil
  }

  /// A word without a key at the place of a choice may be another choice, and lack its key.
  mutating func giveKey(to word: String, insteadOf parameter: Parameter) -> Bool {
    guard case .choice(let words) = parameter.type, !words.contains(word.lowercased()),
      keyed(parameter).isEmpty, let key = choice(word),
      let place = bare.first(where: { line.words[$0].value == word })
    else { return false }
    line.words[place] = MeantLine.Word(key: key, word)
    return true
  }

  /// `as-of`, if a word without a key is a date, and the only one that the command takes.
  private func day(_ word: String) -> String? {
    let dates = spec?.parameters.filter { if case .date = $0.type { true } else { false } } ?? []
    guard dates.count == 1, Day(parsing: word.utf8, today: today) != nil else { return nil }
    return free.contains { "\($0.name)" == "as-of" } ? "as-of" : nil
  }

  /// The parameters that need a key and are not given.
  private var free: [Parameter] {
    (spec?.parameters ?? []).filter { parameter in
      if case .keyed = parameter.place { value("\(parameter.name)") == nil } else { false }
    }
  }
}
