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
    }
  }
}
