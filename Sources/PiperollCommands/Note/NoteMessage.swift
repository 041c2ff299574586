import PiperollLedger
import PiperollWire

/// Letters, emails and texts that came or went.
enum NoteMessage {
  static let letter = spec(
    "NOTE LETTER", "Notes a letter that came or went.", .letter,
    example: "NOTE LETTER C-20417 direction=in -- asks for the original creditor")
  static let email = spec(
    "NOTE EMAIL", "Notes an email that came or went.", .email,
    example: "NOTE EMAIL C-20417 jane@example.com direction=in -- asks for a statement")
  static let text = spec(
    "NOTE TEXT", "Notes a text message that came or went.", .text,
    example: "NOTE TEXT C-20417 212-555-0147 direction=out purpose=answer -- the balance")

  private static func spec(
    _ words: String, _ summary: String, _ kind: NoteKind, example: String
  ) -> CommandSpec {
    .note(
      words, summary,
      [
        Parameter(
          "point", .text, .optional, .positional,
          "the number or address that it came from or went to"),
        Parameter(
          "direction", .choice(CallDirection.words), .required, help: "in: it came; out: it went"),
        Parameter(
          "purpose", .choice(ContactPurpose.words), help: "of what went: what it was for"),
        .at,
      ], makes: kind == .letter ? ["verdict", "rule"] : ["verdict", "rule", "stop"],
      example: example
    ) { arguments, book, context, effective throws(Failure) in
      var note = try arguments.note(kind, in: book)
      note.direction = try arguments.choice("direction", CallDirection.self)
      note.purpose = try arguments.choice("purpose", ContactPurpose.self)
      if note.direction == .in, note.purpose != nil {
        throw arguments.bad("purpose", "only with direction=out")
      }
      note.point = try arguments.point(of: kind, in: book)
      let (at, day) = try arguments.timeNoted(with: nil, book, context, effective)
      note.at = at
      var learned = NoteLearned()
      learned.stops = try arguments.stops(by: note, on: day, in: book, context)
      var proposal = try arguments.proposal(note, book, day, learned: learned, asking: context.now)
      if let point = ContactPoint(of: note) {
        let account = try arguments.account(in: book)
        proposal.isMemoOfFirst = book.isRestricted(point, on: account, asOf: day)
      }
      return proposal
    }
  }
}

extension NoteKind {
  /// By what an answer that consists of a stop word alone stops all further ones.
  fileprivate var stopped: (channel: PreferenceChannel, via: PreferenceVia)? {
    switch self {
    case .email: (.email, .email)
    case .text: (.text, .text)
    case .general, .review, .letter, .cease, .attorney, .deceased, .hardship, .complaint,
      .followUp, .escalation, .mailReturned, .source:
      nil
    }
  }
}

extension Arguments {
  /// The stops that somebody has sent who wrote nothing but a stop word: of all to whom the number
  /// or the address belongs.
  fileprivate func stops(
    by note: NoteTaken, on day: Day, in book: borrowing Book, _ context: Context
  ) throws(Failure) -> [PreferenceTold] {
    guard note.direction == .in, let stopped = note.kind.stopped,
      StopWord.isAll(of: try freeText("memo"))
    else { return [] }
    guard let point = ContactPoint(of: note) else {
      throw bad("point", "where it came from: who has written that wants no more of them")
    }
    let account = try account(in: book)
    let contacts = book.contacts(with: point, on: [account], asOf: day, for: context.viewer)
    if contacts.isEmpty {
      throw .refused(.noPointOfAccount(book.text(book.accounts[account].id)))
    }
    var (stops, told) = ([PreferenceTold](), Set<UInt32>())
    for contact in contacts where told.insert(contact).inserted {
      told.formUnion(book.contacts(ofPerson: contact, on: day))
      var stop = PreferenceTold(
        contact: book.contacts[contact].entry, .stop, stopped.channel)
      stop.via = stopped.via
      stops.append(stop)
    }
    return stops
  }

  /// The number or address of a message, in the form that contacts have; empty if it was not given.
  fileprivate func point(of kind: NoteKind, in book: borrowing Book) throws(Failure) -> String {
    guard let text = text("point") else { return "" }
    if kind == .text { return try phone("point", in: book).text }
    if kind == .email, !text.contains("@") { throw bad("point", "an e-mail address") }
    return text
  }
}

extension ContactPoint {
  /// Where a message came from or went to; nil if that is not known.
  fileprivate init?(of note: NoteTaken) {
    if note.point.isEmpty { return nil }
    if note.kind == .email {
      self = .email(note.point)
    } else if let number = PhoneNumber(stored: note.point) {
      self = .phone(number)
    } else {
      return nil
    }
  }
}
