/// What is known of a person and an account when somebody asks whether they may be contacted. All
/// of it is plain: the book fills it, or a test.
public struct ContactFacts: Sendable {
  /// Whether the desk collects a consumer's debt for somebody else: role third-party, of no kind
  /// trade.
  public var isThirdParty = false
  /// How strict the desk is with its own debts where the law is for those of others.
  public var strengths = RuleStrengths()
  public var party = ContactParty.owes
  /// Where they may be.
  public var zones = ZoneSet.unitedStates
  public var deskZone = Zone.utc
  public var preferences: [KnownPreference] = []
  public var holds: [KnownHold] = []
  /// What passed between the desk and the person, on whatever debt.
  public var events: [ContactEvent] = []
  /// Numbers that turned out to be somebody else's: calls to them were no calls to the person.
  public var notTheirs: Set<ContactPoint> = []
  /// The debt in question; `ContactEvent.debts` names it.
  public var debt: UInt32 = 0
  /// The desk's day of the first communication about the debt since it was placed.
  public var firstCommunication: Day?
  /// The notes and calls of that day which were one.
  var firstCommunicatedBy: [EntryNumber] = []
  /// Whether the validation notice went out, or the debt was paid before it was due.
  public var owesNoNotice = false
  /// The last day of the validation period.
  public var validationEnd: Day?
  /// What was disputed in writing within the period, and not answered.
  public var dispute = DisputeExtent.none
  /// The day from which no court would hear of the debt.
  public var barredFrom: Day?
  /// When the last attorney was noted, of those who act in the debt.
  var attorneyNamed: SaidAt?
  /// When an attorney was last talked with about the debt, called, or wrote.
  public var attorneyHeard: Said?
  /// Whether the debtor has said that this person may be told.
  public var mayBeTold = false
  /// The last talk, letter, email or text to learn from them where the debtor is.
  public var located: Said?
  /// When another session's lease of the account ends.
  public var leasedUntil: Int64?
  /// Whether they have to say who they are before anything is said.
  public var mustIdentify = false

  public init() {}
}

/// When something was said, and by which entry: of two that contradict each other the later holds.
public struct Said: Hashable, Comparable, Sendable {
  /// Milliseconds of UTC since 1970.
  public var at: Int64
  public var entry: EntryNumber

  /// - Parameter at: milliseconds of UTC since 1970.
  public init(at: Int64, by entry: EntryNumber) { (self.at, self.entry) = (at, entry) }

  public static func < (left: Said, right: Said) -> Bool {
    (left.at, left.entry) < (right.at, right.entry)
  }
}

/// How much of a debt was disputed in writing. Who asks for the original creditor disputes all.
public enum DisputeExtent: UInt8, CaseIterable, Sendable {
  case none, part, all
}

/// A way to reach the person, and what is known of it.
public struct KnownPoint: Hashable, Sendable {
  public var point: ContactPoint
  /// What kind of line a telephone number belongs to. One of no said kind is held to the rules of
  /// mobiles and of landlines.
  public var kind = PhoneKind.unspecified
  /// Whether it was given as one at work.
  public var isWork = false
  public var state = PointState.unsaid
  /// Whether anybody may have an address of that domain.
  public var isOfPublicDomain = false
  /// The desk's day on which the person last wrote from the address, or texted from the number.
  public var lastWritten: Day?

  public init(_ point: ContactPoint) { self.point = point }

  /// The place that it is tied to.
  var place: Place? {
    switch point {
    case .mail: isWork ? .work : .home
    case .email: isWork ? .work : nil
    case .phone:
      switch kind {
      case .mobile: isWork ? .work : nil
      case .landline, .unspecified: isWork ? .work : .home
      case .work: .work
      }
    }
  }

  var mayBeMobile: Bool { kind == .mobile || kind == .unspecified }
}

/// What a person, a court or a creditor said of contacts.
public struct KnownPreference: Sendable {
  public var entry: EntryNumber
  /// When it was said.
  public var at: Int64
  public var verb: PreferenceVerb
  public var channel: PreferenceChannel
  public var source = PreferenceSource.own
  /// The one number or address that it is about.
  public var point: ContactPoint?
  public var windows: WeekWindows?
  public var place: Place?
  /// Its last day.
  public var until: Day?
  /// An allow of texts: whether it is a check of the number in the database of those that were
  /// given to others.
  public var isOfDatabase = false
  /// An allow of an attorney: whether they did not answer.
  public var isOfSilence = false
  /// A stop: whether it was confirmed to the person.
  public var isConfirmed = false

  /// A person's own word, without a time, a place or an end.
  public init(
    _ entry: EntryNumber, at: Int64, _ verb: PreferenceVerb, _ channel: PreferenceChannel
  ) {
    (self.entry, self.at, self.verb, self.channel) = (entry, at, verb, channel)
  }

  var said: Said { Said(at: at, by: entry) }
  /// Whether it says nothing of a time or place.
  var isPlain: Bool { windows == nil && place == nil }
}

/// A hold on the account.
public struct KnownHold: Sendable {
  public var entry: EntryNumber
  public var kind: HoldKind
  /// The desk's day on which it begins, and the first on which it is over.
  public var from: Day
  public var end: Day?

  /// - Parameter end: the first day on which it is over; nil if there is none yet.
  public init(_ entry: EntryNumber, _ kind: HoldKind, from: Day, end: Day? = nil) {
    (self.entry, self.kind, self.from, self.end) = (entry, kind, from, end)
  }

  /// Whether it is in force on a day.
  public func isInForce(on day: Day) -> Bool { from <= day && (end.map { day < $0 } ?? true) }
}

/// A call, or a message of any kind, between the desk and the person.
public struct ContactEvent: Sendable {
  /// A consent to be called back.
  public enum Callback: Hashable, Sendable {
    case onDay(Day)
    /// They named no day.
    case onAnyDay
  }

  /// The entry that recorded it.
  public var entry: EntryNumber
  /// When it was. Milliseconds of UTC since 1970.
  public var at: Int64
  /// Whether the person began it.
  public var isInbound = false
  /// By which means.
  public var channel: ContactChannel
  /// To which number or address, or from which; nil if that is not known.
  public var point: ContactPoint?
  /// The debts that it was about.
  public var debts: [UInt32]
  /// Whether it connected to the number that was dialled.
  public var isCounted = false
  /// Whether it was a conversation.
  public var isTalk = false
  public var callback: Callback?
  /// Of a message of the desk's: whether it says that a stop was heard, and no more.
  public var isConfirmation = false

  /// A message or a call of the desk's that reached nobody.
  public init(
    _ entry: EntryNumber, at: Int64, _ channel: ContactChannel, _ point: ContactPoint? = nil,
    debts: [UInt32] = [0]
  ) {
    (self.entry, self.at, self.channel, self.point) = (entry, at, channel, point)
    self.debts = debts
  }

  var isUnanswered: Bool { !isInbound && channel.isSpoken && isCounted && !isTalk }
}

/// What somebody wants to do.
public struct ContactQuestion: Sendable {
  public var channel: ContactChannel
  public var point: KnownPoint
  public var purpose = ContactPurpose.collect
  public var dial = DialMode.manual
  /// When. Milliseconds of UTC since 1970.
  public var at: Int64
  /// Whether the template that is to be sent says how to opt out; nil without one.
  public var hasOptOut: Bool?

  /// A contact to collect, by a person's own hand or voice.
  public init(_ channel: ContactChannel, _ point: KnownPoint, at: Int64) {
    (self.channel, self.point, self.at) = (channel, point, at)
  }
}

/// How strict a desk is with a rule.
public enum RuleStrength: UInt8, CaseIterable, Sendable {
  case off, warn, block

  /// What it is called.
  public var id: String {
    switch self {
    case .off: "off"
    case .warn: "warn"
    case .block: "block"
    }
  }
}

/// How strict a desk is, with its own debts, with the rules that the law has for those of others.
public struct RuleStrengths: Sendable {
  /// Of the rules in `ContactRule.ofPolicies`, in their order: how strict it is.
  private var strengths: InlineArray<6, RuleStrength>

  /// - Parameter usual: how strict it is where nothing was said.
  public init(_ usual: RuleStrength = .warn) { strengths = InlineArray(repeating: usual) }

  /// How strict it is with a rule of `ContactRule.ofPolicies`.
  public subscript(rule: ContactRule) -> RuleStrength {
    get { strengths[Self.place(of: rule)] }
    set { strengths[Self.place(of: rule)] = newValue }
  }

  private static func place(of rule: ContactRule) -> Int {
    guard let place = ContactRule.ofPolicies.firstIndex(of: rule) else {
      preconditionFailure("no policy says how strict it is")
    }
    return place
  }
}
