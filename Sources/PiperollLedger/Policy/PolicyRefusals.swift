extension Rule {
  static let ownLimit = Rule(
    "own_limit", .invalid,
    "a limit of one's own role or of a higher one: an administrator sets those")
  static let limitAboveOwn = Rule(
    "limit_above_own", .invalid,
    "a limit for others that is above one's own, on the day from which it holds")

  static let ofPolicies = [ownLimit, limitAboveOwn]
}

extension Refusal {
  static var ownLimit: Refusal {
    Refusal(
      .ownLimit, "a limit of your own role or of a higher one is set by an administrator")
  }

  /// - Parameter own: the limit of the user who would set a higher one for others.
  static func limitAboveOwn(_ own: Money, currency: Currency) -> Refusal {
    limitAboveOwn(own.text(in: currency))
  }

  static func limitAboveOwn(_ own: String) -> Refusal {
    Refusal(
      .limitAboveOwn,
      "it would be above your own limit on that day, \(own); somebody whose"
        + " limit is as high has to set it")
  }
}
