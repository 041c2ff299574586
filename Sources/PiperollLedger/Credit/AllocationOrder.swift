/// The order in which an amount pays open items, for requests that do not name the items.
public enum AllocationOrder: UInt8, CaseIterable, Sendable {
  /// By due date, whatever the items are for.
  case oldestDue
  /// Interest, then fees and costs, then principal; each by due date.
  case interestFirst
  /// Principal, then fees and costs, then interest; each by due date.
  case principalFirst

  /// The default order for a kind of account, for which no policy sets another one.
  init(_ kind: AccountKind, isWrittenOff: Bool) {
    switch kind {
    case .trade, .consumer, .patient: self = .oldestDue
    case .loan: self = isWrittenOff ? .principalFirst : .interestFirst
    }
  }

  /// How many passes it makes over the open items.
  var turns: Int { self == .oldestDue ? 1 : 3 }

  /// Whether a pass takes items of a kind.
  /// - Parameter turn: the pass, counted from 0.
  func takes(_ kind: ItemKind, turn: Int) -> Bool {
    switch self {
    case .oldestDue: true
    case .interestFirst: turn == kind.part
    case .principalFirst: turn == 2 - kind.part
    }
  }
}

extension AllocationOrder {
  /// Its word on the wire.
  public var word: String {
    switch self {
    case .oldestDue: "oldest-due"
    case .interestFirst: "interest-first"
    case .principalFirst: "principal-first"
    }
  }
}

extension ItemKind {
  /// The group of a kind: 0 for interest, 1 for fees and costs, 2 for principal and all others.
  fileprivate var part: Int {
    switch self {
    case .interest: 0
    case .fee, .late, .court, .repossession, .nsf: 1
    case .principal, .invoice, .adjustment, .refund, .transfer, .recovery: 2
    }
  }
}
