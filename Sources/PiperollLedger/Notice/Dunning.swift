/// What dunning comes to on an account.
public enum Dunning: Sendable {
  /// Nothing has come to a level.
  case nothing(NothingReason)
  /// Something has, and no letter may go: why, and the rule of contact that forbids it.
  case skipped(NothingReason, ContactRule?)
  case letter(DunningLetter)
}

/// A letter that is due, before anything is recorded.
public struct DunningLetter: Sendable {
  /// The row of the contact to whom it goes.
  public let contact: UInt32
  public let channel: ContactChannel
  /// The email address; empty for a letter.
  public let point: String
  /// What the rules of contact say of it: not that it may not be.
  public let verdict: KeptVerdict?
  /// What it is for, and its template.
  public let template: LetterName
  public let fee: Money
  public let payNow: Money
  /// What comes to a level by it, oldest first.
  public let parts: [NoticeMade.Part]

  /// The highest level of its parts.
  public var level: Int { Int(parts.map(\.level).max() ?? 0) }
}

/// What is past due on an account, as a letter asks for it.
struct PastDue {
  /// What may begin a letter, oldest first, and what is left of it behind disputes, holds and
  /// unapplied credit.
  var late: [(late: Book.Late, left: Money)] = []
  /// What is past due and neither disputed nor on hold, less unapplied credit; below zero if there
  /// is more of that.
  var net = Money.zero
}

extension Book {
  /// What dunning comes to on an account on a day, by the policies of that day.
  /// - Parameter now: when the letter would go, in milliseconds of UTC since 1970.
  public func dunning(of account: UInt32, on day: Day, at now: Int64) -> Dunning {
    let row = accounts[account]
    let kind = PolicyScope.kind(row.kind)
    guard case .levels(let levels) = policy(.dunningLevels, on: day, for: kind) else {
      return .nothing(.noLevels)
    }
    let all = pastDue(on: account, asOf: day, but: nil)
    let rising = rising(all, of: account, on: day, levels)
    if rising.isEmpty { return .nothing(.noLevelDue) }
    if balance(of: account, asOf: day) <= .zero || all.net <= .zero {
      return .skipped(.owesNothing, nil)
    }
    if let stop = stop(ofDunning: account, on: day) { return .skipped(stop, nil) }
    let asked = pastDue(
      on: account, asOf: day, but: heldItems(of: account, from: .dunning, on: day))
    let parts = self.rising(asked, of: account, on: day, levels)
    guard let highest = parts.map(\.level).max(), let level = levels[Int(highest)] else {
      return .skipped(isDisputed(account, on: day) ? .disputed : .onHold, nil)
    }
    let least = amount(of: .dunningMinimum, on: day, in: row.currency) ?? .zero
    if asked.net <= least { return .skipped(.belowMinimum, nil) }
    return letter(level, parts, asked.net, of: account, on: day, at: now)
  }

  /// What has come to its next level.
  private func rising(
    _ pastDue: PastDue, of account: UInt32, on day: Day, _ levels: DunningLevels
  ) -> [NoticeMade.Part] {
    let dunned = hasNotices(account) ? self.dunned(on: account, asOf: day) : [:]
    return pastDue.late.compactMap { late, _ in
      let before = dunned[late]
      let next = (before?.level ?? 0) + 1
      guard let level = levels[next],
        day - agedDue(of: late, on: day) >= level.daysPastDue,
        before.map({ day - $0.on >= level.daysBetween }) ?? true
      else { return nil }
      return NoticeMade.Part(
        item: items[late.item].entry, due: late.due, level: UInt8(next))
    }
  }

  /// From which day something counts as late; for an instalment, its own.
  private func agedDue(of late: Late, on day: Day) -> Day {
    items[late.item].kind == .principal ? late.due : agedDue(of: late.item, on: day)
  }

  /// What stands in the way of any letter about an account: a hold on all of it, money that was
  /// promised, a plan.
  private func stop(ofDunning account: UInt32, on day: Day) -> NothingReason? {
    if isBlocked(account: account, act: .dunning, on: day) { return .onHold }
    if hasPromises(account),
      promises(of: account, asOf: day).contains(where: { $0.state.isOpen })
    {
      return .promised
    }
    let isOnPlan = plans(of: account, asOf: day).contains {
      $0.state.isInForce || $0.state == .offered
    }
    return isOnPlan ? .onPlan : nil
  }

  private func isDisputed(_ account: UInt32, on day: Day) -> Bool {
    hasDisputes(account) && !disputedAmounts(of: account, on: day).isEmpty
  }

  // MARK: The letter

  /// The letter of a level, to whom and by what it may go.
  private func letter(
    _ level: DunningLevel, _ parts: [NoticeMade.Part], _ net: Money, of account: UInt32,
    on day: Day, at now: Int64
  ) -> Dunning {
    let people = knownContacts(of: account, asOf: day, at: now, for: .everything).filter {
      $0.facts.party == .owes && !isRestricted($0.contact)
    }
    var forbidden: ContactRule?
    var hasPoint = false
    for channel in level.channels {
      // Answers to an email go to the desk's own address.
      if channel == .email, words(of: .deskEmail, on: day).isEmpty { continue }
      for known in people {
        let isValidation = known.facts.isThirdParty && !known.facts.owesNoNotice
        for point in known.points where point.point.isReached(by: channel) && point.isUsable {
          hasPoint = true
          var question = ContactQuestion(channel, point, at: now)
          question.purpose = isValidation ? .validation : .collect
          // Every email that the desk sends says how to opt out.
          question.hasOptOut = channel == .email ? true : nil
          let answer = known.facts.answer(question)
          guard answer.verdict < .block else {
            forbidden = forbidden ?? answer.rule
            continue
          }
          let fee = isValidation ? .zero : fee(level, of: account, on: day)
          return .letter(
            DunningLetter(
              contact: known.contact, channel: channel, point: point.point.address,
              verdict: KeptVerdict(answer.verdict, answer.rule),
              template: isValidation ? .validation : level.template, fee: fee,
              payNow: net + fee, parts: parts))
        }
      }
    }
    return .skipped(hasPoint ? .mayNotBeContacted : .noAddress, forbidden)
  }

  /// The fee of a level on an account. Of a debt that is collected for somebody else only what the
  /// agreement or the law allows may be asked for (12 CFR 1006.22(b)): the policy `fee-authority`
  /// says what allows it.
  private func fee(_ level: DunningLevel, of account: UInt32, on day: Day) -> Money {
    let row = accounts[account]
    if level.currency != row.currency { return .zero }
    if isThirdParty(account, on: day),
      policy(.feeAuthority, on: day, for: .kind(row.kind)) == nil
    {
      return .zero
    }
    return level.fee
  }

  /// Decides what is recorded with a letter: the notice, its fee, and the note that it went.
  /// - Parameter token: what the person quotes who wants no more of its kind.
  /// - Parameter hash: SHA-256 of the text.
  public func decide(
    _ letter: DunningLetter, account: UInt32, token: UInt64, hash: NoticeHash, on day: Day,
    asking now: Int64
  ) throws(Refusal) -> [Fact] {
    let row = accounts[account]
    var facts = [
      Fact(
        NoticeMade(
          account: row.opened, contact: contacts[letter.contact].entry, channel: letter.channel,
          template: letter.template, payNow: letter.payNow, fee: letter.fee, token: token,
          hash: hash, parts: letter.parts))
    ]
    if letter.fee > .zero {
      try checkAmount(letter.fee, row.currency)
      facts.append(
        Fact(
          ItemCharged(
            account: row.opened, kind: .fee,
            number: freeNumber("C", of: account, entry: sequence + 2), amount: letter.fee,
            due: day)))
    }
    var note = NoteTaken(
      account: row.opened, kind: letter.channel == .email ? .email : .letter, direction: .out,
      purpose: letter.template == .validation ? .validation : .collect, point: letter.point)
    note.verdict = letter.verdict
    return facts + (try decideNote(note, on: account, effective: day))
  }

  // MARK: What is past due

  /// What a letter about an account asks for, by its items, oldest first: what is past due and
  /// neither disputed nor on hold.
  public func askedFor(by account: UInt32, on day: Day) -> [UInt32] {
    let held = heldItems(of: account, from: .dunning, on: day)
    var items: [UInt32] = []
    for one in pastDueParts(on: account, asOf: day, but: held) where items.last != one.late.item {
      if !items.contains(one.late.item) { items.append(one.late.item) }
    }
    return items
  }

  /// What is past due on an account at the end of a day, oldest first.
  /// - Parameter held: what is not asked for; nil: nothing is left out.
  private func pastDue(on account: UInt32, asOf day: Day, but held: HeldItems?) -> PastDue {
    let all = pastDueParts(on: account, asOf: day, but: held)
    var unapplied = unapplied(of: account, asOf: day)
    // What pays a loan's instalments is counted with these.
    if loan(of: account, asOf: day) != nil {
      unapplied -= unappliedInterest(of: account, asOf: day)
    }
    var pastDue = PastDue()
    pastDue.net = all.reduce(.zero) { $0 + $1.left } - unapplied
    for (late, left, begins) in all {
      let covered = min(unapplied, left)
      unapplied -= covered
      if begins, left > covered { pastDue.late.append((late, left - covered)) }
    }
    return pastDue
  }

  /// Each thing that is past due, oldest first, and what is left of it behind disputes and holds.
  private func pastDueParts(
    on account: UInt32, asOf day: Day, but held: HeldItems?
  ) -> [(late: Late, left: Money, begins: Bool)] {
    var all: [(late: Late, left: Money, begins: Bool)] = []
    let loan = loan(of: account, asOf: day)
    for one in openItems(of: account, asOf: day) {
      // What a loan owes is asked for by instalments.
      let kind = items[one.item].kind
      if kind == .principal || loan != nil && kind == .interest { continue }
      let left = one.left - (held?.part(of: one.item, open: one.left) ?? .zero)
      guard left > .zero, self.agedDue(of: one.item, on: day) < day else { continue }
      all.append(
        (Late(item: one.item, due: itemDue[one.item]), left, !isFeeOfNotice(one.item)))
    }
    if let loan, held?.has(loans[loan].item) != true {
      var disputed = held?.part(of: loans[loan].item, open: .largest) ?? .zero
      let given = unappliedInterest(of: account, asOf: day)
      let standing = LoanStanding(
        self, loan: loan, asOf: day, today: day, unapplied: given, paying: .zero)
      for part in standing.parts where part.daysLate > 0 {
        let off = min(disputed, part.left)
        disputed -= off
        let late = Late(item: loans[loan].item, due: part.instalment.due)
        if part.left > off { all.append((late, part.left - off, true)) }
      }
    }
    return all.sorted { ($0.late.due, $0.late.item) < ($1.late.due, $1.late.item) }
  }
}

extension ContactPoint {
  /// Whether a letter that goes by a channel comes there.
  fileprivate func isReached(by channel: ContactChannel) -> Bool {
    switch self {
    case .email: channel == .email
    case .mail: channel == .letter
    case .phone: false
    }
  }

  /// The email address; empty for all else.
  fileprivate var address: String { if case .email(let email) = self { email } else { "" } }
}

extension KnownPoint {
  /// Whether something that is sent there may reach them.
  fileprivate var isUsable: Bool { state == .unsaid || state == .good }
}
