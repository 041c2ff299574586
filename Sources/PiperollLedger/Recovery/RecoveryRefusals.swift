extension Rule {
  static let nothingWrittenOff = Rule(
    "nothing_written_off", .invalid,
    "nothing that was written off by then is left to recover")
  static let exceedsWrittenOff = Rule(
    "exceeds_written_off", .invalid, "a recovery of more than was written off")

  static let ofRecoveries = [nothingWrittenOff, exceedsWrittenOff]
}

extension Refusal {
  static var nothingWrittenOff: Refusal {
    Refusal(
      .nothingWrittenOff, "nothing that was written off by then is left to recover")
  }

  /// - Parameter left: how much was written off and has not been recovered.
  static func exceedsWrittenOff(_ left: Money, currency: Currency) -> Refusal {
    Refusal(
      .exceedsWrittenOff,
      "only \(left.text(in: currency)) of what was written off by then is left to recover")
  }
}
