/// Why a write waits for somebody else.
public enum ApprovalNeed: UInt8, CaseIterable, Sendable {
  /// It is more than the user's role may do alone; the policies of the same names say how much.
  case writeoffLimit, refundLimit, adjustLimit, creditMemoLimit, creditRaiseLimit, waiverLimit
  /// It is dated into a period that is closed.
  case closedPeriod
  /// It opens a period that is closed.
  case reopening

  /// The policy that says how much; nil where it is no matter of an amount.
  public var limit: Policy? {
    switch self {
    case .writeoffLimit: .writeoffLimit
    case .refundLimit: .refundLimit
    case .adjustLimit: .adjustLimit
    case .creditMemoLimit: .creditMemoLimit
    case .creditRaiseLimit: .creditRaiseLimit
    case .waiverLimit: .waiverLimit
    case .closedPeriod, .reopening: nil
    }
  }

  init?(_ limit: Policy) {
    guard let need = Self.allCases.first(where: { $0.limit == limit }) else { return nil }
    self = need
  }
}

/// All that makes a write wait; of what does not wait it is empty.
public struct ApprovalNeeds: OptionSet, Sendable {
  /// A bit for each need, in the place of its number.
  public let rawValue: UInt16

  /// The set of such bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The set of one need.
  public init(_ need: ApprovalNeed) { rawValue = 1 << UInt16(need.rawValue) }

  /// Each of them, in the order in which they are shown.
  public var all: [ApprovalNeed] {
    ApprovalNeed.allCases.filter { contains(ApprovalNeeds($0)) }
  }

  /// The needs that bits in a journal or a snapshot say; nil where nothing waits for such.
  init?(stored bits: UInt16) {
    guard bits != 0, bits >> UInt16(ApprovalNeed.allCases.count) == 0 else { return nil }
    rawValue = bits
  }
}
