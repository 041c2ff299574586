/// The state of a plan or a settlement on a day.
public enum PlanState: UInt8, CaseIterable, Sendable {
  /// All of it was paid; of a settlement, in time.
  case paid
  case ended, replaced
  /// An offer that can still be accepted, and one that nobody accepted.
  case offered, lapsed
  /// A plan of which nothing is missed, and a settlement of which nothing is late.
  case current, accepted
  /// A plan of which an instalment is missed.
  case behind
  /// A settlement of which a part is late, and its days of grace are not over.
  case grace
  /// A plan of which too many instalments were missed: all of it is due.
  case defaulted
  /// A settlement of which a part was not paid in time: nothing is taken off.
  case broken

  /// Whether another plan for the same debt needs no word about this one.
  public var isOver: Bool {
    switch self {
    case .paid, .ended, .replaced, .lapsed: true
    case .offered, .current, .accepted, .behind, .grace, .defaulted, .broken: false
    }
  }

  /// Whether it is what the debtor is held to.
  var isInForce: Bool {
    switch self {
    case .current, .accepted, .behind, .grace: true
    case .paid, .ended, .replaced, .offered, .lapsed, .defaulted, .broken: false
    }
  }
}

/// What has become of a plan or a settlement by the end of a day.
public struct PlanStanding: Equatable, Sendable {
  /// A part of it: what is due on a day, and what was paid of it.
  public struct Part: Equatable, Sendable {
    public let amount: Money
    public let due: Day
    /// The last day of grace.
    public let until: Day
    /// How much was paid of it.
    public internal(set) var paid = Money.zero
    /// What of it is not paid.
    public var left: Money { amount - paid }
  }

  /// The plan's row.
  public let plan: UInt32
  /// Its parts, in the order of their days.
  public internal(set) var parts: [Part]
  /// How much came in for it.
  public internal(set) var paid = Money.zero
  /// How many parts are missed.
  public internal(set) var missed = 0
  /// How much is lacking up to the last of these.
  public internal(set) var behind = Money.zero
  /// What is to be paid by now.
  public internal(set) var due = Money.zero
  /// The day of the next part that is not paid whole.
  public internal(set) var nextDue: Day?
  /// The day of the payment that completed it.
  public internal(set) var paidOn: Day?
  /// The day on which an offer was accepted, by an entry or by its first payment.
  public internal(set) var acceptedOn: Day?
  /// The first day on which it was in default or broken.
  public internal(set) var failedOn: Day?
  /// The first state that fits.
  public internal(set) var state = PlanState.current

  /// What is not paid of it.
  public var rest: Money { parts.reduce(.zero) { $0 + $1.left } }
}

// States are derived whenever they are asked for, as those of promises are. What a plan needs -
// days of grace, tolerance, methods that do not count - is what the policies said on its day.

extension Book {
  /// The plans and settlements of an account that were made by the end of a day, oldest first, and
  /// what has become of them by then.
  public func plans(of account: UInt32, asOf day: Day) -> [PlanStanding] {
    if !has(.plans, account) { return [] }
    let money = PlanMoney(self, account, asOf: day)
    return money.plans.sorted { $0.row.entry < $1.row.entry }.map {
      $0.standing(self, money, on: day)
    }
  }

  /// The parts of a plan, with their days of grace.
  public func parts(ofPlan plan: UInt32) -> [PlanStanding.Part] { AskedPlan(plan, self).parts }

  /// Whether an account ever had a plan or a settlement.
  public func hasPlans(_ account: UInt32) -> Bool { has(.plans, account) }

  /// What has become of a plan by the end of a day. It was made by then.
  func standing(ofPlan plan: UInt32, asOf day: Day) -> PlanStanding {
    let all = plans(of: plans[plan].account, asOf: max(day, plans[plan].made))
    guard let standing = all.first(where: { $0.plan == plan }) else {
      preconditionFailure("a plan is one of its account's")
    }
    return standing
  }

  /// The days on which plans keep interest from accruing on an account.
  func interestFreeDays(of account: UInt32) -> [HeldDays] {
    var days: [HeldDays] = []
    for standing in plans(of: account, asOf: .last) {
      let row = plans[standing.plan]
      guard row.stopsInterest else { continue }
      let start = row.acceptBy == nil ? row.made : standing.acceptedOn ?? never
      let end = min(
        standing.failedOn ?? never, standing.paidOn ?? never,
        self.end(of: row, by: .last) == 0 ? never : row.ended)
      if start >= end { continue }
      if !row.namesItems {
        days.append(HeldDays(item: nil, days: start..<end))
      } else {
        for part in items(ofPlan: standing.plan) {
          days.append(HeldDays(item: part.item, days: start..<end))
        }
      }
    }
    return days
  }
}
