extension Book {
  /// Decides to take a note: it may place a hold, add or amend a contact, record a stop, set tasks
  /// or end one, or undo what an earlier one did.
  /// - Parameter until: the last day of the hold; nil if only a release ends it.
  /// - Parameter today: the day on which it is taken; nil: its effective date.
  /// - Parameter learned: what it says of contacts.
  /// - Parameter now: when it is taken, in milliseconds of UTC since 1970; nil: no rule of contact
  ///   is asked.
  public func decideNote(
    _ note: NoteTaken, on account: UInt32, effective: Day, until: Day? = nil, today: Day? = nil,
    learned: NoteLearned = NoteLearned(), then: NextSteps = NextSteps(), asking now: Int64? = nil
  ) throws(Refusal) -> [Fact] {
    var note = note
    if let now, note.direction == .out {
      note.verdict =
        if let corrected = note.corrects {
          try self.corrected(corrected, of: account, on: effective)
            .verdict(on: note, of: account, asOf: effective, noted: now)
        } else {
          verdict(on: note, of: account, asOf: effective, noted: now)
        }
    }
    let mail = try learned.returned.map { (mail) throws(Refusal) in
      try decideReturn(of: mail, on: account, effective)
    }
    var facts = mail?.facts ?? []
    for stop in learned.stops { facts.append(try decidePreference(stop, on: effective)) }
    if let corrected = note.corrects {
      facts += try undoing(corrected, of: account, but: mail?.said ?? [], on: effective)
      for other in others(ofCall: corrected) {
        facts += try takingBack(other, isTold: false, on: effective)
      }
    }
    if let contact = learned.contact { facts.append(decide(contact)) }
    if let kind = note.hold, !isHeld(account, kind, but: note.corrects, on: effective) {
      facts.append(
        try decideHold(
          account: account, item: nil, kind: kind,
          from: firstDay(
            ofHold: kind, on: account, from: note.holdsFrom ?? effective, until: until,
            today: today ?? effective),
          until: until, source: ""))
    }
    var steps = then
    if note.kind == .complaint {
      let answer = effective.advanced(days: days(of: .complaintDays, on: effective))
      steps.tasks.append(TaskWish(.complaint, at: Moment(day: answer)))
    }
    facts += try decide(steps, on: [account], correcting: note.corrects, effective: effective)
    return [plain(note)] + facts
  }

  /// What a correction undoes of a note or a call: the holds that came with it are released, what
  /// else it began ends, and what it amended is as before.
  /// - Parameter said: what the correction says itself of contacts.
  func undoing(
    _ number: EntryNumber, of account: UInt32, but said: Set<SaidField> = [], on day: Day
  ) throws(Refusal) -> [Fact] {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard entry.kind == .note || entry.kind == .call else { throw .entryNotNote(entry.kind) }
    if entry.account != account { throw .noteElsewhere(number) }
    if entry.reversedBy != 0 { throw .alreadyCorrected(by: EntryNumber(entry.reversedBy)) }
    if day < entry.effective { throw .correctedBeforeMade(entry.effective) }
    if !saysSomething(number), let taken = corrected(by: number), hadEffect(taken) {
      throw .takenBackForGood(taken)
    }
    var facts = try holdsEnding(with: number, of: account).map { (hold) throws(Refusal) in
      try decideRelease(ofHold: hold)
    }
    for other in continuation(of: number).dropFirst() {
      let began = entries[Int(other) - 1]
      // What was learned of a person is with them, and came with the note as a whole.
      let isOfPerson = began.kind == .amend || began.kind == .prefer
      if isOfPerson ? entry.isContinuation : began.account != account { continue }
      if began.kind == .amend {
        if let back = decideTakingBack(
          amendment: other, of: number, but: said, on: day)
        {
          facts.append(back)
        }
      } else if began.kind != .hold, let end = try? decideEnd(of: other, on: day) {
        // What cannot be ended, or has ended since, stays as it is.
        facts.append(end)
      }
    }
    return facts
  }

  /// The same call on the other accounts that it was about, where nobody has corrected it yet. Who
  /// corrects it on one of these says that it was not about that one.
  func others(ofCall number: EntryNumber) -> [EntryNumber] {
    let first = entries[Int(number) - 1]
    if first.kind != .call || first.isContinuation { return [] }
    return continuation(of: number).dropFirst().filter {
      entries[Int($0) - 1].kind == .call && entries[Int($0) - 1].reversedBy == 0
    }
  }

  /// Takes a call back on another account, with what it began there.
  /// - Parameter isTold: whether a call that is noted now corrects it; else a note does.
  func takingBack(
    _ number: EntryNumber, isTold: Bool, on day: Day
  ) throws(Refusal) -> [Fact] {
    let account = entries[Int(number) - 1].account
    let words = NoteTaken(account: accounts[account].opened, kind: .general, corrects: number)
    return try (isTold ? [] : [Fact(words)]) + undoing(number, of: account, on: day)
  }

  /// The holds that end with a note: its own, and those of notes that were corrected before.
  /// Another note that says the same, stands, and placed none because they were in force keeps
  /// them.
  private func holdsEnding(with number: EntryNumber, of account: UInt32) -> [EntryNumber] {
    guard let kind = holdSaid(by: number) else { return [] }
    var (ending, isSaid) = ([EntryNumber](), false)
    walkNotes(of: account, asOf: .last) { note in
      guard holdSaid(by: note) == kind else { return true }
      let own = continuation(of: note).dropFirst().filter { entries[Int($0) - 1].kind == .hold }
      if note != number, entries[Int(note) - 1].reversedBy == 0 {
        if own.isEmpty { isSaid = true }
      } else if !isSaid {
        ending += own.filter { holds[entries[Int($0) - 1].subject].releasedBy == 0 }
      }
      return true
    }
    return ending
  }

  /// The kind of hold that a note places, unless one is in force; nil for none.
  private func holdSaid(by number: EntryNumber) -> HoldKind? {
    if noteRow(of: number)?.via?.isSpoken == true { return nil }
    return entries[Int(number) - 1].noteKind?.hold
  }

  /// The book without what a note or a call said and began. What corrects it is judged by that: it
  /// is told instead of it, and not behind it.
  func corrected(
    _ number: EntryNumber, of account: UInt32, on day: Day
  ) throws(Refusal) -> Book {
    let words = NoteTaken(account: accounts[account].opened, kind: .general, corrects: number)
    let facts = try [Fact(words)] + undoing(number, of: account, on: day)
    var trial = trial()
    trial.apply(
      facts.enumerated().map {
        Entry(effective: day, actor: "", isContinuation: $0.offset > 0, fact: $0.element)
      })
    return trial
  }

  /// The first day of a hold that a note places. One that stops interest begins behind the days
  /// that are closed, so that their sums stay, and takes away no interest that has accrued: whoever
  /// hears of a death has waived nothing. Both take a POST HOLD, and an approval.
  private func firstDay(
    ofHold kind: HoldKind, on account: UInt32, from: Day, until: Day?, today: Day
  ) -> Day {
    if !kind.movesMoney { return from }
    let opened = closedThrough.map { max(from, $0.advanced(days: 1)) } ?? from
    let first = has(.rates, account) ? max(opened, today) : opened
    return (until ?? first) < first ? from : first
  }

  /// Whether a note or a call had an effect that its correction took back: it counted, or began
  /// something.
  private func hadEffect(_ number: EntryNumber) -> Bool {
    saysSomething(number) || continuation(of: number).count > 1
  }

  /// Whether a note or a call says what happened between the desk and somebody, so that it counts
  /// by itself. Others are words, or say what is to be done.
  private func saysSomething(_ number: EntryNumber) -> Bool {
    switch entries[Int(number) - 1].noteKind {
    case .letter, .email, .text, .cease, .attorney, .deceased, .hardship, .complaint,
      .mailReturned, nil:
      true
    case .general, .review, .followUp, .escalation, .source: false
    }
  }

  /// Whether a hold of a kind is in force on the whole account, and only a release ends it.
  /// - Parameter corrected: the note that is corrected now: what ends with it is in force no more.
  private func isHeld(
    _ account: UInt32, _ kind: HoldKind, but corrected: EntryNumber?, on day: Day
  ) -> Bool {
    let ending = corrected.map { holdsEnding(with: $0, of: account) } ?? []
    var isHeld = false
    forEachHold(of: account) { hold in
      let row = knownHold(hold)
      if row.item == nil, row.kind == kind, row.until == nil, row.isInForce(on: day),
        !ending.contains(row.entry)
      {
        isHeld = true
      }
    }
    return isHeld
  }

  /// A note of which nothing is known but its text has the plain fact.
  private func plain(_ note: NoteTaken) -> Fact {
    if note == NoteTaken(account: note.account, kind: .general) {
      return .noted(Noted(account: note.account))
    }
    if note.verdict != nil { return Fact(NoteTakenWithVerdict(plain: note)) }
    return note.at == nil ? Fact(note) : Fact(NoteTakenAtTime(plain: note))
  }

  /// What the request of a note or a call recorded besides.
  public struct MadeWithNote: Sendable {
    /// Somebody whom it made known.
    public fileprivate(set) var contact: EntryNumber?
    /// The hold that it placed.
    public fileprivate(set) var hold: EntryNumber?
    /// What it says of contacts, by the entries that amend them.
    public fileprivate(set) var amended: [EntryNumber] = []
    /// What they do not want any more.
    public fileprivate(set) var stops: [EntryNumber] = []
    /// What came with the note that it corrects and ends with it, by the entries that end it.
    public fileprivate(set) var undone: [EntryNumber] = []
  }

  /// What the request of a note or a call recorded besides.
  public func made(withNote number: EntryNumber) -> MadeWithNote {
    var made = MadeWithNote()
    // What several accounts have in common is told by the first of its request.
    if entries[Int(number) - 1].isContinuation { return made }
    let began = corrected(by: number).map { continuation(of: $0) }
    for other in continuation(of: number).dropFirst() {
      let entry = entries[Int(other) - 1]
      let kind = entry.kind
      if kind == .contact { made.contact = other }
      if kind == .hold { made.hold = other }
      if kind == .prefer { made.stops.append(other) }
      let isOwn = kind == .amend && isSaid(by: number, other)
      if isOwn { made.amended.append(other) }
      if kind == .releaseHold || kind == .amend && !isOwn
        || kind == .end && (began?.contains(EntryNumber(entry.subject)) ?? false)
      {
        made.undone.append(other)
      }
    }
    return made
  }

  mutating func apply(_ fact: NoteTaken, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    row.account = account
    row.subject = accounts[account].lastNote
    row.detailByte = fact.kind.rawValue + 1
    accounts[account].lastNote = UInt32(number)
    notes.append(
      NoteRow(
        point: fact.point.isEmpty ? .empty : arena.append(fact.point), entryWord: UInt32(number),
        correctsWord: UInt32(fact.corrects ?? 0), dayOrNever: fact.day ?? never,
        directionByte: NoteRow.byte(of: fact.direction), viaByte: NoteRow.byte(of: fact.via),
        purposeByte: NoteRow.byte(of: fact.purpose), verdictByte: fact.verdict?.byte ?? 0))
    keep(time: fact.at, ofNote: number)
    if let corrected = fact.corrects { correct(corrected, by: number) }
  }

  /// Notes that a later note or call corrects an earlier one.
  mutating func correct(_ corrected: EntryNumber, by number: EntryNumber) {
    precondition(entries[Int(corrected) - 1].reversedBy == 0, "a note is corrected once")
    entries[Int(corrected) - 1].reversedBy = UInt32(number)
  }

  /// What is known of a note besides its text; nil if nothing is.
  public func noteRow(of number: EntryNumber) -> NoteRow? {
    guard entries[Int(number) - 1].hasNoteRow else { return nil }
    return notes[notes.firstRow { $0.entry >= number }]
  }

  /// What an entry corrects; nil if it corrects nothing.
  public func corrected(by number: EntryNumber) -> EntryNumber? {
    let entry = entries[Int(number) - 1]
    if entry.kind == .call { return calls[entry.subject].corrects }
    return noteRow(of: number)?.corrects
  }

  /// The notes and calls of an account by the end of a day, newest first. The body says whether to
  /// go on.
  public func walkNotes(
    of account: UInt32, asOf last: Day, _ body: (EntryNumber) -> Bool
  ) {
    var number = accounts[account].lastNote
    while number != 0 {
      let entry = entries[Int(number) - 1]
      if number <= sequence, entry.effective <= last, !body(EntryNumber(number)) { return }
      number = entry.kind == .call ? calls[entry.subject].previousNote : entry.subject
    }
  }
}

extension NoteTaken {
  /// The hold that it places; nil for none. What was only said is no cease (12 CFR 1006.6(c)(1)).
  fileprivate var hold: HoldKind? { via?.isSpoken == true ? nil : kind.hold }

  /// The first day of the hold that it places, if it is another than the note's own: what was asked
  /// in writing holds from its receipt on (comment 6(c)(1)-1).
  fileprivate var holdsFrom: Day? { kind == .cease ? day : nil }
}
