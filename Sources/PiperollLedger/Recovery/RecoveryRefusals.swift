extension Rule {
  static let nothingWrittenOff = Rule(
    "nothing_written_off", .invalid,
    "nothing was written off by then that has not been recovered")
  static let exceedsWrittenOff = Rule(
    "exceeds_written_off", .invalid, "a recovery of more than was written off")

  static let ofRecoveries = [nothingWrittenOff, exceedsWrittenOff]
}

extension Refusal {
  static var nothingWrittenOff: Refusal {
    Refusal(
      .nothingWrittenOff, "nothing was written off by then that has not been recovered")
  }

  /// - Parameter left: how much was written off and has not been recovered.
  static func exceedsWrittenOff(_ left: Money, currency: Currency) -> Refusal {
    Refusal(
      .exceedsWrittenOff,
      "only \(left.text(in: currency)) was written off by then and not recovered")
  }
}
