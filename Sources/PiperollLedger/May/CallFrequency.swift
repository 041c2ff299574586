/// How often the desk called a person about an account in the seven days that end with a day.
public struct CallFrequency: Sendable {
  /// The row of the contact; nil: numbers that nobody of the account has, where nobody owes.
  public let contact: UInt32?
  /// Calls of the desk's days that count.
  public internal(set) var counted = 0
  /// Calls of those days that do not: nobody could be reached, they were consented to, or the
  /// number turned out to be somebody else's.
  public internal(set) var excluded = 0
  /// How many count by the person's clocks, on all accounts of the debt (12 CFR
  /// 1006.14(b)(2)(i)(A)).
  public internal(set) var calls = 0
  /// The day of the last conversation.
  public internal(set) var talked: Day?
  /// The day on which the next call may be; nil: at once, or the debt is the desk's own.
  public internal(set) var nextCall: Day?
}

extension Book {
  /// How often each person of an account was called in the seven days that end with a day.
  public func callFrequencies(of account: UInt32, asOf day: Day) -> [CallFrequency] {
    var left = calls(placedTo: account, asOf: day)
    if left.isEmpty { return [] }
    let time = end(ofDeskDay: day)
    var rows: [CallFrequency] = []
    // Who is asked does not change who was called.
    for known in knownContacts(of: account, asOf: day, at: time, for: .everything) {
      let own = Set(known.facts.events.map(\.entry))
      let placed = left.filter { own.contains($0) }
      if placed.isEmpty { continue }
      left.removeAll { own.contains($0) }
      rows.append(known.frequency(of: placed, at: time))
    }
    if !left.isEmpty {
      var row = CallFrequency(contact: nil)
      row.excluded = left.count
      rows.append(row)
    }
    return rows
  }

  /// The calls of the desk's on an account in the seven days that end with a day.
  private func calls(placedTo account: UInt32, asOf day: Day) -> [EntryNumber] {
    let first = day.advanced(days: 1 - ContactInquiry.windowDays)
    var placed: [EntryNumber] = []
    walkNotes(of: account, asOf: day) { number in
      let entry = entries[Int(number) - 1]
      if entry.effective >= first, isCallOut(number) { placed.append(number) }
      return true
    }
    return placed
  }

  private func isCallOut(_ number: EntryNumber) -> Bool {
    let entry = entries[Int(number) - 1]
    return entry.kind == .call && calls[entry.subject].direction == .out
  }

  /// All calls of the desk's in the seven days that end with a day, by their entries alone.
  /// - Parameter counts: whether an account counts.
  public func callsPlaced(asOf day: Day, where counts: (UInt32) -> Bool) -> Int {
    let first = day.advanced(days: 1 - ContactInquiry.windowDays)
    return (0..<Int(sequence)).count { place in
      let entry = entries[place]
      return entry.effective >= first && entry.effective <= day
        && isCallOut(EntryNumber(place + 1)) && counts(entry.account)
    }
  }
}

extension KnownContact {
  /// How many calls of the seven days that end at a time count against the limit, and the limit (12
  /// CFR 1006.14(b)(2)(i)(A)); nil: the debt is the desk's own, or the person no consumer.
  /// - Parameter time: milliseconds of UTC since 1970.
  public func callsUsed(at time: Int64) -> (count: Int, limit: Int)? {
    guard facts.isThirdParty, ContactParty.consumers.contains(facts.party),
      let point = points.first
    else { return nil }
    let inquiry = ContactInquiry(facts, ContactQuestion(.call, point, at: time), at: time)
    return (inquiry.callsCounted(), ContactInquiry.callsMax)
  }

  fileprivate func frequency(of placed: [EntryNumber], at time: Int64) -> CallFrequency {
    var row = CallFrequency(contact: contact)
    let point = points.first.map(\.point) ?? .mail
    let inquiry = ContactInquiry(
      facts, ContactQuestion(.call, KnownPoint(point), at: time), at: time)
    let counted = Set(inquiry.countedCalls().map(\.entry))
    row.counted = placed.count { counted.contains($0) }
    row.excluded = placed.count - row.counted
    row.calls = inquiry.callsCounted()
    row.talked = facts.events.filter { $0.isTalk && $0.debts.contains(facts.debt) }.map(\.at).max()
      .map { facts.deskZone.day(at: $0) }
    if facts.isThirdParty { row.nextCall = facts.nextCall(inquiry, after: time) }
    return row
  }
}
