/// Why something was given, adjusted or written off.
public enum Reason: UInt8, CaseIterable, Sendable {
  case other, returned, pricing, service, goodwill, billingError
  case contractual, smallBalance, dispute, courtesy, error
  case uncollectible, bankruptcy, deceased, settlement
  /// The debt is too old to sue for.
  case timeBarred

  /// The reasons for a credit memo.
  public static let ofMemos: [Reason] = [
    .other, .returned, .pricing, .service, .goodwill, .billingError,
  ]
  /// The reasons for an adjustment.
  public static let ofAdjustments: [Reason] = [
    .other, .contractual, .smallBalance, .dispute, .courtesy, .error,
  ]
  /// The reasons for a write-off.
  public static let ofWriteOffs: [Reason] = [
    .other, .uncollectible, .bankruptcy, .deceased, .settlement, .smallBalance, .timeBarred,
  ]
}
