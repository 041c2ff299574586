import PiperollLedger

extension ApprovalNeed: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .writeoffLimit: "writeoff-limit"
    case .refundLimit: "refund-limit"
    case .adjustLimit: "adjust-limit"
    case .creditMemoLimit: "credit-memo-limit"
    case .creditRaiseLimit: "credit-raise-limit"
    case .waiverLimit: "waiver-limit"
    case .closedPeriod: "closed-period"
    case .reopening: "reopening"
    case .writeoffDayLimit: "writeoff-day-limit"
    case .refundDayLimit: "refund-day-limit"
    case .adjustDayLimit: "adjust-day-limit"
    case .creditMemoDayLimit: "credit-memo-day-limit"
    case .creditRaiseDayLimit: "credit-raise-day-limit"
    case .waiverDayLimit: "waiver-day-limit"
    case .role: "role"
    case .settlementLimit: "settlement-limit"
    case .settlementDayLimit: "settlement-day-limit"
    case .settlementPercent: "settlement-percent"
    case .planMonths: "plan-months"
    case .reage: "reage"
    }
  }
}

extension ApprovalState: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .pending: "pending"
    case .approved: "approved"
    case .rejected: "rejected"
    case .expired: "expired"
    }
  }
}

extension ApprovalNeed {
  /// Why a write waits, for people: the end of a sentence that begins with "it".
  fileprivate var predicate: String {
    switch self {
    case .closedPeriod: "is dated into a closed period"
    case .reopening: "opens a closed period"
    case .planMonths: "lasts longer than your \(word)"
    case .role: "gives a role above operator"
    case .reage: "ages items from a later day"
    case .writeoffLimit, .refundLimit, .adjustLimit, .creditMemoLimit, .creditRaiseLimit,
      .waiverLimit, .settlementLimit, .settlementPercent:
      "is more than your \(word)"
    case .writeoffDayLimit, .refundDayLimit, .adjustDayLimit, .creditMemoDayLimit,
      .creditRaiseDayLimit, .waiverDayLimit, .settlementDayLimit:
      "is, with what you have done today, more than your \(word)"
    }
  }
}

extension ApprovalNeeds {
  /// Their words, with commas between them.
  var words: String { all.map(\.word).joined(separator: ",") }

  /// Why a write waits, for people: `it is more than your refund-limit`.
  var sentence: String { "it " + all.map(\.predicate).joined(separator: " and ") }
}
