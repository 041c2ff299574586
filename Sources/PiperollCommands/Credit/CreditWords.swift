import PiperollLedger

extension PaymentMethod: WireWord {
  static let words = wordsByNumber()
}

extension Reason: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .other: "other"
    case .returned: "returned"
    case .pricing: "pricing"
    case .service: "service"
    case .goodwill: "goodwill"
    case .billingError: "billing-error"
    case .contractual: "contractual"
    case .smallBalance: "small-balance"
    case .dispute: "dispute"
    case .courtesy: "courtesy"
    case .error: "error"
    case .uncollectible: "uncollectible"
    case .bankruptcy: "bankruptcy"
    case .deceased: "deceased"
    case .settlement: "settlement"
    case .timeBarred: "time-barred"
    }
  }
}

extension ReversalReason: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .void: "void"
    case .nsf: "nsf"
    case .chargeback: "chargeback"
    case .error: "error"
    }
  }
}

extension AllocationOrder: WireWord {
  static let words = wordsByNumber()
}
