public import PiperollLedger
public import PiperollWire

extension Registry {
  /// Finds the command of a request and binds the arguments to its parameters: first those with a
  /// key, then the others, in order, to the positional parameters that are left.
  /// - Parameter hasBlock: whether a block follows the line. Then required parameters may be
  ///   missing, because the rows of the block can give them.
  /// - Parameter authorise: throws where the user may not use the command. It is called before
  ///   anything else is checked, so that the reply says nothing about the command.
  /// - Throws: 500 to 503 where there is no such command or an argument does not fit it.
  public func bind(
    _ request: borrowing Request, line: [UInt8], hasBlock: Bool, today: Day,
    authorise: (CommandSpec) throws(Failure) -> Void = { _ in }
  ) throws(Failure) -> Arguments {
    let (spec, first) = try command(request, line)
    try authorise(spec)
    if hasBlock, spec.table.mode == nil, !spec.takesText {
      throw .fault(.syntax, column: nil, key: nil, sentence: "\(spec.words) takes no block")
    }
    var arguments = Arguments(
      spec: spec, line: line, tokens: request.tokens, text: request.text, today: today)
    let places = first..<arguments.tokens.count
    for place in places where !arguments.tokens[place].key.isEmpty { try arguments.bindKey(place) }
    for place in places where arguments.tokens[place].key.isEmpty {
      try arguments.bindPositional(place)
    }
    if request.text != nil { try arguments.bindText() }
    // With a block, required parameters may come from its rows. Without one, the parameters that
    // only a block has are refused.
    if hasBlock, let text = spec.table.block {
      arguments.give(text, Arguments.inBlock)
      try arguments.demandRequired()
    }
    if hasBlock { return arguments }
    if arguments.given & spec.table.blockBits != 0,
      let index = spec.table.ofBlocks.first(where: { arguments.has($0) })
    {
      let name = "\(spec.parameters[index].name)"
      throw .fault(
        .syntax, column: nil, key: name,
        sentence: "\(name)= goes with a block: end the line with <<")
    }
    try arguments.demandRequired()
    return arguments
  }

  private func command(
    _ request: borrowing Request, _ line: [UInt8]
  ) throws(Failure) -> (CommandSpec, first: Int) {
    guard let verb = packed(request, 0, line) else { throw unknown(request, line) }
    if let kind = packed(request, 1, line), let spec = find(PackedWords(verb: verb, kind: kind)) {
      return (spec, 2)
    }
    if let spec = find(PackedWords(verb: verb)) { return (spec, 1) }
    throw unknown(request, line)
  }

  private func packed(_ request: borrowing Request, _ number: Int, _ line: [UInt8]) -> PackedWord? {
    guard number < request.tokens.count else { return nil }
    let token = request.tokens[number]
    guard token.key.isEmpty, !token.isQuoted else { return nil }
    return line.withUnsafeBytes { PackedWord(UnsafeRawBufferPointer(rebasing: $0[token.value])) }
  }

  /// A word of the request without key and quotes; nil if there is none at that place.
  private func word(
    _ request: borrowing Request, _ number: Int, _ line: [UInt8]
  ) -> ArraySlice<UInt8>? {
    guard number < request.tokens.count else { return nil }
    let token = request.tokens[number]
    return token.key.isEmpty && !token.isQuoted ? line[token.value] : nil
  }

  private func unknown(_ request: borrowing Request, _ line: [UInt8]) -> Failure {
    let sentence: String
    let given = [word(request, 0, line), word(request, 1, line)].compactMap(\.self)
      .map { String(decoding: $0.prefix(32), as: UTF8.self).uppercased() }
    if let verb = given.first, hasKinds(verb) {
      let kinds = kinds(of: verb)
      let near = given.count > 1 ? nearest(given[1], in: kinds) : nil
      sentence =
        near.map { Self.unknown(meant: "\(verb) \($0)") }
        ?? "\(verb) takes one of \(kinds.joined(separator: " "))"
    } else if word(request, 0, line) != nil, !words(ofKind: given[0]).isEmpty {
      sentence = Self.unknown(meant: words(ofKind: given[0]).joined(separator: " or "))
    } else if let near = given.first.flatMap({ nearest($0, in: Set(commands.map(\.verb)).sorted()) }
    ) {
      sentence = Self.unknown(meant: near)
    } else {
      sentence = "no such command; HELP lists them"
    }
    return .fault(.unknown, column: nil, key: nil, sentence: sentence)
  }

  private static func unknown(meant words: String) -> String {
    "no such command; did you mean \(words)?"
  }
}

extension Arguments {
  fileprivate mutating func bindKey(_ number: Int) throws(Failure) {
    let key = tokens[number].key
    let index = line.withUnsafeBytes { bytes in
      spec.table.find(UnsafeRawBufferPointer(rebasing: bytes[key]))
    }
    guard let index else { throw unknownKey(number) }
    if has(index) { throw repeated(index, number) }
    if index == spec.table.block {
      let name = "\(spec.parameters[index].name)"
      throw fault(.syntax, number, key: name, "\(name) stands in a block: end the line with <<")
    }
    give(index, Int16(number))
  }

  private func unknownKey(_ number: Int) -> Failure {
    let key = String(decoding: line[tokens[number].key], as: UTF8.self).lowercased()
    let names = spec.parameters.map { "\($0.name)" }
    let known = names.isEmpty ? "none" : names.joined(separator: " ")
    let hint = nearest(key, in: names).map { "\($0)=?" } ?? "it takes \(known)"
    return fault(.badKey, number, key: key, "\(spec.words) has no \(key)=; \(hint)")
  }

  fileprivate mutating func bindPositional(_ number: Int) throws(Failure) {
    if restCount > 0 {
      restCount += 1
      return
    }
    for index in spec.table.positional where !has(index) {
      if index == spec.table.rest { restCount = 1 }
      give(index, Int16(number))
      return
    }
    if let keyed = positionalWithKey() { throw repeated(keyed, number) }
    let usage = "\(spec.words) takes no more; \(spec.usage)"
    throw fault(.syntax, number, key: nil, usage)
  }

  /// The first positional parameter that was given with its key.
  private func positionalWithKey() -> Int? {
    spec.table.positional.first { index in
      slots[index] >= 0 && !tokens[Int(slots[index])].key.isEmpty
    }
  }

  mutating func bindText() throws(Failure) {
    guard let index = spec.table.text else {
      throw .fault(
        .syntax, column: (text?.lowerBound ?? 0) + 1, key: nil,
        sentence: "\(spec.words) takes no free text")
    }
    if has(index) { throw repeated(index, tokens.count - 1) }
    give(index, Self.afterDashes)
  }

  private func repeated(_ index: Int, _ number: Int) -> Failure {
    let name = "\(spec.parameters[index].name)"
    let alias = spec.parameters[index].alias.map { " or \($0)" } ?? ""
    return fault(.badKey, number, key: name, "\(name)\(alias) is given twice")
  }

  private func fault(_ code: Code, _ number: Int, key: String?, _ sentence: String) -> Failure {
    .fault(code, column: tokens[number].start + 1, key: key, sentence: sentence)
  }

  func demandRequired() throws(Failure) {
    let missing = spec.table.required & ~given
    if missing == 0 { return }
    let index = missing.trailingZeroBitCount
    let name = "\(spec.parameters[index].name)"
    let how = index == spec.table.block ? ": end the line with <<, its lines come behind" : ""
    throw .fault(
      .syntax, column: line.count + 1, key: name,
      sentence: "\(name) is missing\(how); \(spec.usage)")
  }
}

/// The candidate that differs from a word in the fewest letters; nil if it differs in more than a
/// typing error would. A long word is not compared, as it may be as long as a line.
func nearest(_ word: String, in candidates: [String]) -> String? {
  if word.utf8.count > nearestBytesMax { return nil }
  let slips = candidates.map { ($0, distance(Array(word.utf8), Array($0.utf8))) }
  guard let best = slips.min(by: { $0.1 < $1.1 }), best.1 <= max(1, best.0.utf8.count / 3) else {
    return nil
  }
  return best.0
}

/// Above it a word is not compared: half as long again as the longest words of the protocol.
private let nearestBytesMax = 32

/// The distance of Damerau and Levenshtein, each pair of letters exchanged once at most: how many
/// letters must be added, removed, replaced, or exchanged with the next one.
private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  var (before, next) = (row, row)
  for i in left.indices {
    next[0] = i + 1
    for j in right.indices {
      var least = min(row[j] + (left[i] == right[j] ? 0 : 1), next[j] + 1, row[j + 1] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        least = min(least, before[j - 1] + 1)
      }
      next[j + 1] = least
    }
    swap(&before, &row)
    swap(&row, &next)
  }
  return row[right.count]
}
