import PiperollLedger
import PiperollWire

/// The answers to LOOKUP MAYCALL: one for each contact, each way to reach them and each channel
/// that was asked about.
struct MayCallAnswers {
  /// The answer for one of them.
  struct One {
    let known: KnownContact
    let name: TextReference
    let point: KnownPoint
    let channel: ContactChannel
    let answer: ContactAnswer
    /// Whether a call would rather go there than to others.
    let isForemost: Bool
  }

  let all: [One]

  /// The one that a call would go to. Who owes or stands for who owes comes before the others; with
  /// an attorney known, the attorney.
  var best: One? {
    let first = all.filter { $0.isForemost }
    return (first.isEmpty ? all : first).enumerated().min { left, right in
      let (a, b) = (left.element.answer, right.element.answer)
      if a.verdict != b.verdict { return a.verdict < b.verdict }
      // Of what is blocked, what is free first.
      if a.verdict == .block, a.until != b.until { return a.until ?? .max < b.until ?? .max }
      return left.offset < right.offset
    }?.element
  }

  /// The last entry that they show: what is known of a person was recorded on any of the accounts
  /// that one of their contacts was added to.
  func lastEntry(in book: borrowing Book, _ account: UInt32) -> EntryNumber {
    let others = all.flatMap(\.known.contacts).map { book.contacts[$0].account }
    return ([account] + others).reduce(0) { max($0, book.accounts[$1].lastEntry) }
  }

  /// The answers for calls to collect, to all numbers of an account.
  static func calls(
    to account: UInt32, asOf day: Day, at time: Int64, for viewer: Viewer, in book: borrowing Book
  ) -> MayCallAnswers {
    var all: [One] = []
    for one in book.knownContacts(of: account, asOf: day, at: time, for: viewer) {
      for point in one.points {
        guard case .phone = point.point else { continue }
        all.append(
          One(
            one, ContactQuestion(.call, point, at: time), named: day, mustIdentify: false, book))
      }
    }
    return MayCallAnswers(all: all)
  }

  /// Reads what is asked, and asks the rules.
  /// - Returns: the answers, and the time that they are for.
  static func asked(
    _ arguments: borrowing Arguments, _ account: UInt32, _ asOf: AsOf, _ book: borrowing Book,
    _ context: Context
  ) throws(Failure) -> (MayCallAnswers, at: Int64) {
    let asked = try MayCallQuestion(arguments, book, context)
    // What others work is known of now alone.
    let lease = asOf.asked == nil && asOf.known == nil ? context.otherLease(of: account) : nil
    func contacts(at time: Int64) -> [KnownContact] {
      let day = asOf.asked ?? book.deskDay(at: time)
      let known = book.knownContacts(
        of: account, asOf: day, at: time, for: context.viewer, leasedUntil: lease?.until)
      guard let contact = asked.contact else { return known }
      return known.filter { $0.contacts.contains(contact) }
    }
    // Where they are says when it is; what is known of them then depends on when it is.
    let first = asOf.asked.map { book.end(ofDeskDay: $0) } ?? context.now
    let start = contacts(at: first)
    let at = try asked.time(arguments, start, asOf, context)
    let mustIdentify = context.mustIdentify(account, in: book, isOfThePast: arguments.isOfThePast)
    var all: [One] = []
    for one in at == first ? start : contacts(at: at) {
      for point in one.points where asked.asks(point.point) {
        for channel in asked.channels(to: point.point) {
          var question = ContactQuestion(channel, point, at: at)
          (question.purpose, question.dial) = (asked.purpose, asked.dial)
          all.append(One(one, question, named: asOf.last, mustIdentify: mustIdentify, book))
        }
      }
    }
    return (MayCallAnswers(all: all), at)
  }
}

extension MayCallAnswers.One {
  /// - Parameter day: of which day the person's name is.
  fileprivate init(
    _ known: KnownContact, _ question: ContactQuestion, named day: Day, mustIdentify: Bool,
    _ book: borrowing Book
  ) {
    (self.known, point, channel) = (known, question.point, question.channel)
    name = book.contact(known.contact, on: day).name
    var facts = known.facts
    facts.mustIdentify = mustIdentify
    answer = facts.answer(question)
    let today = facts.deskZone.day(at: question.at)
    isForemost =
      facts.party == .attorney
      ? answer.verdict < .block
        && facts.holds.contains { $0.kind == .attorney && $0.isInForce(on: today) }
      : ContactParty.consumers.contains(facts.party)
  }
}

/// What LOOKUP MAYCALL is asked.
private struct MayCallQuestion {
  let points: [ContactPoint]
  let contact: UInt32?
  let purpose: ContactPurpose
  let dial: DialMode
  private let channel: ContactChannel?
  private let isOfAllChannels: Bool

  init(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context
  ) throws(Failure) {
    contact = arguments.has("contact") ? try arguments.contact(in: book, context) : nil
    points = try arguments.points("point", of: contact ?? 0, in: book)
    purpose = try arguments.choice("purpose", ContactPurpose.self) ?? .collect
    dial = try arguments.choice("dial", DialMode.self) ?? .manual
    isOfAllChannels = arguments.text("channel") == LookupMayCall.everyChannel
    if let word = arguments.text("channel"), !isOfAllChannels {
      guard let read = ContactChannel(word: word) else {
        let words = ContactChannel.words + [LookupMayCall.everyChannel]
        throw arguments.bad("channel", "one of \(words.joined(separator: " "))")
      }
      channel = read
    } else {
      channel = nil
    }
  }

  /// Whether a point is asked about.
  func asks(_ point: ContactPoint) -> Bool {
    points.isEmpty || points.contains { $0.isSame(point) }
  }

  /// The channels to a point that are asked about: without any, calls, and what reaches a point
  /// that was given.
  func channels(to point: ContactPoint) -> [ContactChannel] {
    let reaching: [ContactChannel] =
      switch point {
      case .phone: [.call, .voicemail, .text]
      case .email: [.email]
      case .mail: [.letter]
      }
    if isOfAllChannels { return reaching }
    if let channel { return reaching.filter { $0 == channel } }
    return points.isEmpty ? reaching.filter { $0 == .call } : [reaching[0]]
  }

  /// The time that is asked about: `at=` by the clock of the westernmost of all zones, noon of
  /// `as-of=`, or now.
  func time(
    _ arguments: borrowing Arguments, _ known: [KnownContact], _ asOf: AsOf, _ context: Context
  ) throws(Failure) -> Int64 {
    let zones = known.flatMap { $0.facts.zones.zones }
    let all = zones.isEmpty ? ZoneSet.unitedStates.zones : zones
    if let moment = try arguments.moment("at") {
      if moment.minute == nil {
        throw arguments.bad("at", "a date with a slash and a time: fri/15:00")
      }
      return moment.time(in: all)
    }
    guard let day = asOf.asked else { return context.now }
    return Moment(day: day, minute: 12 * 60).time(in: all)
  }
}
