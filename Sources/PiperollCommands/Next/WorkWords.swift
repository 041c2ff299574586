import PiperollLedger

extension WorkStage: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .stayed: "stayed"
    case .legal: "legal"
    case .agency: "agency"
    case .settlement: "settlement"
    case .plan: "plan"
    case .disputed: "disputed"
    case .promised: "promised"
    case .broken: "broken"
    case .pastDue: "past-due"
    case .current: "current"
    }
  }
}

extension WorkRest {
  var word: String {
    switch self {
    case .promised: "promised"
    case .held: "held"
    case .worked: "worked"
    }
  }
}
