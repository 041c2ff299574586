/// Why something was given, adjusted or written off.
public enum Reason: UInt8, CaseIterable, Sendable {
  case other, returned, pricing, service, goodwill, billingError
  case contractual, smallBalance, dispute, courtesy, error
  case uncollectible, bankruptcy, deceased, settlement
  /// Too old to be sued for.
  case timeBarred

  /// Those of a credit memo.
  public static let ofMemos: [Reason] = [
    .other, .returned, .pricing, .service, .goodwill, .billingError,
  ]
  /// Those of an adjustment.
  public static let ofAdjustments: [Reason] = [
    .other, .contractual, .smallBalance, .dispute, .courtesy, .error,
  ]
  /// Those of a write-off.
  public static let ofWriteOffs: [Reason] = [
    .other, .uncollectible, .bankruptcy, .deceased, .settlement, .smallBalance, .timeBarred,
  ]
}
