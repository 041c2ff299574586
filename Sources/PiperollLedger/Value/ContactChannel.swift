/// The ways by which one reaches a person.
public enum ContactChannel: UInt8, CaseIterable, Sendable {
  case call
  /// A message that is left, also one that rings nobody.
  case voicemail
  case text, email, letter

  /// Whether it is placed to a telephone and heard there.
  public var isSpoken: Bool { self == .call || self == .voicemail }
}

/// What a person, a court or a creditor can say something about: a channel, all of them, or two
/// things that are no channel.
public enum PreferenceChannel: UInt8, CaseIterable, Sendable {
  case all
  /// Calls, and voicemails too.
  case call
  case text, email, letter
  /// Calls by a dialer, and recorded voices.
  case auto
  /// That somebody else may be told of the debt.
  case share

  /// Whether what is said about it is about a channel.
  public func covers(_ channel: ContactChannel) -> Bool {
    switch self {
    case .all: true
    case .call: channel.isSpoken
    case .text: channel == .text
    case .email: channel == .email
    case .letter: channel == .letter
    case .auto, .share: false
    }
  }
}

/// What a preference says of a channel.
public enum PreferenceVerb: UInt8, CaseIterable, Sendable {
  /// Not any more, on whatever debt.
  case stop
  /// A consent.
  case allow
  /// Not at that time or place.
  case never
  /// At that time or place alone.
  case only
}

/// Whose word a preference is.
public enum PreferenceSource: UInt8, CaseIterable, Sendable {
  /// The person's own, to this desk.
  case own
  case creditor
  /// An earlier collector's.
  case collector
  case court
  /// Of the attorney who acts for them: that the desk may turn to the person.
  case attorney
}

/// The places that mail and landlines are tied to.
public enum Place: UInt8, CaseIterable, Sendable {
  case home, work
}

/// What dials a number and speaks.
public enum DialMode: UInt8, CaseIterable, Sendable {
  /// A person dials and speaks.
  case manual
  /// A machine dials.
  case auto
  /// A recorded voice speaks.
  case recorded

  /// Whether the person must have allowed it.
  public var needsConsent: Bool { self != .manual }
}

/// What a contact is for.
public enum ContactPurpose: UInt8, CaseIterable, Sendable {
  case collect
  /// To learn where the debtor is.
  case location
  /// To say that the desk's efforts end.
  case ending
  /// To say which remedy is or may be invoked.
  case remedy
  /// To confirm a stop, and nothing else.
  case confirmStop
  /// To answer a dispute, or a question for the original creditor.
  case answer
  /// What the law requires to be sent.
  case law
  /// To send the validation notice: 12 CFR 1006.34(a)(1).
  case validation
}

/// What becomes of a contact. The later case is the worse one.
public enum ContactVerdict: UInt8, CaseIterable, Comparable, Sendable {
  case allow, warn, block

  public static func < (left: ContactVerdict, right: ContactVerdict) -> Bool {
    left.rawValue < right.rawValue
  }
}
