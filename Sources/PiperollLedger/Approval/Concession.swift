/// What users can give up or lend on behalf of the firm. For each there are two limits: for one
/// act, and for all acts of a user on a day.
public enum Concession: UInt8, CaseIterable, Sendable {
  /// What is owed and nobody will pay.
  case writeoff
  /// Money that goes out, and money that came in and is taken out of the book again.
  case refund
  /// An adjustment in a debtor's favour.
  case adjust
  /// What was billed.
  case creditMemo
  /// Credit, and money lent.
  case creditRaise
  /// Fees and interest.
  case waiver
  /// What a settlement takes off.
  case settlement

  /// The policy that limits one act.
  public var limit: Policy {
    switch self {
    case .writeoff: .writeoffLimit
    case .refund: .refundLimit
    case .adjust: .adjustLimit
    case .creditMemo: .creditMemoLimit
    case .creditRaise: .creditRaiseLimit
    case .waiver: .waiverLimit
    case .settlement: .settlementLimit
    }
  }

  /// The policy that limits a user's acts of a day.
  public var dayLimit: Policy { .dayLimit(self) }
}

extension Concession {
  /// The needs that are about how much of it is given.
  var needs: ApprovalNeeds {
    var needs: ApprovalNeeds = [
      ApprovalNeeds(ApprovalNeed(limit)), ApprovalNeeds(ApprovalNeed(dayLimit)),
    ]
    if self == .settlement { needs.insert(ApprovalNeeds(.settlementPercent)) }
    return needs
  }
}

/// How much of something an entry gives up or lends.
struct Given {
  var concession: Concession
  var amount: Money
  var currency: Currency
}
