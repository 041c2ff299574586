/// What passed between the desk and the people of an account, in the notes of all accounts of
/// theirs.
struct PassedContacts {
  /// Of each of the people, in their order: what the rules may ask for.
  private(set) var events: [[ContactEvent]]
  /// Of each: when a stop was confirmed to them.
  private(set) var confirmed: [[Said]]

  /// A note or a call, and what it says of who took part.
  private struct Passed {
    var event: ContactEvent
    var result: CallResult?
    /// The row of the contact who was meant, or who called.
    var contact: UInt32?
    var purpose: ContactPurpose?
    var day: Day
    /// Whether it says no more than 12 CFR 1006.2(j) lists.
    var isLimited = false
  }

  /// No rule asks for calls that are longer ago. Two days more, for calls are noted by the desk's
  /// day, and asked for by the person's.
  private static var callDays: Int64 { Int64(ContactInquiry.windowDays) + 2 }

  private let people: [(person: Person, role: ContactRole)]
  private let account: UInt32
  private var all: [Passed] = []
  /// Those of them that each of the people took part in.
  private var places: [[Int]]

  /// - Parameter time: when somebody is to be contacted.
  init(
    _ book: borrowing Book, _ people: [(person: Person, role: ContactRole)], _ account: UInt32,
    _ day: Day, _ time: Int64
  ) {
    (self.people, self.account) = (people, account)
    (events, confirmed) = ([], [])
    places = []
    for other in Self.accounts(of: people, account, day, book) {
      add(notesOf: other, day, time, book)
    }
    let recent = time - Self.callDays * Zone.dayMilliseconds
    let points = Set(people.flatMap { $0.person.points.map(\.point) })
    for (person, role) in people {
      let own = all.indices.filter { place in
        Self.isOf(person, role, all[place], knownPoints: points)
      }
      places.append(own)
      events.append(own.map { all[$0].event }.filter { !$0.channel.isSpoken || $0.at > recent })
      confirmed.append(
        own.map { all[$0].event }.filter(\.isConfirmation).map { Said(at: $0.at, by: $0.entry) })
    }
  }

  /// The account, and the others on which one of its people has a role.
  private static func accounts(
    of people: [(person: Person, role: ContactRole)], _ account: UInt32, _ day: Day,
    _ book: borrowing Book
  ) -> [UInt32] {
    if !book.hasPeople(account) { return [account] }
    var (accounts, seen) = ([account], Set([account]))
    for contact in people.flatMap(\.person.contacts) {
      for link in book.links(of: contact, on: day) where seen.insert(link.account).inserted {
        accounts.append(link.account)
      }
    }
    return accounts
  }

  /// Whoever was meant, or has the number or address, took part. One that nobody has is the
  /// debtor's, and so is a letter.
  private static func isOf(
    _ person: Person, _ role: ContactRole, _ passed: Passed, knownPoints: Set<ContactPoint>
  ) -> Bool {
    if let meant = passed.contact { return person.contacts.contains(meant) }
    guard let point = passed.event.point else { return role.party == .owes }
    return person.points.contains { $0.point.isSame(point) }
      || role.party == .owes && !knownPoints.contains { $0.isSame(point) }
  }

  // MARK: Reading notes

  private mutating func add(
    notesOf other: UInt32, _ day: Day, _ time: Int64, _ book: borrowing Book
  ) {
    // When a number turned out to be somebody else's: calls to it before were none to the person.
    var wrong: [PhoneNumber: Int64] = [:]
    let isOneDebt = book.isOneDebt(account, other, on: day)
    var found: [Passed] = []
    book.walkNotes(of: other, asOf: day) { number in
      if !book.isStanding(note: number, asOf: day) { return true }
      let at = book.timeNoted(by: number)
      if let call = book.call(of: number), call.result == .wrongNumber {
        wrong[call.number] = max(wrong[call.number] ?? at, at)
      }
      if at <= time, let passed = Self.passed(number, at, isOneDebt ? account : other, book) {
        found.append(passed)
      }
      return true
    }
    found.removeAll { passed in
      guard passed.result != nil, case .phone(let number) = passed.event.point,
        let learned = wrong[number]
      else { return false }
      return passed.event.at <= learned
    }
    // A call about two accounts of one debt is noted on both, and is one call.
    for passed in found where other == account || !has(passed) { all.append(passed) }
  }

  private func has(_ other: Passed) -> Bool {
    other.result != nil
      && all.contains {
        $0.result == other.result && $0.event.at == other.event.at
          && $0.event.point == other.event.point && $0.event.debts == other.event.debts
      }
  }

  private static func passed(
    _ number: EntryNumber, _ at: Int64, _ debt: UInt32, _ book: borrowing Book
  ) -> Passed? {
    let day = book.entries[Int(number) - 1].effective
    if let call = book.call(of: number) {
      var event = ContactEvent(
        number, at: at, call.result == .voicemail ? .voicemail : .call, .phone(call.number),
        debts: [debt])
      event.isInbound = call.direction == .in
      event.isCounted = !event.isInbound && call.result.isAttempt
      event.isTalk = call.result.isConversation
      if call.result == .callback { event.callback = callback(number, book) }
      return Passed(
        event: event, result: call.result, contact: call.contact, purpose: call.purpose,
        day: day, isLimited: call.marks.contains(.limited))
    }
    guard let row = book.noteRow(of: number), let direction = row.direction,
      let channel = book.entries[Int(number) - 1].noteKind?.channel
    else { return nil }
    var event = ContactEvent(
      number, at: at, channel, ContactPoint(stored: book.text(row.point), by: channel),
      debts: [debt])
    event.isInbound = direction == .in
    event.isConfirmation = direction == .out && row.purpose == .confirmStop
    return Passed(event: event, purpose: row.purpose, day: day)
  }

  /// A consent to be called back: on the day of the task that the call made.
  private static func callback(
    _ number: EntryNumber, _ book: borrowing Book
  ) -> ContactEvent.Callback {
    for task in book.steps(withNote: number).tasks {
      let row = book.tasks[book.entries[Int(task) - 1].subject]
      return .onDay(row.hasMinute ? book.deskDay(at: row.due) : row.day)
    }
    return .onAnyDay
  }

  // MARK: What is asked of it

  /// The day of the first communication with a consumer about the debt: a conversation, a letter,
  /// an email, a text, or a message that says more than a limited one (12 CFR 1006.2(d)). With it
  /// what was noted of that day.
  func firstCommunication(since placed: Day) -> (day: Day, by: [EntryNumber])? {
    let all = ofConsumers().filter { passed in
      passed.day >= placed
        && (passed.event.isTalk || passed.result == nil
          || passed.result == .voicemail && !passed.isLimited)
    }
    return all.map(\.day).min().map { first in
      (first, all.filter { $0.day == first }.map(\.event.entry))
    }
  }

  /// The day on which the first validation notice went out; nil if none did.
  func notice(since placed: Day) -> Day? {
    ofConsumers().filter {
      $0.purpose == .validation && $0.event.channel.carriesNotices && !$0.event.isInbound
        && $0.day >= placed
    }.map(\.day).min()
  }

  private func ofConsumers() -> [Passed] {
    var places = Set<Int>()
    for (place, one) in people.enumerated() where ContactParty.consumers.contains(one.role.party) {
      places.formUnion(self.places[place])
    }
    return places.map { all[$0] }.filter { $0.event.debts.contains(account) }
  }

  /// The last conversation, letter, email or text of the desk's with one of the people.
  func located(_ place: Int) -> ContactEvent? {
    places[place].map { all[$0] }.filter {
      $0.event.debts.contains(account)
        && ($0.event.isTalk || $0.result == .thirdParty || $0.result == nil && !$0.event.isInbound)
    }.map(\.event).max { ($0.at, $0.entry) < ($1.at, $1.entry) }
  }

  /// When an attorney of the account was last talked with about the debt, called, or wrote.
  func attorneyHeard() -> Said? {
    people.indices.filter { people[$0].role.party == .attorney }.flatMap { places[$0] }
      .map { all[$0].event }
      .filter { $0.debts.contains(account) && ($0.isInbound || $0.isTalk) }
      .map { Said(at: $0.at, by: $0.entry) }.max()
  }

  /// When one of the people last wrote from an address or a number.
  func lastWritten(from point: ContactPoint, _ place: Int) -> Int64? {
    places[place].map { all[$0].event }.filter {
      $0.isInbound && !$0.channel.isSpoken && $0.point?.isSame(point) == true
    }.map(\.at).max()
  }
}

extension ContactPoint {
  /// The number or the address that a note of a message has; nil if it has none.
  init?(stored text: String, by channel: ContactChannel) {
    switch channel {
    case .letter: self = .mail
    case .email:
      if text.isEmpty { return nil }
      self = .email(text)
    case .call, .voicemail, .text:
      guard let number = PhoneNumber(stored: text) else { return nil }
      self = .phone(number)
    }
  }
}

extension NoteKind {
  /// By which means a message of the kind came or went; nil if it is no message.
  var channel: ContactChannel? {
    switch self {
    case .letter: .letter
    case .email: .email
    case .text: .text
    case .general, .review, .cease, .attorney, .deceased, .hardship, .complaint, .followUp,
      .escalation, .mailReturned, .source:
      nil
    }
  }
}

extension Book {
  /// The call that an entry noted; nil if it noted none.
  fileprivate func call(of number: EntryNumber) -> CallRow? {
    let entry = entries[Int(number) - 1]
    return entry.kind == .call ? calls[entry.subject] : nil
  }

  /// When something happened that was noted: as it was said, else when it was recorded, if that was
  /// on its day, else at noon of its day.
  public func timeNoted(by number: EntryNumber) -> Int64 {
    if let said = time(ofNote: number) { return said }
    let entry = entries[Int(number) - 1]
    return time(ofNoteOn: entry.effective, recorded: entry.recorded)
  }

  /// When somebody said what an entry recorded: what came with a note or a call was said with it.
  func timeSaid(by number: EntryNumber) -> Int64 {
    var first = number
    while entries[Int(first) - 1].isContinuation { first -= 1 }
    let kind = entries[Int(first) - 1].kind
    return timeNoted(by: kind == .note || kind == .call ? first : number)
  }

  /// When something happened of which only the day was said.
  func time(ofNoteOn day: Day, recorded: Int64) -> Int64 {
    deskDay(at: recorded) == day
      ? recorded : deskZone(at: recorded).time(of: day, minute: 12 * 60)
  }
}
