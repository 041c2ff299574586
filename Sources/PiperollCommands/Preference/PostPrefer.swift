import PiperollLedger
import PiperollWire

enum PostPrefer {
  static let spec = CommandSpec(
    "POST PREFER",
    "Records how somebody may be reached, or may not: a stop, a consent, times and places. Of"
      + " two that contradict the later holds; a stop is lifted by POST END, or where the person"
      + " allows it.",
    role: .operator,
    parameters: [
      .contact,
      Parameter(
        "preference", .choice(PreferenceVerb.words), .required, .positional,
        "stop: not any more; allow: a consent; never: not then or there; only: only then or there"
      ),
      Parameter(
        "channel", .choice(PreferenceChannel.words), .defaulted("all"), .positional,
        "what it is about; auto: dialers and recorded voices; share: that with= may be told"),
      Parameter("point", .points, help: "the one number or address that it is about, or mail"),
      Parameter("when", .windows, help: "times by their clock: mon-fri 15:00-17:00; sat-sun"),
      Parameter("place", .choice(Place.words), help: "where it is about"),
      Parameter("with", .entry, help: "of share: the contact who may be told"),
      Parameter(
        "source", .choice(PreferenceSource.words), .defaulted("self"),
        help: "whose word it is; collector: a prior one; attorney: the one who acts for them"),
      Parameter(
        "via", .choice(PreferenceVia.words),
        help: "how they said so; database: a check of the number; silence: the attorney did not"
          + " answer"),
      Parameter("account", .identifier, help: "the one account that it is about; a stop is of all"),
      Parameter("until", .date, help: "the last day on which it counts"),
      .date, .memo,
    ],
    example: "POST PREFER 4 never call when=\"mon-fri 15:00-17:00; sat-sun\" ref=pr-1",
    fields: [.entry, .accountField] + Telling.prefer.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    let contact = try arguments.contact(in: book, context)
    guard let verb = try arguments.choice("preference", PreferenceVerb.self) else {
      preconditionFailure("it is required")
    }
    var fact = PreferenceTold(contact: book.contacts[contact].entry, verb)
    fact.channel = try arguments.choice("channel", PreferenceChannel.self) ?? .all
    fact.point = try point(arguments, contact, fact.channel, book)
    fact.when = try arguments.windows("when")
    fact.place = try arguments.choice("place", Place.self)
    fact.source = try arguments.choice("source", PreferenceSource.self) ?? .own
    fact.via = try arguments.choice("via", PreferenceVia.self)
    fact.until = try arguments.date("until")
    if arguments.has("account") {
      fact.account = book.accounts[try arguments.account(in: book)].opened
    }
    if arguments.has("with") {
      fact.with = book.contacts[try arguments.contact("with", in: book, context)].entry
    }
    try demandSense(fact, arguments)
    do { return Proposal([try book.decidePreference(fact, on: effective)]) } catch {
      throw .refused(error)
    }
  }

  private static func demandSense(
    _ fact: PreferenceTold, _ arguments: borrowing Arguments
  ) throws(Failure) {
    let isOfTimes = fact.when != nil || fact.place != nil
    switch fact.verb {
    case .stop where isOfTimes:
      throw arguments.bad(
        "preference", "never or only beside when= or place=: a stop is of any time")
    case .never where !isOfTimes:
      throw arguments.bad(
        "preference", "when= or place= beside it; stop is of any time and place")
    case .only where !isOfTimes && !isOfOneWay(fact.channel):
      throw arguments.bad("preference", "when=, place= or a channel beside it: only email")
    case .stop, .allow, .never, .only: break
    }
    if fact.source == .attorney { try demandSense(ofAttorney: fact, arguments) }
    if fact.via == .silence, fact.source != .attorney {
      throw arguments.bad("via", "silence beside source=attorney alone")
    }
    if fact.channel == .share, fact.with == nil || isOfTimes || fact.point != nil {
      throw arguments.bad("channel", "with=, who may be told, and no point, times or place")
    }
    if fact.channel != .share, fact.with != nil {
      throw arguments.bad("with", "give it beside share alone")
    }
  }

  /// An attorney says for one debt that the desk may turn to the person, and nothing else.
  private static func demandSense(
    ofAttorney fact: PreferenceTold, _ arguments: borrowing Arguments
  ) throws(Failure) {
    if fact.verb != .allow {
      throw arguments.bad(
        "preference", "allow beside source=attorney; what the person said has source=self")
    }
    if fact.channel == .auto || fact.channel == .share {
      throw arguments.bad("channel", "call, text, email, letter or all beside source=attorney")
    }
    if fact.when != nil { throw arguments.bad("when", "leave it out beside source=attorney") }
    if fact.place != nil { throw arguments.bad("place", "leave it out beside source=attorney") }
    if fact.account == nil {
      throw arguments.bad(
        "account", "give it beside source=attorney: the debt the attorney acts in")
    }
  }

  /// Whether somebody may want to be reached by it and by nothing else.
  private static func isOfOneWay(_ channel: PreferenceChannel) -> Bool {
    switch channel {
    case .call, .text, .email, .letter: true
    case .all, .auto, .share: false
    }
  }

  /// The one number or address that it is about, which the channel must reach.
  private static func point(
    _ arguments: borrowing Arguments, _ contact: UInt32, _ channel: PreferenceChannel,
    _ book: borrowing Book
  ) throws(Failure) -> ContactPoint? {
    let points = try arguments.points("point", of: contact, in: book)
    if points.count > 1 { throw arguments.bad("point", "one number or address") }
    guard let point = points.first else { return nil }
    let fits =
      switch (point, channel) {
      case (_, .all), (.phone, .call), (.phone, .text), (.phone, .auto), (.email, .email),
        (.mail, .letter):
        true
      case (_, .call), (_, .text), (_, .email), (_, .letter), (_, .auto), (_, .share): false
      }
    if !fits { throw arguments.bad("point", "a number or an address that the channel reaches") }
    return point
  }
}
