public import PiperollLedger
import PiperollWire

/// What a command has decided about a write. Nothing has been changed yet.
///
/// Not copyable, because entries are large: they are moved out of it, once.
public enum WriteDecision: ~Copyable, Sendable {
  /// The first entry, and the further entries of the same request, which become durable together
  /// with it. `Book.subject(ofRequestFrom:)` says which of them the reply is about. If `isDry`, the
  /// reply tells what they would do, and nothing is recorded.
  case fresh(Entry, then: [Entry], isDry: Bool)
  /// A dry run of a write that would wait for another user's approval, and why. Only what a command
  /// shows that says what follows (`CommandSpec.shown`) is tried so; others are refused.
  case tried(Entry, ApprovalNeeds)
  /// An entry that asks for another user's approval, and why one is needed.
  case pending(Entry, ApprovalNeeds)
  /// The request was recorded before with the same reference; this is its first entry. If
  /// `isApproved`, it was asked for then, and somebody has approved it since.
  case duplicate(EntryNumber, isApproved: Bool)
  /// The request was asked for before with the same reference, and still waits; this is the entry
  /// that asks for the approval, and why one is needed.
  case waiting(EntryNumber, ApprovalNeeds)
  /// There is nothing to do, and why. Nothing is recorded, and it is no error.
  case nothing(NothingReason)
}

/// What a command proposes to record: facts, and what else their entries say. Not copyable, for the
/// same reason as `WriteDecision`.
public struct Proposal: ~Copyable, Sendable {
  /// The fact that was asked for, or the first of several; nil if there is nothing to do. The type
  /// is written out for the same reason as in `Entry`.
  var first: Optional<Fact>
  /// Interest that is charged ahead of it; empty for most writes. An array, since an empty one is
  /// smaller than no fact.
  var ahead: [Fact] = []
  /// Why there is nothing to do, if there is not.
  var nothing = NothingReason.charged
  /// The further facts. Apart from the first, so that a proposal of one fact allocates no array.
  var rest: [Fact] = []
  /// The date of the further entries; nil: that of the first.
  var effectiveOfRest: Day?
  /// Date and memo of the entry; nil: those of the request.
  var effective: Day?
  var memo: String?
  /// Whether the further entries have no memo, for it was told in confidence, or
  /// is about somebody who is there for some alone.
  var isMemoOfFirst = false
  /// The approval that allows it; nil: it needs none, or has to ask for one.
  var approval: EntryNumber?

  init(_ fact: Fact) { first = fact }

  init(_ facts: [Fact]) {
    first = facts.first
    rest = Array(facts.dropFirst())
  }

  /// - Parameter why: asked if there are no facts.
  init(_ facts: [Fact], orNothing why: @autoclosure () -> NothingReason) {
    self.init(facts)
    if facts.isEmpty { nothing = why() }
  }

  /// All facts, in the order in which they are recorded.
  var facts: [Fact] { ahead + (first.map { [$0] } ?? []) + rest }
}

extension Arguments {
  /// Decides the write that these arguments ask for. Changes nothing.
  public func decide(
    on book: borrowing Book, _ context: Context
  ) throws(Failure) -> WriteDecision {
    let reference = try reference()
    if let reference, let earlier = book.reference(reference.name) {
      guard earlier.payloadHash == reference.payloadHash else {
        throw .refused(.referencePayloadDiffers(first: earlier.entry))
      }
      return try decideAgain(earlier.entry, on: book, context)
    }
    try demandNoCards(in: book)
    try demandRevision(in: book)
    let effective = try effective(context)
    try demandNearDates(in: book, context)
    let memo = if let index = spec.table.memo, has(index) { try freeText("memo") } else { "" }
    let isDry = try isDry()
    var proposal = try proposal(on: book, context, effective)
    guard let first = proposal.first.take() else { return .nothing(proposal.nothing) }
    do {
      try book.demandRole(context.role, for: first, effective: effective, on: context.today)
      try book.demandOther(than: context.user, for: first)
    } catch { throw .refused(error) }
    let needs =
      proposal.approval == nil
      ? book.needs(
        for: first, and: proposal.ahead.isEmpty ? proposal.rest : proposal.ahead + proposal.rest,
        effective: effective, later: proposal.effectiveOfRest, by: context.user, context.role,
        on: context.today) : []
    if !needs.isEmpty {
      // A dry run records nothing, so it cannot wait for an approval either.
      if isDry {
        if spec.shown == nil { throw .needsApproval(needs, approval: nil) }
        return .tried(
          Entry(effective: effective, actor: context.user, memo: memo, fact: consume first), needs)
      }
      proposal.first = consume first
      let fact = book.decideAsking(
        for: proposal.facts, request: canonicalLine(effective), needs: needs,
        effective: effective, today: context.today, amountAbout: { $1.amount(about: $0) })
      return .pending(
        Entry(
          effective: context.today, actor: context.user, reference: reference, memo: memo,
          fact: fact), needs)
    }
    let entry = Entry(
      effective: proposal.effective ?? effective, actor: context.user, reference: reference,
      memo: proposal.memo ?? memo, approval: proposal.approval,
      isContinuation: !proposal.ahead.isEmpty, fact: consume first)
    // Nearly every write is of one entry, which is moved and not copied.
    if proposal.rest.isEmpty, proposal.ahead.isEmpty {
      return .fresh(consume entry, then: [], isDry: isDry)
    }
    let rest = continuations(
      proposal.rest, of: entry, memo: proposal.isMemoOfFirst ? "" : entry.memo,
      on: proposal.effectiveOfRest)
    if proposal.ahead.isEmpty { return .fresh(entry, then: rest, isDry: isDry) }
    let ahead = Entry(effective: entry.effective, actor: entry.actor, fact: proposal.ahead[0])
    return .fresh(ahead, then: [entry] + rest, isDry: isDry)
  }

  /// Decides a request that was recorded before with the same reference.
  private func decideAgain(
    _ number: EntryNumber, on book: borrowing Book, _ context: Context
  ) throws(Failure) -> WriteDecision {
    switch book.write(recordedBy: number, today: context.today) {
    case .done(let entry): return .duplicate(entry, isApproved: false)
    case .approved(let entry): return .duplicate(entry, isApproved: true)
    case .waiting(let row): return .waiting(number, book.approvals[row].needs)
    case .ended(let request): throw .requestEnded(request)
    }
  }

  private func continuations(
    _ facts: [Fact], of entry: Entry, memo: String, on day: Day?
  ) -> [Entry] {
    facts.map { fact in
      Entry(
        effective: day ?? entry.effective, actor: entry.actor, memo: memo, isContinuation: true,
        fact: fact)
    }
  }

  /// The date of the write: `date=`, or today.
  private func effective(_ context: Context) throws(Failure) -> Day {
    guard let index = spec.table.date, has(index), let day = try date("date") else {
      return context.today
    }
    let latest = context.today.advanced(days: spec.dateAheadDays)
    if day > latest { throw .refused(.dateAhead(latest: latest)) }
    return day
  }

  /// Refuses dates that look like typing errors.
  private func demandNearDates(
    in book: borrowing Book, _ context: Context
  ) throws(Failure) {
    if given & spec.table.nearDateBits == 0 { return }
    for index in spec.table.nearDates {
      let name = spec.parameters[index].name
      let isMoment = if case .moment = spec.parameters[index].type { true } else { false }
      guard has(index), let day = try isMoment ? moment(name)?.day : date(index) else { continue }
      do {
        try book.demandNear(day, name, today: context.today)
      } catch { throw .refused(error) }
    }
  }

  /// What the command decides. Whether the user may do it is not checked here.
  func proposal(
    on book: borrowing Book, _ context: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    switch spec.effect {
    case .write(let decide): return Proposal(try decide(self, book, effective))
    case .proposal(let decide): return try decide(self, book, context, effective)
    case .session(.setUser):
      let change = try userChange(context, in: book)
      do { return Proposal(try book.decide(change)) } catch { throw .refused(error) }
    case .read, .readIfShort, .report, .search, .session:
      preconditionFailure("\(spec.words) is no write")
    }
  }

  /// Whether `dry=yes` was given: nothing is to be written.
  public func isDry() throws(Failure) -> Bool {
    if let index = spec.table.dry, has(index) { try flag("dry") } else { false }
  }

  private func reference() throws(Failure) -> Reference? {
    guard let index = spec.table.ref, var name = text(index) else { return nil }
    let isName = name.withUTF8 { bytes in
      (1...Limits.referenceBytes).contains(bytes.count) && bytes.allSatisfy(isNameByte)
    }
    guard isName else {
      throw bad("ref", "1 to \(Limits.referenceBytes) letters, digits and ._:-")
    }
    return Reference(name: name, payloadHash: payloadHash())
  }
}
