import PiperollLedger

extension EntryKind: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .account: "account"
    case .contact: "contact"
    case .invoice: "invoice"
    case .payment: "payment"
    case .credit: "credit"
    case .apply: "apply"
    case .reverse: "reverse"
    case .note: "note"
    case .call: "call"
    case .user: "user"
    case .charge: "charge"
    case .adjust: "adjust"
    case .writeoff: "writeoff"
    case .recovery: "recovery"
    case .refund: "refund"
    case .unapply: "unapply"
    case .transfer: "transfer"
    case .policy: "policy"
    case .approval: "approval"
    case .reject: "reject"
    case .close: "close"
    case .service: "service"
    case .verify: "verify"
    case .draft: "draft"
    case .hold: "hold"
    case .releaseHold: "release-hold"
    case .limit: "limit"
    case .loan: "loan"
    case .rate: "rate"
    case .interest: "interest"
    }
  }
}
