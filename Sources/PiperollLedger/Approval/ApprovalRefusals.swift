extension Rule {
  static let approvalNotFound = Rule(
    "approval_not_found", .notFound, "the entry asks for no approval")
  static let approvalDecided = Rule(
    "approval_decided", .invalid, "it was approved or rejected before")
  static let approvalExpired = Rule(
    "approval_expired", .invalid, "nobody decided it in time: ask again")
  static let approverLimit = Rule(
    "approver_limit", .invalid, "the amount is above the approver's own limit")
  static let approvalStale = Rule(
    "approval_stale", .conflict, "the request would have another result by now, or be refused")
  static let sameUser = Rule(
    "same_user", .invalid,
    "nobody verifies a service that they recorded or rendered, or decides on their own request")

  static let ofApprovals = [
    approvalNotFound, approvalDecided, approvalExpired, approverLimit, approvalStale, sameUser,
  ]
}

extension Refusal {
  static func approvalNotFound(_ number: EntryNumber) -> Refusal {
    Refusal(.approvalNotFound, "entry \(number) asks for no approval")
  }

  static func approvalDecided(by entry: EntryNumber) -> Refusal {
    Refusal(.approvalDecided, "entry \(entry) has decided it")
  }

  /// - Parameter last: the last day on which it could have been decided.
  static func approvalExpired(_ last: Day) -> Refusal {
    Refusal(
      .approvalExpired, "it expired at the end of \(last.text); ask for it again")
  }

  /// - Parameter limit: the limit of the user who would decide.
  static func approverLimit(_ limit: Money, currency: Currency) -> Refusal {
    Refusal(
      .approverLimit,
      "your own limit is \(limit.text(in: currency)); somebody with a higher one has to decide it")
  }

  /// The request would have another result by now, or would be refused.
  /// - Parameter because: why the request would be refused; nil if it would have another result.
  public static func approvalStale(because: Refusal?) -> Refusal {
    let reason = because.map { " (\($0.sentence))" } ?? ""
    return Refusal(
      .approvalStale,
      "it would have another result by now\(reason); reject it, and have it asked for again")
  }

  /// A user would verify or decide something of their own.
  public static var sameUser: Refusal {
    Refusal(.sameUser, "it is your own; somebody else has to decide on it")
  }
}
