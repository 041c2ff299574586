import PiperollLedger

extension CallDirection: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .in: "in"
    case .out: "out"
    }
  }
}

extension CallResult: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .noAnswer: "no-answer"
    case .busy: "busy"
    case .voicemail: "voicemail"
    case .thirdParty: "third-party"
    case .rightParty: "right-party"
    case .promise: "promise"
    case .refused: "refused"
    case .wrongNumber: "wrong-number"
    case .dropped: "dropped"
    case .notInService: "not-in-service"
    case .callback: "callback"
    }
  }

  /// Whether somebody answered, who may have said something.
  var isAnswered: Bool {
    switch self {
    case .thirdParty, .rightParty, .promise, .refused, .dropped, .callback: true
    case .noAnswer, .busy, .voicemail, .wrongNumber, .notInService: false
    }
  }

  /// What a collector types after each call.
  static let aliases = [
    ("na", CallResult.noAnswer), ("bz", .busy), ("vm", .voicemail), ("tp", .thirdParty),
    ("rp", .rightParty), ("ptp", .promise), ("rf", .refused), ("wn", .wrongNumber),
    ("dr", .dropped), ("ns", .notInService), ("cb", .callback),
  ]
}

extension DialMode {
  var marks: CallMarks {
    switch self {
    case .manual: []
    case .auto: .automatic
    case .recorded: .recorded
    }
  }
}
