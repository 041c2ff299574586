extension EntryKind {
  /// What sentences call an entry of the kind, with its article.
  var article: String {
    switch self {
    case .account: "an account"
    case .contact: "a contact"
    case .invoice: "an invoice"
    case .payment: "a payment"
    case .credit: "a credit"
    case .apply: "an application"
    case .reverse: "a reversal"
    case .note: "a note"
    case .call: "a call"
    case .user: "a user"
    case .charge: "a charge"
    case .adjust: "an adjustment"
    case .writeoff: "a write-off"
    case .recovery: "a recovery"
    case .refund: "a refund"
    case .unapply: "an unapplication"
    case .transfer: "a transfer"
    case .policy: "a policy"
    case .approval: "an approval"
    case .reject: "a reject"
    case .close: "a close"
    case .service: "a service"
    case .verify: "a verification"
    case .draft: "a draft"
    case .hold: "a hold"
    case .releaseHold: "the release of a hold"
    case .limit: "a limit"
    case .loan: "a loan"
    case .rate: "a rate"
    case .interest: "a charge of interest"
    }
  }
}
