public import PiperollLedger
import PiperollWire

/// What a write came to before anything is changed. It is taken apart once: entries are large, and
/// are moved on, not copied.
public enum WriteDecision: ~Copyable, Sendable {
  /// A new entry, and what the same request records behind it: durable together. With `dry=yes` its
  /// effects are told and nothing is recorded.
  case fresh(Entry, then: [Entry], isDry: Bool)
  /// An entry to be recorded that asks for somebody else's approval, and why.
  case pending(Entry, ApprovalNeeds)
  /// The entry that this reference recorded before.
  case duplicate(EntryNumber)
  /// There is nothing to do: nothing is recorded, and nothing is refused.
  case nothing
}

/// What a command proposes to record: its facts, and what else their entries say. It is not copied,
/// as a decision is not.
public struct Proposal: ~Copyable, Sendable {
  /// nil where there is nothing to do.
  var first: Fact?
  /// What the same request records behind it; kept aside, because most have none.
  var rest: [Fact] = []
  /// Where they are not the request's own.
  var effective: Day?
  var memo: String?
  /// The approval that lets it through.
  var approval: EntryNumber?

  init(_ fact: Fact?) { first = fact }

  init(_ facts: [Fact]) {
    first = facts.first
    rest = Array(facts.dropFirst())
  }

  /// In their order.
  var facts: [Fact] { (first.map { [$0] } ?? []) + rest }
}

extension Arguments {
  /// Decides the write that these arguments ask for.
  public func decide(
    on book: borrowing Book, _ context: Context
  ) throws(Failure) -> WriteDecision {
    let reference = try reference()
    if let reference, let earlier = book.reference(reference.name) {
      guard earlier.payloadHash == reference.payloadHash else {
        throw .refused(.referencePayloadDiffers(first: earlier.entry))
      }
      return .duplicate(earlier.entry)
    }
    try demandRevision(in: book)
    let effective = try effective(context)
    let memo = if let index = spec.table.memo, has(index) { try freeText("memo") } else { "" }
    let isDry = try isDry()
    var proposal = try proposal(on: book, context, effective)
    guard let first = proposal.first.take() else { return .nothing }
    do {
      try book.demandRole(context.role, for: first, effective: effective, on: context.today)
      try book.demandOther(than: context.user, for: first)
    } catch { throw .refused(error) }
    let needs =
      proposal.approval == nil ? needs(for: first, proposal.rest, effective, book, context) : []
    if !needs.isEmpty {
      // What is only tried cannot wait for anybody.
      if isDry { throw .needsApproval(needs) }
      let fact = book.decideAsking(
        for: [first] + proposal.rest, request: canonicalLine(effective), needs: needs,
        effective: effective, today: context.today, amountAbout: { $1.amount(about: $0) })
      return .pending(
        Entry(
          effective: context.today, actor: context.user, reference: reference, memo: memo,
          fact: fact), needs)
    }
    let entry = Entry(
      effective: proposal.effective ?? effective, actor: context.user, reference: reference,
      memo: proposal.memo ?? memo, approval: proposal.approval, fact: first)
    let rest = proposal.rest.isEmpty ? [] : continuations(proposal.rest, of: entry)
    return .fresh(entry, then: rest, isDry: isDry)
  }

  private func continuations(_ facts: [Fact], of entry: Entry) -> [Entry] {
    facts.map { fact in
      Entry(
        effective: entry.effective, actor: entry.actor, memo: entry.memo, isContinuation: true,
        fact: fact)
    }
  }

  /// The date from which it holds.
  private func effective(_ context: Context) throws(Failure) -> Day {
    guard let index = spec.table.date, has(index), let day = try date("date") else {
      return context.today
    }
    let latest = context.today.advanced(days: spec.dateAheadDays)
    if day > latest { throw .refused(.dateAhead(latest: latest)) }
    return day
  }

  /// What its command decides, whoever may do that.
  func proposal(
    on book: borrowing Book, _ context: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    switch spec.effect {
    case .write(let decide): return Proposal(try decide(self, book, effective))
    case .proposal(let decide): return try decide(self, book, context, effective)
    case .read, .report, .session: preconditionFailure("\(spec.words) is no write")
    }
  }

  private func needs(
    for first: Fact, _ rest: [Fact], _ effective: Day, _ book: borrowing Book, _ context: Context
  ) -> ApprovalNeeds {
    let (role, today) = (context.role, context.today)
    var needs = book.needs(for: first, effective: effective, by: role, on: today)
    for fact in rest {
      needs.formUnion(book.needs(for: fact, effective: effective, by: role, on: today))
    }
    return needs
  }

  /// Whether nothing is to be written.
  public func isDry() throws(Failure) -> Bool {
    if let index = spec.table.dry, has(index) { try flag("dry") } else { false }
  }

  private func reference() throws(Failure) -> Reference? {
    guard let index = spec.table.ref, let name = text(index) else { return nil }
    guard (1...Limits.referenceBytes).contains(name.utf8.count), name.utf8.allSatisfy(isNameByte)
    else {
      throw bad("ref", "1 to \(Limits.referenceBytes) letters, digits and ._:-")
    }
    if CardNumber.isIn(name) { throw .refused(.cardNumber) }
    return Reference(name: name, payloadHash: payloadHash())
  }
}
