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
  static let requestRejected = Rule(
    "request_rejected", .invalid,
    "what was asked for with that ref was rejected: it was not done, and the ref stays taken")
  static let requestExpired = Rule(
    "request_expired", .invalid,
    "what was asked for with that ref expired: it was not done, and the ref stays taken")
  static let closedSince = Rule(
    "closed_since", .invalid,
    "what it asked for is dated into a period that was closed since: ask again")
  static let sameUser = Rule(
    "same_user", .invalid,
    "nobody verifies a service that they recorded or rendered, or decides on their own request")
  static let sameHand = Rule(
    "same_hand", .invalid,
    "whose work it is and who would approve or verify it were made by one hand: one pair of eyes")
  static let approverRole = Rule(
    "approver_role", .invalid, "a role is given by administrators")

  static let ofApprovals = [
    approvalNotFound, approvalDecided, approvalExpired, approverLimit, approvalStale, closedSince,
    requestRejected, requestExpired, sameUser, sameHand, approverRole,
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
    approverLimit(limit.text(in: currency))
  }

  static func approverLimit(_ limit: String) -> Refusal {
    Refusal(
      .approverLimit, "your own limit is \(limit); somebody with a higher one has to decide it")
  }

  /// What a reference asked for was rejected.
  /// - Parameter why: the memo of the rejection; empty if it has none.
  static func requestRejected(by user: String, on day: Day, why: String) -> Refusal {
    let reason = why.isEmpty ? "" : " (\(why))"
    return Refusal(
      .requestRejected,
      "\(user) rejected it on \(day.text)\(reason): it was not done; ask anew with another ref")
  }

  /// What a reference asked for was not decided in time.
  /// - Parameter last: the last day on which it could have been decided.
  static func requestExpired(_ last: Day) -> Refusal {
    Refusal(
      .requestExpired,
      "nobody decided it by \(last.text): it was not done; ask anew with another ref")
  }

  /// The request would have another result by now, or would be refused.
  /// - Parameter because: why the request would be refused; nil if it would have another result.
  public static func approvalStale(because: Refusal?) -> Refusal {
    let reason = because.map { " (\($0.sentence))" } ?? ""
    return Refusal(
      .approvalStale,
      "it would have another result by now\(reason); reject it, and have it asked for again")
  }

  /// - Parameter day: the last day that is closed.
  static func closedSince(through day: Day) -> Refusal {
    Refusal(
      .closedSince,
      "it is dated into the period that is closed through \(day.text), which was open when it was"
        + " asked for; reject it, and have it asked for again")
  }

  /// - Parameter other: the user whose work it is.
  /// - Parameter isPast: it was so when they did it, and is no longer.
  static func sameHand(as other: String, isPast: Bool) -> Refusal {
    Refusal(
      .sameHand,
      isPast
        ? "\(other) and you counted as one pair of eyes when it was asked for or recorded; somebody"
          + " else decides on it, or it is asked for anew"
        : "\(other) and you count as one pair of eyes: one made the other, or somebody made both;"
          + " another administrator confirms one of you first (ADMIN CONFIRM), or the server's"
          + " machine does (piperolld user)")
  }

  static var approverRole: Refusal {
    Refusal(.approverRole, "it gives a role; an administrator has to decide it")
  }

  /// A user would verify or decide something of their own.
  public static var sameUser: Refusal {
    Refusal(.sameUser, "it is your own; somebody else has to decide on it")
  }
}
