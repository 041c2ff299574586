public import PiperollLedger
public import PiperollWire

// What to type instead of a line that was refused. This is the one place that builds such lines;
// the sentences of refusals only say what is wrong.

extension ReplyWriter {
  /// Writes a failure as a status line, with the line to type instead as the end of its text.
  public mutating func write(_ failure: Failure, correction: String?) {
    status(failure.code)
    details(of: failure)
    human(failure.sentence + (correction.map { "; type: \($0)" } ?? ""))
    endLine()
  }
}

extension Registry {
  /// The line that was probably meant by one that was refused; nil where that is not known, or the
  /// line may not be repeated. It is only shown, and never run.
  ///
  /// Amounts are not guessed: where one is missing or may be read in two ways, the line has
  /// `<amount>` in its place. Before login, and of lines with a password or a card number, nothing
  /// is repeated.
  public func correction(
    of line: [UInt8], hasBlock: Bool, _ failure: Failure, in book: borrowing Book,
    _ context: Context
  ) -> String? {
    guard !context.user.isEmpty, line.count <= Correction.lineBytesMax,
      !Correction.mayHoldSecret(line),
      line.withUnsafeBytes({ TextRules.firstFault(in: $0) }) == nil,
      Correction.mayBeRepeated(String(decoding: line, as: UTF8.self))
    else { return nil }
    var correction = Correction(self, MeantLine(line, hasBlock: hasBlock), context)
    guard let meant = correction.find(line, failure, book), Correction.mayBeRepeated(meant) else {
      return nil
    }
    return meant
  }
}

/// Mends a line step by step, each time for what it is refused with, until it is taken.
struct Correction {
  /// A longer line would bury the sentence before it.
  static let lineBytesMax = 512
  /// A line has few mistakes at once. More are not worth the time: each step binds the line again.
  private static let stepsMax = 6

  let registry: Registry
  let context: Context
  var line: MeantLine
  /// What the line has to say, and what of that it says in other words.
  private let said: Said
  private var retold = Said()

  init(_ registry: Registry, _ line: MeantLine, _ context: Context) {
    self.registry = registry
    self.line = line
    self.context = context
    said = Said(line)
  }

  /// Notes that a text of the refused line is said in another way, or is asked for by a blank.
  mutating func retell(_ text: String) { retold.add(text) }

  var today: Day { context.today }

  /// Whether a text may be shown again: it has no password and no card number.
  static func mayBeRepeated(_ text: String) -> Bool {
    !text.lowercased().contains("passw") && !CardNumber.isIn(text)
  }

  /// - Parameter typed: the line as it was refused.
  mutating func find(_ typed: [UInt8], _ failure: Failure, _ book: borrowing Book) -> String? {
    var failure = failure
    if case .fault(.badText, _, _, _) = failure { return nil }
    var hasChanged = Self.isReadOtherwise(typed)
    if isSecret { return nil }
    if hasChanged {
      guard let next = check(book) else { return meant(typed) }
      failure = next
    }
    for _ in 0..<Self.stepsMax {
      let before = line
      mend(failure, book)
      if isSecret { return nil }
      if line.hasBlank { return meant(typed) }
      if line == before { return hasChanged && !failure.isOfLine ? meant(typed) : nil }
      guard let next = check(book) else { return meant(typed) }
      if case .forbidden = next { return nil }
      hasChanged = true
      failure = next
    }
    return nil
  }

  /// The line to type; nil where it would say less than the refused one.
  private func meant(_ typed: [UInt8]) -> String? {
    var told = retold
    told.add(Said(line))
    guard told.contains(said) else { return nil }
    let meant = line.rendered
    return Array(meant.utf8) == typed ? nil : meant
  }

  /// Whether `MeantLine` finds other words in a line than the server does.
  private static func isReadOtherwise(_ typed: [UInt8]) -> Bool {
    var request = Request()
    do throws(RequestFault) { try request.parse(typed) } catch { return true }
    return String(decoding: typed, as: UTF8.self).contains { "–—“”„".contains($0) }
  }

  private var isSecret: Bool {
    spec?.parameters.contains { if case .secret = $0.type { true } else { false } } ?? false
  }

  private mutating func mend(_ failure: Failure, _ book: borrowing Book) {
    switch failure {
    case .fault(.unknown, _, _, _): mendWords(book)
    case .fault(.badKey, _, let key?, _) where !line.hasBlock || parameter(key) == nil:
      mendKey(key, book)
    // What else is wrong with a block is wrong in its rows, which are not looked at here.
    case .fault where line.hasBlock: break
    case .fault(.badValue, _, let key?, _): mendValue(key, book)
    case .fault(.syntax, _, let key?, _): mendMissing(key, book)
    case .fault(.syntax, _, nil, _): mendExtras(book)
    case .refused(let refusal): mendNames(refusal, book)
    case .fault, .notLoggedIn, .control, .needsApproval, .requestEnded, .overload, .readOnly,
      .incident,
      .forbidden,
      .conflict:
      break
    }
  }

  /// What the line would be refused with; nil if with nothing. Nothing is changed.
  func check(_ book: borrowing Book) -> Failure? {
    do throws(Failure) {
      let arguments = try bind()
      if line.hasBlock { return nil }
      if arguments.spec.effect.isWrite {
        _ = try arguments.decide(on: book, context)
      } else {
        try arguments.checkValues(book)
      }
      return nil
    } catch { return error }
  }

  func bind() throws(Failure) -> Arguments {
    let bytes = Array(line.rendered.utf8)
    var request = Request()
    do throws(RequestFault) { try request.parse(bytes) } catch { throw Failure(error) }
    let role = context.role
    return try registry.bind(request, line: bytes, hasBlock: line.hasBlock, today: today) {
      (spec) throws(Failure) in
      try spec.demand(of: role)
    }
  }
}

extension Arguments {
  /// Reads the values of a command that is no write, as far as they can be wrong by themselves.
  fileprivate func checkValues(_ book: borrowing Book) throws(Failure) {
    for (index, parameter) in spec.parameters.enumerated() where has(index) {
      let name = parameter.name
      switch parameter.type {
      case .date: _ = try date(name)
      case .moment: _ = try moment(name)
      case .windows: _ = try windows(name)
      case .choice(let words):
        if let word = text(index), !words.contains(word), !parameter.shortWords.contains(word) {
          throw bad(name, "one of \(words.joined(separator: " "))")
        }
      case .filter: _ = try filter()
      case .identifier:
        if "\(name)" == "account" { _ = try account(in: book) } else { _ = try identifier(name) }
      case .entry: _ = try entry(name)
      case .flag: _ = try flag(name)
      case .phone: _ = try phone(name, in: book)
      case .number: _ = try itemNumber(name)
      case .count(let range): _ = try count(name, in: range)
      case .reference, .user, .text, .money, .limit, .decimal, .terms, .phones, .phonesAndEmails,
        .points, .known,
        .revision, .entries, .identifiers, .lines, .applications, .dues, .currency, .percent,
        .days, .secret:
        break
      }
    }
  }
}
