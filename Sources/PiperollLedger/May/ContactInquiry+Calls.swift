// How often: F1 to F3. Days are those where the person is; in whichever zone there are most counts.
extension ContactInquiry {
  /// Seven calls within seven consecutive days are the most: 12 CFR 1006.14(b)(2)(i).
  static var callsMax: Int { 7 }
  static var windowDays: Int { 7 }

  /// F1: as many calls as may be, in the seven days that end today.
  func manyCalls() -> [ContactFinding] {
    if isCallConsented(at: at, givenBy: at) { return [] }
    return frequency(.f1, of: countedCalls(), most: Self.callsMax)
  }

  /// How many calls there were in the seven days that end today, in the zone with the most.
  func callsCounted() -> Int {
    let calls = countedCalls()
    return locals.map { local in
      calls.count {
        (0..<Self.windowDays).contains(local.clock.day - local.zone.day(at: $0.at))
      }
    }.max()!
  }

  func countedCalls() -> [ContactEvent] {
    placedCalls().filter { $0.isCounted && !isCallConsented(at: $0.at, givenBy: $0.at - 1) }
  }

  /// F2: a conversation in the seven days that end today.
  func recentTalk() -> [ContactFinding] {
    if isCallConsented(at: at, givenBy: at) { return [] }
    return frequency(.f2, of: talks(), most: 1)
  }

  /// Whether in some zone the days that end today have so many events. The last of them that is
  /// too many leaves the days after a week, or the person has asked for a call before.
  private func frequency(
    _ rule: ContactRule, of events: [ContactEvent], most: Int,
    verdict: ContactVerdict = .block
  ) -> [ContactFinding] {
    if events.count < most { return [] }
    var until: Int64?
    for local in locals {
      let days = events.map { local.zone.day(at: $0.at) }.filter {
        (0..<Self.windowDays).contains(local.clock.day - $0)
      }.sorted(by: >)
      guard days.count >= most else { continue }
      let free = days[most - 1].advanced(days: Self.windowDays)
      until = max(until ?? 0, local.zone.time(of: free, minute: 0))
    }
    guard let until else { return [] }
    let end = verdict == .block ? min(until, nextConsent() ?? .max) : until
    return [ContactFinding(rule, verdict, until: end, entry: events.last?.entry)]
  }

  /// What the desk placed to the person about the debt, in the order of time. What went to a number
  /// of somebody else's was not placed to them.
  private func placedCalls() -> [ContactEvent] {
    ofDebt().filter {
      !$0.isInbound && $0.channel.isSpoken
        && !($0.point.map { facts.notTheirs.contains($0) } ?? false)
    }
  }

  private func talks() -> [ContactEvent] { ofDebt().filter(\.isTalk) }

  /// What has passed about the debt, in the order of time.
  private func ofDebt() -> ArraySlice<ContactEvent> { debtEvents.prefix { $0.at <= at } }

  // MARK: Consents to be called: 1006.14(b)(3)(i)

  /// A consent to more calls.
  private struct Consent {
    var given: Int64
    /// The one day that they named.
    var day: Day?
    var until: Day?
  }

  private func consents() -> [Consent] {
    let allowed = facts.preferences.filter {
      $0.verb == .allow && $0.source == .own && $0.channel.covers(.call) && $0.at <= at
        && isOfPoint($0)
    }.map { Consent(given: $0.at, until: $0.until) }
    let asked = ofDebt().compactMap { event in
      event.callback.map { callback in
        switch callback {
        case .onDay(let day): Consent(given: event.at, day: day)
        case .onAnyDay: Consent(given: event.at)
        }
      }
    }
    return allowed + asked
  }

  /// Whether a call at a time was or is one that the person had consented to.
  private func isCallConsented(at time: Int64, givenBy last: Int64) -> Bool {
    consents().contains { consent in
      guard consent.given <= last, isOpen(consent, at: time) else { return false }
      return locals.allSatisfy { local in
        let (day, given) = (local.zone.day(at: time), local.zone.day(at: consent.given))
        if let only = consent.day { return day == only }
        return day - given < Self.windowDays && day <= (consent.until ?? .last)
      }
    }
  }

  /// A consent is over with the next conversation, and when they do not want calls any more.
  private func isOpen(_ consent: Consent, at time: Int64) -> Bool {
    !talks().contains { consent.given < $0.at && $0.at < time }
      && !facts.preferences.contains {
        $0.verb == .stop && $0.channel.covers(.call) && consent.given < $0.at && $0.at <= time
      }
  }

  /// When the next day begins on which the person has asked to be called.
  private func nextConsent() -> Int64? {
    consents().compactMap { consent in
      consent.day.map { start(of: $0) }.flatMap {
        $0 > at && isOpen(consent, at: at) ? $0 : nil
      }
    }.min()
  }

  // MARK: What is too much besides

  private static var pauseMilliseconds: Int64 { 5 * Zone.minute }
  private static var callsOfDayMax: Int { 7 }
  private static var contactsMax: Int { 10 }

  /// F3: with this one it would be two unanswered calls within five minutes, seven to a number in a
  /// day, or ten contacts by whatever means in seven days.
  func pressing() -> [ContactFinding] {
    var found: [ContactFinding] = []
    if question.channel.isSpoken {
      let toNumber = placedCalls().filter { $0.point == question.point.point }
      if let last = toNumber.last(where: { $0.isUnanswered }), at - last.at < Self.pauseMilliseconds
      {
        found.append(
          ContactFinding(
            .f3, .warn, until: last.at + Self.pauseMilliseconds, entry: last.entry))
      }
      let crowded = locals.filter { local in
        toNumber.count { local.zone.day(at: $0.at) == local.clock.day } >= Self.callsOfDayMax - 1
      }
      if !crowded.isEmpty {
        let ends = crowded.map {
          $0.zone.time(of: $0.clock.day.advanced(days: 1), minute: 0)
        }
        found.append(ContactFinding(.f3, .warn, until: ends.max(), entry: toNumber.last?.entry))
      }
    }
    let contacts = ofDebt().filter {
      !$0.isInbound && !($0.point.map { facts.notTheirs.contains($0) } ?? false)
    }
    return found + frequency(.f3, of: contacts, most: Self.contactsMax - 1, verdict: .warn)
  }
}
