import PiperollLedger
import PiperollWire

extension NoteKind: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .general: "note"
    case .review: "review"
    case .letter: "letter"
    case .email: "email"
    case .text: "text"
    case .cease: "cease"
    case .attorney: "attorney"
    case .deceased: "deceased"
    case .hardship: "hardship"
    case .complaint: "complaint"
    case .followUp: "followup"
    case .escalation: "escalation"
    case .mailReturned: "mail-returned"
    case .source: "source"
    }
  }
}

extension Parameter {
  /// The note or call that a note corrects.
  static let corrects = Parameter(
    "corrects", .entry,
    help: "the note or call that was wrong: it counts no more, and what came with it ends")
  /// What is to be done behind a note.
  static let next = Parameter(
    "next", .moment, help: "when to go on with it: a task, as POST TASK sets it: fri, fri/15:00")
  /// What a note has done.
  static let done = Parameter("done", .entry, help: "the task that it ends, by its entry")
  /// When a call or a message was.
  static let at = Parameter(
    "at", .moment, .defaulted("now"),
    help: "when it was, by the person's clock: today/14:30; it is of the desk's day of that time")
  /// The text of a note that needs none.
  static let noteText = Parameter("memo", .text, .optional, .text, "what there is to say")
}

extension CommandSpec {
  /// A command that takes a note of a kind: its own parameters, and those that all have.
  /// - Parameter makes: keys of what it makes beside the note.
  static func note(
    _ words: String, _ summary: String, _ own: [Parameter], memo: Parameter = .noteText,
    makes: Set<String> = [], example: String, decide: @escaping Effect.Propose
  ) -> CommandSpec {
    let hasNext = own.contains { "\($0.name)" == "next" }
    return CommandSpec(
      words, summary, role: .operator,
      parameters: [.account] + own + (hasNext ? [] : [.next]) + [.done, .corrects, .date, memo],
      example: example,
      fields: [.entry, .accountField]
        + Telling.note.fields.filter {
          makes.contains("\($0.name)") || ofAllNotes.contains("\($0.name)")
        },
      codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid],
      effect: .proposal { arguments, book, context, effective throws(Failure) in
        try arguments.demandCorrectable(in: book, context)
        try arguments.demandHappened(on: effective, "date", context)
        var proposal = try decide(arguments, book, context, effective)
        if try arguments.correctsRestricted(in: book) { proposal.isMemoOfFirst = true }
        return proposal
      })
  }
}

extension CommandSpec {
  /// The keys that a reply to any note may have.
  private static let ofAllNotes: Set = ["task", "task-due", "done", "corrects", "undone"]
}

extension Arguments {
  /// Refuses to correct a note that is not there for the user.
  func demandCorrectable(in book: borrowing Book, _ context: Context) throws(Failure) {
    guard has("corrects") else { return }
    let corrected = try entry("corrects")
    do { try book.demandShown(entry: corrected, to: context.viewer) } catch {
      throw .refused(error)
    }
  }

  /// Whether the note that is corrected is there for some alone: then so is what is said of it.
  func correctsRestricted(in book: borrowing Book) throws(Failure) -> Bool {
    guard has("corrects") else { return false }
    let corrected = try entry("corrects")
    return book.entry(corrected) != nil && book.isRestricted(entry: corrected)
  }

  /// The note that these arguments ask for, of a kind.
  func note(_ kind: NoteKind, in book: borrowing Book) throws(Failure) -> NoteTaken {
    let account = try account(in: book)
    return NoteTaken(
      account: book.accounts[account].opened, kind: kind,
      corrects: has("corrects") ? try entry("corrects") : nil)
  }

  /// What a note proposes to record.
  func proposal(
    _ note: NoteTaken, _ book: borrowing Book, _ effective: Day, until: Day? = nil,
    today: Day? = nil, learned: NoteLearned = NoteLearned(), escalating escalation: TaskWish? = nil,
    asking now: Int64? = nil
  ) throws(Failure) -> Proposal {
    let account = try account(in: book)
    var steps = try nextSteps(.followUp)
    if let escalation { steps.tasks.append(escalation) }
    do {
      var proposal = Proposal(
        try book.decideNote(
          note, on: account, effective: effective, until: until, today: today, learned: learned,
          then: steps, asking: now))
      proposal.effective = effective
      return proposal
    } catch { throw .refused(error) }
  }
}
