public import PiperollLedger
public import PiperollWire

// `known=` asks for the book as it was known: after an entry, or at a time of recording.

extension Arguments {
  /// Whether `known=` was given. Every read asks, so it makes no `String`.
  @inline(__always)
  var isOfThePast: Bool { spec.table.known.map { has($0) } ?? false }

  /// The last entry that counts by `known=`, which must have been given.
  /// - Throws: a refusal `notKnownYet` where the entry or the time is still to come.
  func known(in book: borrowing Book, _ context: Context) throws(Failure) -> EntryNumber {
    let text = required("known")
    if let number = Self.number(text) {
      guard number <= book.sequence else { throw .refused(.notKnownYet(last: book.sequence)) }
      return EntryNumber(number)
    }
    let time: Int64
    if let day = Day(iso: text.utf8) {
      time = book.end(ofDeskDay: day)
    } else if let moment = Self.time(text) {
      time = moment
    } else {
      throw bad(
        "known", "the number of an entry, a day, or a time of UTC such as 2026-11-23T16:46:24Z")
    }
    // Within the present millisecond more may be recorded: the same question could later get
    // another answer.
    guard time < max(context.now, book.lastRecorded) else {
      throw .refused(.notKnownYet(last: book.sequence))
    }
    return book.lastEntry(recordedBy: time)
  }

  /// Reads a time of UTC such as `2026-11-23T16:46:24.120Z`, with or without the fraction and the
  /// seconds.
  /// - Returns: milliseconds since 1970; nil if the text is no such time.
  static func time(_ text: String) -> Int64? {
    let halves = text.split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2, halves[1].last == "Z", let day = Day(iso: halves[0].utf8) else {
      return nil
    }
    let start = Int64(day.number) * millisecondsOfDay
    var parts = halves[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
    var fraction: Int64? = 0
    if parts.count == 3 {
      let seconds = parts[2].split(separator: ".", omittingEmptySubsequences: false)
      parts[2] = seconds[0]
      if seconds.count > 1 { fraction = part(seconds[1], digits: 3, below: 1000) }
      if seconds.count > 2 { fraction = nil }
    }
    guard parts.count == 2 || parts.count == 3, let fraction,
      let hour = part(parts[0], digits: 2, below: 24),
      let minute = part(parts[1], digits: 2, below: 60),
      let second = parts.count == 2 ? 0 : part(parts[2], digits: 2, below: 60)
    else { return nil }
    return start + (hour * 3600 + minute * 60 + second) * 1000 + fraction
  }

  private static let millisecondsOfDay: Int64 = 86_400_000

  private static func part(_ text: Substring, digits: Int, below end: Int) -> Int64? {
    guard text.utf8.count == digits, let value = number(String(text)), value < end else {
      return nil
    }
    return Int64(value)
  }
}

extension Arguments {
  /// What a look-up shows: the book at the end of the day `as-of=`, or all that is recorded, if
  /// `as-of=` was not given.
  @inline(__always)
  func asOf(in book: borrowing Book, _ context: Context) throws(Failure) -> AsOf {
    AsOf(
      try date("as-of"), today: context.today, known: isOfThePast ? book.sequence : nil, in: book)
  }

  /// What a report shows: the book at the end of the day `as-of=`, which is today if not given.
  func asOfToday(in book: borrowing Book, _ context: Context) throws(Failure) -> AsOf {
    AsOf(
      try date("as-of") ?? context.today, today: context.today,
      known: isOfThePast ? book.sequence : nil, in: book)
  }

  /// The day at whose end names, collectors and all else that amendments change are shown: that of
  /// `as-of=`;
  /// without it today for a report, and for a look-up whatever is recorded. Nil: it takes no
  /// `as-of=`.
  fileprivate func masterDay(_ context: Context) throws(Failure) -> Day? {
    guard spec.parameters.contains(where: { "\($0.name)" == "as-of" }) else { return nil }
    return try date("as-of") ?? (spec.verb == "REPORT" ? context.today : .last)
  }

  /// The day at whose end a report shows the book: `as-of=`, or today if not given.
  func reportDay(_ context: Context) throws(Failure) -> Day { try date("as-of") ?? context.today }
}

extension Effect {
  /// Runs a read on the book or, where `known=` is given, on a view of it as it was known then.
  /// - Returns: the last entry that the answer shows. It must be durable before the answer is sent.
  public static func answer(
    _ read: Read, _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    guard arguments.isOfThePast else { return try read(arguments, book, context, &reply) }
    let known = try arguments.known(in: book, context)
    return min(known, try read(arguments, book.view(known: known), context, &reply))
  }

  /// The same for a report. Its view also has the names of its day.
  static func answer(
    _ report: Report, _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let known = arguments.isOfThePast ? try arguments.known(in: book, context) : nil
    if let day = try arguments.masterDay(context),
      known != nil && book.amendments.count > 0 || book.isAmended(after: day)
    {
      let view = book.view(known: known ?? book.sequence, masterDataOn: day)
      return min(
        known ?? book.sequence, try await report(arguments, view, context, &reply, turns))
    }
    guard let known else { return try await report(arguments, book, context, &reply, turns) }
    let view = book.view(known: known)
    return min(known, try await report(arguments, view, context, &reply, turns))
  }
}

extension Parameter {
  static let known = Parameter(
    "known", .known, .defaulted("all that is recorded"),
    help: "the book as it was known then: after the entry of that number, or at that time of UTC")
}

extension FieldSpec {
  static let known = FieldSpec("known", "the last entry that counts in the answer")
}

extension ReplyWriter {
  /// Writes the keys that say what a report shows: the day and the last entry that counts. Given as
  /// `as-of=` and `known=`, they bring the same report again.
  mutating func fields(asOf day: Day, of book: borrowing Book) {
    field("as-of", day)
    field("known", book.sequence)
  }
  /// Writes the keys that say what a look-up shows: those of `as-of=` and `known=` that were given.
  mutating func fields(_ asOf: AsOf) {
    if let day = asOf.asked { field("as-of", day) }
    if let known = asOf.known { field("known", known) }
  }
}
