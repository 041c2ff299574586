/// What Tab comes to.
struct Completion: Equatable {
  /// What the server is to be asked for.
  struct Listing: Equatable {
    let request: String
    /// The beginning of the value.
    let typed: String
  }

  /// How many characters in front of the cursor are taken away first.
  var dropped = 0
  /// What is certain to follow, and is put behind the cursor.
  var rest = ""
  /// What is to be typed, where that cannot be listed.
  var about: String?
  /// What there is to choose from.
  var shown: [String] = []
  /// The same, each on a line of its own.
  var lines: [String] = []
  /// Nothing is certain before the server has said what fits.
  var listing: Listing?

  /// Whether something is shown above the line.
  var hasLines: Bool { about != nil || !shown.isEmpty || !lines.isEmpty }
}

/// Completes a line from the server's description of its commands.
struct Completer {
  /// More choices than a screen has room for are not shown in whole.
  static let shownMax = 120

  let words: CommandWords
  /// The console's own commands.
  let own: [String]

  func complete(_ text: String) -> Completion {
    if text.hasPrefix("\\"), !text.contains(" ") { return Self.choose(own, text) }
    var typed = LineWords(ownStripped(text))
    if typed.before.first?.hasPrefix("@") == true { typed.before.removeFirst() }
    if typed.before.contains("--") { return Completion() }
    guard let (command, count) = words.command(typed.before) else {
      return keyword(typed)
    }
    let further = words.next(typed.before)
    if count == typed.before.count, !further.isEmpty { return keyword(typed) }
    return CommandLine(command, Array(typed.before.dropFirst(count))).complete(typed.current)
  }

  /// What may still follow, if the last word is complete; else nothing.
  func hint(_ text: String) -> String {
    var typed = LineWords(ownStripped(text))
    if typed.before.first?.hasPrefix("@") == true { typed.before.removeFirst() }
    guard typed.current.isEmpty, !typed.before.contains("--"),
      let (command, count) = words.command(typed.before)
    else { return "" }
    return CommandLine(command, Array(typed.before.dropFirst(count))).hint
  }

  /// A line behind `\watch 5 ` is completed as any other.
  private func ownStripped(_ text: String) -> String {
    guard text.hasPrefix("\\watch ") else { return text }
    let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[2]) : ""
  }

  /// A verb or a kind, in the letters that are typed: small ones or capitals.
  private func keyword(_ typed: LineWords) -> Completion {
    let found = words.next(typed.before)
    let model = typed.current.isEmpty ? typed.before.first ?? "" : typed.current
    let isSmall = !model.isEmpty && model == model.lowercased()
    return Self.choose(isSmall ? found.map { $0.lowercased() } : found, typed.current)
  }

  /// Goes on as far as all choices do that begin as the word does, in small letters or capitals.
  static func choose(_ choices: [String], _ word: String) -> Completion {
    let fitting = choices.filter { $0.lowercased().hasPrefix(word.lowercased()) }
    guard let first = fitting.first else { return Completion() }
    var common = first[...]
    for choice in fitting {
      common = common.prefix(zip(common, choice).prefix { $0 == $1 }.count)
    }
    let rest = String(common.dropFirst(word.count))
    if fitting.count == 1 {
      let isOpen = first.hasSuffix("=") || first.hasSuffix(",")
      return Completion(rest: rest + (isOpen ? "" : " "))
    }
    if !rest.isEmpty { return Completion(rest: rest) }
    let more = fitting.count - shownMax
    return Completion(shown: fitting.prefix(shownMax) + (more > 0 ? ["and \(more) more"] : []))
  }
}

/// A command with the arguments that it has so far.
private struct CommandLine {
  private let keyed: [CommandWords.Parameter]
  /// What is given by its place and is still to come.
  private let placed: [CommandWords.Parameter]
  private let text: CommandWords.Parameter?

  private let all: [CommandWords.Parameter]

  init(_ command: CommandWords.Command, _ arguments: [String]) {
    all = command.parameters
    let names = Set(all.map(\.name))
    var given: Set<String> = []
    var places = 0
    for argument in arguments {
      let key = argument.split(separator: "=", maxSplits: 1).first.map { $0.lowercased() } ?? ""
      if argument.contains("="), names.contains(key) { given.insert(key) } else { places += 1 }
    }
    let missing = all.filter { !given.contains($0.name) }
    let byPlace = missing.filter { $0.place == "positional" || $0.place == "rest" }
    let taken = min(places, byPlace.count)
    placed = byPlace.enumerated().filter { $0.offset >= taken || $0.element.place == "rest" }
      .map(\.element)
    let keys = missing.filter { $0.place == "keyed" }
    keyed = keys.filter(\.isRequired) + keys.filter { !$0.isRequired }
    text = missing.first { $0.place == "text" }
  }

  func complete(_ word: String) -> Completion {
    if let equals = word.firstIndex(of: "=") { return value(word[..<equals], word[equals...]) }
    let next = placed.first
    let keys = keyed.map { "\($0.name)=" }
    var completion = Completer.choose(
      (next?.choices ?? []) + keys + (text == nil ? [] : ["--"]), word)
    if completion == Completion(), let next, let listing = Self.listing(next, word) {
      return listing
    }
    // What is wanted next cannot be listed: so it is said.
    if word.isEmpty, let next, next.choices.isEmpty {
      completion = Completion(about: about(next), shown: keys)
    }
    return completion
  }

  private func value(_ key: Substring, _ rest: Substring) -> Completion {
    guard let parameter = all.first(where: { $0.name == key.lowercased() }) else {
      return Completion()
    }
    let typed = String(rest.dropFirst())
    if !parameter.choices.isEmpty {
      var completion = Completer.choose(parameter.choices, typed)
      // A field of a filter is not the whole of it.
      if parameter.value == "filter", completion.rest.hasSuffix(" ") {
        completion.rest.removeLast()
      }
      return completion
    }
    if typed.isEmpty { return Completion(about: about(parameter)) }
    return Self.listing(parameter, typed) ?? Completion()
  }

  private static func listing(
    _ parameter: CommandWords.Parameter, _ typed: String
  ) -> Completion? {
    guard let request = parameter.listedBy, !typed.isEmpty else { return nil }
    return Completion(listing: .init(request: request, typed: typed))
  }

  private func about(_ parameter: CommandWords.Parameter) -> String {
    "\(parameter.name) (\(parameter.value)): \(parameter.help)"
  }

  var hint: String {
    (placed + keyed + [text].compactMap(\.self)).map(\.usage).joined(separator: " ")
  }
}
