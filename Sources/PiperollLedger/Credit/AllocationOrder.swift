/// In which order an amount goes to what is open, where nobody says.
public enum AllocationOrder: UInt8, CaseIterable, Sendable {
  /// By due date, whatever it is for.
  case oldestDue
  /// Interest, then fees and costs, then principal; each by due date.
  case interestFirst
  /// Principal, then fees and costs, then interest; each by due date.
  case principalFirst

  /// The order of an account for which no policy says another: the one table of it.
  init(_ kind: AccountKind, isWrittenOff: Bool) {
    switch kind {
    case .trade, .consumer, .patient: self = .oldestDue
    case .loan: self = isWrittenOff ? .principalFirst : .interestFirst
    }
  }

  /// How many turns it takes through what is open.
  var turns: Int { self == .oldestDue ? 1 : 3 }

  /// Whether an item of a kind has its turn.
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
  /// Interest 0, fees and costs 1, principal and all else 2.
  fileprivate var part: Int {
    switch self {
    case .interest: 0
    case .fee, .late, .court, .repossession, .nsf: 1
    case .principal, .invoice, .adjustment, .refund, .transfer, .recovery: 2
    }
  }
}
