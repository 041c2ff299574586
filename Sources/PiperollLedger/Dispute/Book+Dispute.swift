/// What a debtor disputes, as a request says it.
public struct DisputeWish: Sendable {
  public var reason: DisputeReason
  public var via = DisputeWay.call
  /// The day on which it came; nil: that of the request.
  public var received: Day?
  /// The contact who disputes it; nil if nobody says.
  public var contact: EntryNumber?
  /// The items, and how much of each; empty for all that is open.
  public var items: [ApplicationWish] = []

  public init(_ reason: DisputeReason) { self.reason = reason }
}

extension Book {
  /// Decides to record a dispute. No more can be disputed than is open on its day and is not
  /// disputed yet; what was said on the telephone alone can be disputed again in writing.
  public func decideDispute(
    _ wish: DisputeWish, account: UInt32, on made: Day
  ) throws(Refusal) -> Fact {
    let received = wish.received ?? made
    if received > made { throw .receivedLater(than: made) }
    if let contact = wish.contact { try demandContact(contact, of: account, on: made) }
    let known = itemDisputes(of: account, on: made).mapValues { $0.amount(barring: wish) }
    let items =
      wish.items.isEmpty
      ? disputable(on: account, on: made, but: known)
      : try disputable(wish.items, of: account, on: made, but: known)
    if items.isEmpty { throw .nothingDisputable }
    return Fact(
      DisputeMade(
        account: accounts[account].opened, reason: wish.reason, via: wish.via, received: received,
        contact: wish.contact, items: items))
  }

  private func disputable(
    on account: UInt32, on day: Day, but known: [UInt32: Money]
  ) -> [Application] {
    var parts: [Application] = []
    for open in openItems(of: account, asOf: day) where parts.count < Self.applicationsMax {
      let left = open.left - (known[open.item] ?? .zero)
      if left > .zero { parts.append(Application(invoice: items[open.item].entry, amount: left)) }
    }
    return parts
  }

  private func disputable(
    _ wishes: [ApplicationWish], of account: UInt32, on day: Day, but known: [UInt32: Money]
  ) throws(Refusal) -> [Application] {
    let currency = accounts[account].currency
    return try named(
      wishes, of: account,
      left: { remaining(ofItem: $0, asOf: day) - (known[$0] ?? .zero) },
      tooMuch: { .disputeExceedsOpen($0, max($1, .zero), currency: currency) })
  }

  /// Decides what came of a dispute, and the credit memo behind it.
  /// - Parameter amount: how much is credited; nil for all that is open of what is disputed.
  public func decideResolve(
    dispute number: EntryNumber, _ outcome: DisputeOutcome, amount: Money?, answer: EntryNumber?,
    on day: Day
  ) throws(Refusal) -> (end: Fact, credit: Fact?) {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard entry.kind == .dispute else { throw .entryNotDispute(entry.kind) }
    let row = disputes[entry.subject]
    if row.resolvedBy != 0 { throw .alreadyResolved(by: row.resolvedBy) }
    if day < row.made { throw .endBeforeMade(row.made) }
    if let answer { try demandAnswer(answer, to: row, on: day) }
    let isUnanswered = answer == nil && isInPeriod(dispute: entry.subject, asOf: day)
    guard outcome == .credit else {
      if isUnanswered, outcome.leavesDebt { throw .answerNeeded }
      return (Fact(DisputeResolved(dispute: number, outcome: outcome, answer: answer)), nil)
    }
    let credit = try decideCredit(of: entry.subject, amount, on: day)
    if isUnanswered, credit.leavesDebt { throw .answerNeeded }
    let end = DisputeResolved(
      dispute: number, outcome: outcome, credited: credit.amount, answer: answer)
    return (Fact(end), credit.fact)
  }

  /// Decides the credit memo by which a dispute ends.
  private func decideCredit(
    of dispute: UInt32, _ amount: Money?, on day: Day
  ) throws(Refusal) -> (fact: Fact, amount: Money, leavesDebt: Bool) {
    let row = disputes[dispute]
    var (open, wishes) = (Money.zero, [ApplicationWish]())
    var left = amount ?? .largest
    for part in items(ofDispute: dispute) {
      let most = min(part.amount, itemRemaining[part.item])
      open += most
      let credited = min(left, most)
      if credited == .zero { continue }
      left -= credited
      wishes.append(ApplicationWish(invoice: text(items[part.item].number), amount: credited))
    }
    if amount == .zero { throw .amountZero }
    if open == .zero || amount ?? open > open {
      throw .creditExceedsDispute(open, currency: accounts[row.account].currency)
    }
    let credited = amount ?? open
    let fact = try decideCredit(
      account: row.account, kind: .memo, amount: credited, reason: .dispute, to: .told(wishes),
      on: day)
    return (fact, credited, credited < open)
  }

  /// Demands that an entry noted a letter, an email or a text that told them about a dispute: it
  /// went out on its account to answer, after it came and before its end, and stands.
  private func demandAnswer(
    _ number: EntryNumber, to dispute: DisputeRow, on day: Day
  ) throws(Refusal) {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard entry.noteKind?.channel != nil, entry.account == dispute.account,
      let note = noteRow(of: number), note.direction == .out
    else { throw .answerNotSent(number) }
    if entry.reversedBy != 0 { throw .answerCorrected(number, by: EntryNumber(entry.reversedBy)) }
    guard note.purpose == .answer || note.purpose == .validation else {
      throw .answerForOther(number)
    }
    if entry.effective < dispute.received { throw .answerBefore(dispute.received, number) }
    if entry.effective > day { throw .answerLater(number, on: entry.effective) }
  }

  /// The items of a dispute.
  public func items(ofDispute dispute: UInt32) -> [DisputeItemRow] {
    let row = disputes[dispute]
    return (0..<row.itemCount).map { disputeItems[row.firstItem + $0] }
  }

  /// The row of the contact who disputes something; nil if nobody says.
  public func contact(ofDispute dispute: UInt32) -> UInt32? {
    disputes[dispute].contact.map { entries[Int($0) - 1].subject }
  }

  /// The credit memo behind the end of a dispute, by its entry; nil for none.
  public func credit(behindResolution number: EntryNumber) -> EntryNumber? {
    guard let next = entry(number + 1), next.isContinuation, next.kind == .credit else {
      return nil
    }
    return number + 1
  }

  mutating func apply(_ fact: DisputeMade, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let dispute = UInt32(disputes.count)
    row.account = account
    row.subject = disputes.append(
      DisputeRow(
        entryWord: UInt32(number), account: account, made: row.effective,
        received: fact.received, contactWord: UInt32(fact.contact ?? 0),
        firstItem: UInt32(disputeItems.count), itemCount: UInt32(fact.items.count),
        previousOfAccount: beginChain(.disputes, of: account, with: disputes.count),
        reasonByte: fact.reason.rawValue, viaByte: fact.via.rawValue))
    for part in fact.items {
      disputeItems.append(
        DisputeItemRow(amount: part.amount, dispute: dispute, item: item(of: part.invoice)))
    }
  }

  mutating func apply(_ fact: DisputeResolved, _ number: EntryNumber, _ row: inout EntryRow) {
    let made = entries[Int(fact.dispute) - 1]
    precondition(made.kind == .dispute, "entry \(fact.dispute) is a \(made.kind)")
    precondition(disputes[made.subject].resolvedBy == 0, "a dispute is resolved once")
    disputes[made.subject].resolvedWord = UInt32(number)
    disputes[made.subject].resolved = row.effective
    disputes[made.subject].outcomeByte = fact.outcome.rawValue
    disputes[made.subject].credited = fact.credited
    disputes[made.subject].answerWord = UInt32(fact.answer ?? 0)
    row.account = made.account
    row.subject = made.subject
  }
}
