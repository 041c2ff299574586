// What the rules of contact say of calls that took place.

/// How often somebody was called about a debt, and what follows from it.
public struct CallCounts: Equatable, Sendable {
  /// Calls of the last seven days that count (12 CFR 1006.14(b)(2)(i)(A)).
  public var calls: Int
  /// The day on which the next one may be; nil: today.
  public var nextCall: Day?
  /// The last day on which a validation notice is in time; nil: none is owed.
  public var noticeBy: Day?
}

extension Book {
  /// What the rules say of a call of the desk's; nil if the account has nobody whom it could have
  /// reached.
  /// - Parameter time: when it was. Milliseconds of UTC since 1970.
  func verdict(
    on call: Noted.Call, of account: UInt32, asOf day: Day, at time: Int64
  ) -> KeptVerdict? {
    let reached = self.reached(
      .phone(call.number), contact: call.contact, of: account, asOf: day, at: time)
    guard let (known, point) = reached else { return nil }
    var question = ContactQuestion(
      call.result == .voicemail ? .voicemail : .call, point, at: time)
    question.purpose = call.purpose ?? .collect
    if call.marks.contains(.automatic) { question.dial = .auto }
    if call.marks.contains(.recorded) { question.dial = .recorded }
    let answer = known.facts.answer(question)
    return KeptVerdict(answer.verdict, answer.rule)
  }

  /// What the rules say of a message of the desk's; nil for one that came, and if the account has
  /// nobody whom it could have reached.
  func verdict(
    on note: NoteTaken, of account: UInt32, asOf day: Day, noted now: Int64
  ) -> KeptVerdict? {
    guard note.direction == .out, let channel = note.kind.channel else { return nil }
    let at = note.at ?? time(ofNoteOn: day, recorded: now)
    let point = ContactPoint(stored: note.point, by: channel)
    let reached = self.reached(point, contact: nil, of: account, asOf: day, at: at)
    guard let (known, point) = reached else { return nil }
    var question = ContactQuestion(channel, point, at: at)
    question.purpose = note.purpose ?? .collect
    let answer = known.facts.answer(question)
    return KeptVerdict(answer.verdict, answer.rule)
  }

  /// What is counted of the calls about a debt once an entry has noted one; nil if the debt is the
  /// desk's own, or nobody is known whom the call could have reached.
  public func callCounts(after number: EntryNumber) -> CallCounts? {
    let entry = entries[Int(number) - 1]
    let (account, day, time) = (entry.account, entry.effective, timeNoted(by: number))
    guard isThirdParty(account, on: day) else { return nil }
    let end = continuation(of: number).upperBound
    // What was recorded later is no part of its reply.
    if end < sequence { return view(known: end).callCounts(after: number) }
    let row = calls[entry.subject]
    guard var counts = callCounts(row, on: account, asOf: day, at: time) else { return nil }
    // Of a call that is noted later the next one is ahead of now, behind others that were noted.
    let now = max(time, entry.recorded)
    counts.nextCall =
      callCounts(row, on: account, asOf: max(day, deskDay(at: now)), at: now)?.nextCall
    return counts
  }

  private func callCounts(
    _ row: CallRow, on account: UInt32, asOf day: Day, at time: Int64
  ) -> CallCounts? {
    let reached = self.reached(
      .phone(row.number), contact: row.contact.map { contacts[$0].entry }, of: account, asOf: day,
      at: time)
    guard let (known, point) = reached else { return nil }
    // A moment later: the call itself may have ended a consent to it.
    return known.facts.callCounts(to: point, at: time + 1)
  }

  /// Whom a call or a message was to, or from: who was meant, who has the number or the address,
  /// else who owes.
  /// - Parameter point: the number or the address; nil if it was not said.
  private func reached(
    _ point: ContactPoint?, contact: EntryNumber?, of account: UInt32, asOf day: Day,
    at time: Int64
  ) -> (KnownContact, KnownPoint)? {
    // What the rules say does not depend on who takes the note.
    let people = knownContacts(of: account, asOf: day, at: time, for: .everything)
    func has(_ known: KnownContact) -> KnownPoint? {
      point.flatMap { point in known.points.first { $0.point.isSame(point) } }
    }
    let meant = contact.map { entries[Int($0) - 1].subject }
    // A letter is to who owes, whoever else has an address.
    let isToAnybody = point == .mail || point == nil
    let known =
      people.first { known in meant.map { known.contacts.contains($0) } ?? false }
      ?? (isToAnybody ? nil : people.first { has($0) != nil })
      ?? people.first { $0.facts.party == .owes }
    return known.map { ($0, has($0) ?? KnownPoint(point ?? .mail)) }
  }
}

extension ContactFacts {
  /// The day on which the next call may be, as far as calls are counted; nil: at once.
  func nextCall(_ inquiry: ContactInquiry, after time: Int64) -> Day? {
    let ends = (inquiry.manyCalls() + inquiry.recentTalk()).map { $0.until ?? time }
    return ends.max().map { end in zones.zones.map { $0.day(at: end) }.min()! }
  }

  /// What is counted of the calls about the debt.
  fileprivate func callCounts(to point: KnownPoint, at time: Int64) -> CallCounts {
    let inquiry = ContactInquiry(self, ContactQuestion(.call, point, at: time), at: time)
    let next = nextCall(inquiry, after: time)
    let notice = owesNoNotice ? nil : firstCommunication.map(ContactInquiry.lastDayOfNotice)
    return CallCounts(calls: inquiry.callsCounted(), nextCall: next, noticeBy: notice)
  }
}
