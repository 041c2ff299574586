import PiperollLedger
import PiperollWire

// Words that no parameter takes: mostly a text without its quotes or its `--`.

extension Correction {
  mutating func mendExtras(_ book: borrowing Book) {
    guard let spec else { return }
    if line.text != nil, spec.table.text == nil {
      if spec.table.rest != nil {
        line.words += (line.text ?? "").split(separator: " ").map { MeantLine.Word(String($0)) }
      }
      line.text = nil
      return
    }
    let extras = Array(bare.dropFirst(positional.count))
    guard !extras.isEmpty, spec.table.rest == nil || positional.isEmpty else { return }
    if absorb() { return }
    if mendAmountInPieces(extras, book) { return }
    guard let text = spec.table.text else { return remove(extras) }
    var rest = extras
    // A note is all text. Elsewhere a word may lack only its key.
    if !spec.parameters[text].isRequired {
      while let place = rest.first, let key = key(of: line.words[place].value) {
        line.words[place] = MeantLine.Word(key: key, line.words[place].value)
        rest.removeFirst()
      }
    }
    guard !rest.isEmpty else { return }
    let words = rest.map { line.words[$0].raw }
    line.text = (words + (line.text.map { [$0] } ?? [])).joined(separator: " ")
    remove(rest)
  }

  private mutating func remove(_ places: [Int]) {
    let spec = spec
    // Of a command without a text: a word may lack its key, or does not belong there.
    for place in places.reversed() {
      if spec?.table.text == nil, let key = key(of: line.words[place].value) {
        line.words[place] = MeantLine.Word(key: key, line.words[place].value)
      } else {
        line.words.remove(at: place)
      }
    }
  }

  /// Joins a value with the bare words behind it, where its type allows blanks: as many as leave a
  /// line that fits its command.
  private mutating func absorb() -> Bool {
    for place in line.words.indices where mayHaveBlanks(line.words[place].key) {
      let end = line.words[(place + 1)...].firstIndex { !$0.key.isEmpty } ?? line.words.count
      for count in stride(from: end - place - 1, to: 0, by: -1) {
        var tried = self
        let behind = place + 1...place + count
        let value = ([line.words[place].value] + line.words[behind].map(\.raw))
          .joined(separator: " ")
        tried.line.words[place] = MeantLine.Word(key: line.words[place].key, value)
        tried.line.words.removeSubrange(behind)
        if tried.fits {
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
    case .text, .filter, .phone, .phones, .points, .number: return true
    case .identifier, .reference, .user, .money, .limit, .decimal, .date, .terms, .choice, .entry,
      .known,
      .revision, .entries, .lines, .applications, .count, .currency, .percent, .flag, .days,
      .secret:
      return false
    }
  }

  /// `1 234.56` and `100 USD`: the first is not joined, since amounts are not guessed.
  private mutating func mendAmountInPieces(_ extras: [Int], _ book: borrowing Book) -> Bool {
    guard let extra = extras.first, let amount = value("amount") else { return false }
    let word = line.words[extra].value
    if let currency = Currency(code: word.uppercased()) {
      line.words.remove(at: extra)
      if currency != self.currency(book) {
        set("amount", to: MeantLine.blank("amount"))
        line.leaveBlank()
      }
      return true
    }
    // Not a check's number: a piece of an amount stands directly behind it.
    guard let place = line.words.firstIndex(where: { $0.value == amount }), extra == place + 1,
      word.utf8.allSatisfy({ isDigit($0) || $0 == 0x2E || $0 == 0x2C }),
      word.utf8.prefix(while: isDigit).count == 3
    else { return false }
    line.words.remove(at: extra)
    set("amount", to: MeantLine.blank("amount"))
    line.leaveBlank()
    return true
  }

  /// The parameter that a word without a key can only be: a choice of one of them, or a date.
  private func key(of word: String) -> String? {
    guard let spec else { return nil }
    let free = spec.parameters.filter { parameter in
      if case .keyed = parameter.place { value("\(parameter.name)") == nil } else { false }
    }
    let choices = free.filter { parameter in
      if case .choice(let words) = parameter.type {
        words.contains(word.lowercased())
      } else {
        false
      }
    }
    if choices.count == 1 { return "\(choices[0].name)" }
    guard Day(parsing: word.utf8, today: today) != nil else { return nil }
    return ["date", "as-of"].first { name in free.contains { "\($0.name)" == name } }
  }
}
