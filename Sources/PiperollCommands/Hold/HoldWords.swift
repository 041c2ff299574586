import PiperollLedger

extension HoldKind: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .dispute: "dispute"
    case .cease: "cease"
    case .attorney: "attorney"
    case .bankruptcy: "bankruptcy"
    case .deceased: "deceased"
    case .scra: "scra"
    case .hardship: "hardship"
    case .complaint: "complaint"
    case .insurancePending: "insurance-pending"
    case .legal: "legal"
    case .agency: "agency"
    case .supervisor: "supervisor"
    case .credit: "credit"
    }
  }
}

extension HeldAct: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .contact: "contact"
    case .dunning: "dunning"
    case .interest: "interest"
    case .automaticApplication: "automatic-application"
    case .autopay: "autopay"
    case .bureau: "bureau"
    case .legal: "legal"
    case .placement: "placement"
    case .sale: "sale"
    case .newOrders: "new-orders"
    }
  }
}

extension HoldStatus: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .inForce: "in-force"
    case .pending: "pending"
    case .expired: "expired"
    case .released: "released"
    }
  }
}
