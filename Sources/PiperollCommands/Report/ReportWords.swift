import PiperollLedger

extension LedgerAccount: WireWord {
  static let words = wordsByNumber()
}

extension Grouping: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .kind: "kind"
    case .account: "account"
    case .collector: "collector"
    case .portfolio: "portfolio"
    case .client: "client"
    case .currency: "currency"
    case .total: "total"
    }
  }
}

extension Aging.Basis: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .due: "due"
    case .document: "document"
    }
  }
}

extension FlowColumn: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .opening: "opening"
    case .charges: "charges"
    case .payments: "payments"
    case .credits: "credits"
    case .adjustments: "adjustments"
    case .writeOffs: "write-offs"
    case .refunds: "refunds"
    case .transfers: "transfers"
    case .reversals: "reversals"
    case .closing: "closing"
    }
  }
}
