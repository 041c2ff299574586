/// A reason why a write waits for somebody else's approval.
public enum ApprovalNeed: UInt8, CaseIterable, Sendable {
  /// The amount is more than the user's role may do alone. The policy of the same name is the
  /// limit.
  case writeoffLimit, refundLimit, adjustLimit, creditMemoLimit, creditRaiseLimit, waiverLimit
  /// The write is dated into a period that is closed.
  case closedPeriod
  /// The write opens a period that is closed.
  case reopening
  /// With what the user has done on the day, the amount is more than the user's role may do alone.
  case writeoffDayLimit, refundDayLimit, adjustDayLimit, creditMemoDayLimit, creditRaiseDayLimit,
    waiverDayLimit
  /// The write gives a role above operator.
  case role
  /// The same of what a settlement takes off.
  case settlementLimit, settlementDayLimit
  /// A settlement takes off a larger share, or a plan lasts longer, than the user's role agrees on
  /// alone.
  case settlementPercent, planMonths
  /// Items are to be aged from a later day. That nobody does alone.
  case reage

  /// The policy that is the limit; nil for a need that no policy limits.
  public var limit: Policy? {
    switch self {
    case .writeoffLimit: .writeoffLimit
    case .refundLimit: .refundLimit
    case .adjustLimit: .adjustLimit
    case .creditMemoLimit: .creditMemoLimit
    case .creditRaiseLimit: .creditRaiseLimit
    case .waiverLimit: .waiverLimit
    case .writeoffDayLimit: .dayLimit(.writeoff)
    case .refundDayLimit: .dayLimit(.refund)
    case .adjustDayLimit: .dayLimit(.adjust)
    case .creditMemoDayLimit: .dayLimit(.creditMemo)
    case .creditRaiseDayLimit: .dayLimit(.creditRaise)
    case .waiverDayLimit: .dayLimit(.waiver)
    case .settlementLimit: .settlementLimit
    case .settlementDayLimit: .dayLimit(.settlement)
    case .settlementPercent: .settlementPercent
    case .planMonths: .planMonths
    case .closedPeriod, .reopening, .role, .reage: nil
    }
  }

  /// The need that is about a limit.
  init(_ limit: Policy) {
    guard let need = Self.allCases.first(where: { $0.limit == limit }) else {
      preconditionFailure("\(limit.name) is no limit")
    }
    self = need
  }
}

/// All reasons why a write waits; empty for a write that does not wait.
public struct ApprovalNeeds: OptionSet, Sendable {
  /// One bit for each need, at the position of the need's raw value.
  public let rawValue: UInt32

  /// Makes a set of such bits.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes a set of one need.
  public init(_ need: ApprovalNeed) { rawValue = 1 << UInt32(need.rawValue) }

  /// The needs of the set, in the order in which they are shown.
  public var all: [ApprovalNeed] {
    ApprovalNeed.allCases.filter { contains(ApprovalNeeds($0)) }
  }

  /// The needs that stored bits stand for; nil if the bits are empty or contain an unknown need.
  init?(stored bits: UInt32) {
    guard bits != 0, bits >> UInt16(ApprovalNeed.allCases.count) == 0 else { return nil }
    rawValue = bits
  }
}
