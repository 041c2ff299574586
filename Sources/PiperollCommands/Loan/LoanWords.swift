import PiperollLedger

extension LoanPeriod: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .month: "month"
    case .week: "week"
    case .fortnight: "fortnight"
    case .quarter: "quarter"
    }
  }
}

extension DayCount: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .actual365: "actual/365"
    case .thirty360: "30/360"
    }
  }
}
