import PiperollLedger

extension ContactChannel: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .call: "call"
    case .voicemail: "voicemail"
    case .text: "text"
    case .email: "email"
    case .letter: "letter"
    }
  }
}

extension PreferenceChannel: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .all: "all"
    case .call: "call"
    case .text: "text"
    case .email: "email"
    case .letter: "letter"
    case .auto: "auto"
    case .share: "share"
    }
  }
}

extension PreferenceVerb: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .stop: "stop"
    case .allow: "allow"
    case .never: "never"
    case .only: "only"
    }
  }
}

extension PreferenceSource: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .own: "self"
    case .creditor: "creditor"
    case .collector: "collector"
    case .court: "court"
    case .attorney: "attorney"
    }
  }
}

extension Place: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .home: "home"
    case .work: "work"
    }
  }
}

extension DialMode: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .manual: "manual"
    case .auto: "auto"
    case .recorded: "recorded"
    }
  }
}

extension ContactPurpose: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .collect: "collect"
    case .location: "location"
    case .ending: "ending"
    case .remedy: "remedy"
    case .confirmStop: "confirm-stop"
    case .answer: "answer"
    case .law: "law"
    case .validation: "validation"
    }
  }
}

extension ContactVerdict: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .allow: "ALLOW"
    case .warn: "WARN"
    case .block: "BLOCK"
    }
  }
}

extension ContactRule: WireWord {
  static let words = wordsByNumber()

  var word: String { id }
}

extension ContactMust: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .first: "first"
    case .later: "later"
    case .limited: "limited"
    case .attorney: "attorney"
    case .noThreat: "no-threat"
    case .optOut: "opt-out"
    case .identify: "identify"
    }
  }
}
