/// Which party called the other: with `in` the other party called the desk.
public enum CallDirection: UInt8, CaseIterable, Sendable {
  case `in`, out
}

/// How a telephone call ended.
public enum CallResult: UInt8, CaseIterable, Sendable {
  case noAnswer, busy, voicemail, thirdParty, rightParty, promise, refused, wrongNumber
  /// Cut off after somebody had answered.
  case dropped
  /// The number is out of service.
  case notInService
  /// The right party asked to be called again.
  case callback
}

extension CallResult {
  /// Whether a call of the desk's with the result is one of the seven in seven days (12 CFR
  /// 1006.14(b)(2)(i)(A)). A line that was busy or out of service was no call (comment
  /// 14(b)(3)(ii)-1), nor does one count any more that went to a number which is not theirs.
  public var isAttempt: Bool {
    switch self {
    case .noAnswer, .voicemail, .thirdParty, .rightParty, .promise, .refused, .dropped, .callback:
      true
    case .busy, .wrongNumber, .notInService: false
    }
  }

  /// Whether the desk talked with the right party (12 CFR 1006.14(b)(2)(i)(B)).
  public var isConversation: Bool {
    switch self {
    case .rightParty, .promise, .refused, .callback: true
    case .noAnswer, .voicemail, .thirdParty, .dropped, .busy, .wrongNumber, .notInService: false
    }
  }
}

/// What somebody on the telephone does not want any more.
public enum CallStop: UInt8, CaseIterable, Sendable {
  /// Calls.
  case call
  /// Calls and texts to that number.
  case number
}

/// What is to be said of a call besides its result.
public struct CallMarks: OptionSet, Sendable {
  public let rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The message that was left says no more than 12 CFR 1006.2(j) lists: it is an attempt, and no
  /// communication.
  public static let limited = CallMarks(rawValue: 1)
  /// A dialer that needs no person called.
  public static let automatic = CallMarks(rawValue: 2)
  /// An artificial or recorded voice spoke.
  public static let recorded = CallMarks(rawValue: 4)

  static let all: CallMarks = [.limited, .automatic, .recorded]
}
