import PiperollLedger

extension LimitReason: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .other: "other"
    case .order: "order"
    case .growth: "growth"
    case .season: "season"
    case .paymentRecord: "payment-record"
    case .pastDue: "past-due"
    case .risk: "risk"
    case .insurance: "insurance"
    case .review: "review"
    }
  }
}

extension CreditStatus: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .ok: "ok"
    case .near: "near"
    case .over: "over"
    case .hold: "hold"
    case .none: "none"
    }
  }
}
