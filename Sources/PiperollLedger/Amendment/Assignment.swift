/// For whom the law takes the desk that collects a debt.
public enum CollectionRole: UInt8, CaseIterable, Sendable {
  /// The desk collects its own debt, or that of a client before it is in default.
  case firstParty
  /// The desk is a debt collector: 12 CFR 1006.2(i).
  case thirdParty
}

/// What an account was assigned to, besides its collector and its portfolio.
public struct Assignment: Equatable, Sendable {
  /// For whom the law takes the desk.
  public internal(set) var role = CollectionRole.firstParty
  /// The queue in which its work always is; nil: the one that fits.
  public internal(set) var queue: DeskQueue?
  /// The symbol of the debt that it is with other accounts; 0: it is a debt of its own.
  public internal(set) var debt: UInt32 = 0
  /// When the debt was placed with the desk.
  public internal(set) var placed: Day?
  /// The itemization date: 12 CFR 1006.34(b)(3).
  public internal(set) var itemized: Day?
  /// The first day on which no court would hear of the debt: 12 CFR 1006.26.
  public internal(set) var barredFrom: Day?

  /// A debt of the desk's own, of which nothing else was said.
  public init() {}
}

extension Book {
  /// What an account was assigned to by the end of a day.
  public func assignment(of account: UInt32, on day: Day) -> Assignment {
    var found = Assignment()
    if !isAmended(account) { return found }
    for field in AmendedField.allCases where field.isOfAssignment {
      found.set(field, to: assigned(field, to: account, on: day))
    }
    return found
  }

  /// For whom the law takes the desk that collects an account, by the end of a day.
  public func collectionRole(of account: UInt32, on day: Day) -> CollectionRole {
    CollectionRole(rawValue: UInt8(assigned(.collectionRole, to: account, on: day)))!
  }

  private func assigned(_ field: AmendedField, to account: UInt32, on day: Day) -> UInt64 {
    if !isAmended(account) { return 0 }
    return amended(field, of: account, none) { $0.effective <= day }?.value ?? 0
  }

  /// The queue in which an account's work always is, by the end of a day; nil: the one that fits.
  func assignedQueue(of account: UInt32, on day: Day) -> DeskQueue? {
    DeskQueue(assignedWord: assigned(.queue, to: account, on: day))
  }

  /// Whether the law for debt collectors holds for an account on a day. It is for the debts of
  /// consumers: 12 CFR 1006.2(f).
  public func isThirdParty(_ account: UInt32, on day: Day) -> Bool {
    accounts[account].kind != .trade && collectionRole(of: account, on: day) == .thirdParty
  }

  /// Whether two accounts are one debt on a day.
  func isOneDebt(_ account: UInt32, _ other: UInt32, on day: Day) -> Bool {
    if account == other { return true }
    let debt = assigned(.debt, to: account, on: day)
    return debt != 0 && debt == assigned(.debt, to: other, on: day)
  }
}

extension Assignment {
  fileprivate mutating func set(_ field: AmendedField, to value: UInt64) {
    switch field {
    case .collectionRole: role = CollectionRole(rawValue: UInt8(value))!
    case .queue: queue = DeskQueue(assignedWord: value)
    case .debt: debt = UInt32(value)
    case .placed: placed = Day(dateWord: value)
    case .itemized: itemized = Day(dateWord: value)
    case .barredFrom: barredFrom = Day(dateWord: value)
    case .accountName, .terms, .client, .collector, .portfolio, .contactName, .role, .email,
      .address, .phone, .emailState, .mailState, .emailPoint, .zone, .region, .language, .born,
      .ssn4:
      preconditionFailure("it is of no assignment")
    }
  }
}

extension DeskQueue {
  /// A queue as the number that amendments have of it; 0 stands for none.
  var assignedWord: UInt64 { UInt64(rawValue) + 1 }

  /// Nil if the number is of no queue.
  init?(assignedWord: UInt64) {
    guard assignedWord > 0, assignedWord <= 255 else { return nil }
    self.init(rawValue: UInt8(assignedWord - 1))
  }
}
