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

  var word: String {
    switch self {
    case .t1: "T1"
    case .t2: "T2"
    case .t3: "T3"
    case .t5: "T5"
    case .t6: "T6"
    case .t7: "T7"
    case .t8: "T8"
    case .t9: "T9"
    case .t11: "T11"
    case .t12: "T12"
    case .t13: "T13"
    case .f1: "F1"
    case .f2: "F2"
    case .f3: "F3"
    case .n1: "N1"
    case .n5: "N5"
    case .n6: "N6"
    case .n10: "N10"
    case .b1: "B1"
    case .c1: "C1"
    case .k1: "K1"
    case .k2: "K2"
    case .k3: "K3"
    case .k4: "K4"
    }
  }
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
