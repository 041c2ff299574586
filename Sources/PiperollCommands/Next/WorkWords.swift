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

extension WorkWeights {
  /// What they look like in a request, for people.
  static let formText = "part:points,part:points..."
}

extension Arguments {
  /// Weights of parts with commas between them: `task:500,calls:30`.
  func weights(_ name: StaticString, _ text: String) throws(Failure) -> WorkWeights {
    var weights: [WorkWeights.Part: Int] = [:]
    for one in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = one.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2,
        let part = WorkWeights.Part.allCases.first(where: { $0.word == halves[0] })
      else {
        let words = WorkWeights.Part.allCases.map(\.word).joined(separator: " ")
        throw bad(name, "parts and what they count: task:500,calls:30; the parts are \(words)")
      }
      guard let weight = Self.number(String(halves[1])), weight <= part.max else {
        throw bad(name, "\(part.word) counts a whole number from 0 to \(part.max)")
      }
      if weights.updateValue(weight, forKey: part) != nil {
        throw bad(name, "\(part.word) once")
      }
    }
    guard let all = WorkWeights(weights) else { throw bad(name, WorkWeights.formText) }
    return all
  }
}
