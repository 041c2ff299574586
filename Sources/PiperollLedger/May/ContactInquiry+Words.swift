// What was said: consents, courts, replies; stops, and what a message needs: T9 to T13.
extension ContactInquiry {
  /// Whether the person has allowed what a finding is against: later than what it is made of, at
  /// this time by every clock, at the place of the number or address.
  func isConsented(_ finding: ContactFinding) -> Bool {
    preferences(.allow, isRestricting: false).contains { allow in
      guard allow.source == .own, finding.said.map({ $0 < allow.said }) ?? true,
        isForHereAndNow(allow)
      else {
        return false
      }
      // A place alone says nothing of the time, and a time alone nothing of the place.
      let isOfPlace = finding.rule == .t5 || finding.rule == .t6
      return isOfPlace ? allow.place != nil : allow.windows != nil
    }
  }

  func isAllowedByCourt() -> Bool {
    facts.preferences.contains { allow in
      allow.verb == .allow && allow.source == .court
        && (allow.channel == .share || allow.channel.covers(question.channel))
        && isOfPoint(allow) && isForHereAndNow(allow)
    }
  }

  /// Whether what was allowed is allowed at this time by every clock, and at the place of the
  /// number or address.
  private func isForHereAndNow(_ allow: KnownPreference) -> Bool {
    if let place = allow.place, place != question.point.place { return false }
    if let windows = allow.windows, locals.contains(where: { !windows.contains($0.clock) }) {
      return false
    }
    return isInForce(allow, isRestricting: false)
  }

  // MARK: Replies

  /// Whether something that they wrote in this medium may be answered once, against a finding.
  func isReply(_ replies: ContactFinding.Replies) -> Bool {
    switch replies {
    case .since(let begin): unanswered().contains { $0 >= begin }
    case .toNextDay: unanswered().contains(where: isOfLastDays)
    case .after(let stop): unanswered(after: stop).contains(where: isOfLastDays)
    }
  }

  private func isOfLastDays(_ written: Int64) -> Bool {
    locals.allSatisfy { $0.clock.day - $0.zone.day(at: written) <= 1 }
  }

  /// When they wrote in the question's medium, from its address or number, what was not answered.
  /// Each of the desk's messages answers one of theirs. A call is answered on that call.
  /// - Parameter stop: a stop: what came before it counts no more, and its confirmation answers
  ///   nothing that came behind it. Nil: whatever they wrote.
  func unanswered(after stop: Said? = nil) -> [Int64] {
    if question.channel.isSpoken { return [] }
    var written: [Int64] = []
    for event in events where event.channel == question.channel && event.at <= at {
      if let stop, event.isConfirmation || !isBehind(event, stop) { continue }
      if event.isInbound {
        if event.point.map({ $0.isSame(question.point.point) }) ?? true { written.append(event.at) }
      } else if !written.isEmpty {
        written.removeFirst()
      }
    }
    return written
  }

  /// Whether a message came or went after a stop was said. Of a stop perhaps the day alone is
  /// known: on that day what was noted before it was there before it.
  private func isBehind(_ event: ContactEvent, _ stop: Said) -> Bool {
    Said(at: event.at, by: event.entry) > stop
      && (event.entry > stop.entry
        || facts.deskZone.day(at: event.at) > facts.deskZone.day(at: stop.at))
  }

  // MARK: Stops

  /// T9: a medium, a number or an address that they do not want.
  func stops() -> [ContactFinding] {
    var found: [ContactFinding] = []
    for stop in facts.preferences where stop.isPlain && isInForce(stop, isRestricting: true) {
      guard stop.verb == .stop || stop.verb == .never, isAbout(stop), !isTakenBack(stop) else {
        continue
      }
      if question.purpose == .confirmStop, !stop.isConfirmed,
        question.channel == .text || question.channel == .email
      {
        continue
      }
      found.append(
        ContactFinding(.t9, stop, until: end(of: stop), replies: .after(stop.said)))
    }
    let only = facts.preferences.filter {
      $0.verb == .only && $0.isPlain && isInForce($0, isRestricting: true)
    }
    if let last = only.max(by: { $0.said < $1.said }), !only.contains(where: isAbout),
      !isTakenBack(last)
    {
      found.append(
        ContactFinding(.t9, last, until: end(of: last), replies: .after(last.said)))
    }
    return found
  }

  /// Whether a preference is about the question's channel, or about machines where one dials, and
  /// about its point.
  private func isAbout(_ preference: KnownPreference) -> Bool {
    let isOfChannel =
      preference.channel.covers(question.channel)
      || preference.channel == .auto && question.dial.needsConsent
        && (question.channel.isSpoken || question.channel == .text)
    return isOfChannel && isOfPoint(preference)
  }

  /// Whether the person has allowed again what they had stopped: the same number or address, or
  /// the whole medium where that was stopped. Who lets a machine call has stopped machines before,
  /// and allows nobody else: that lifts a stop of machines alone.
  private func isTakenBack(_ stop: KnownPreference) -> Bool {
    facts.preferences.contains { allow in
      allow.verb == .allow && allow.source == .own && allow.said > stop.said && isAbout(allow)
        && (allow.point != nil || stop.point == nil)
        && (stop.channel == .auto) == (allow.channel == .auto) && isForHereAndNow(allow)
    }
  }

  // MARK: Who may be told, and by what

  /// T11: they are no consumer, and may not be told of the debt.
  func notTheConsumer() -> [ContactFinding] {
    if facts.mayBeTold { return [] }
    if question.purpose == .location, facts.located.map(isAllowedAgain) ?? true { return [] }
    return [ContactFinding(.t11, entry: facts.located?.entry)]
  }

  /// Whether they were allowed after they had been asked where the debtor is: they wanted it, or
  /// what they had said was wrong or not all.
  private func isAllowedAgain(_ located: Said) -> Bool {
    facts.preferences.contains {
      $0.verb == .allow && $0.said > located && isInForce($0, isRestricting: false)
    }
  }

  /// T13: whether something says that the address, or the number for texts, is the consumer's.
  func hasBasis() -> Bool {
    question.channel == .email ? hasBasisForEmail() : hasBasisForText()
  }

  /// The notice of a creditor gives 35 days to object: 12 CFR 1006.6(d)(4)(ii)(C)(5).
  private static var objectionDays: Int { 35 }
  /// What shows that a number was not given to somebody else is good for so long: (d)(5).
  private static var textDays: Int { 60 }

  private func hasBasisForEmail() -> Bool {
    if question.point.lastWritten.map({ $0 <= deskDay }) == true { return true }
    return preferences(.allow, isRestricting: false).contains { allow in
      switch allow.source {
      case .own, .collector: true
      case .creditor:
        !question.point.isWork && question.point.isOfPublicDomain
          && age(of: allow) > Self.objectionDays
      case .court, .attorney: false
      }
    }
  }

  private func hasBasisForText() -> Bool {
    let allows = preferences(.allow, isRestricting: false).filter { $0.source == .own }
    let written = question.point.lastWritten.flatMap { $0 <= deskDay ? $0 : nil }
    let isTheirs = written != nil || allows.contains { !$0.isOfDatabase }
    let isFresh =
      written.map { deskDay - $0 <= Self.textDays } == true
      || allows.contains { age(of: $0) <= Self.textDays }
    return isTheirs && isFresh
  }

  /// The days since a preference was said.
  private func age(of preference: KnownPreference) -> Int {
    deskDay - facts.deskZone.day(at: preference.at)
  }
}
