import PiperollLedger

extension PaymentMethod: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .other: "other"
    case .cash: "cash"
    case .check: "check"
    case .ach: "ach"
    case .wire: "wire"
    case .card: "card"
    case .lockbox: "lockbox"
    case .remittance: "remittance"
    case .garnishment: "garnishment"
    case .agency: "agency"
    }
  }
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
