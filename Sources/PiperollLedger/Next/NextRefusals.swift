extension Rule {
  static let queueEmpty = Rule("queue_empty", .notFound, "there is no account to offer now")
  static let leased = Rule("leased", .conflict, "another session works the account now")

  static let nothingLeased = Rule(
    "nothing_leased", .notFound,
    "a dot is typed before LOOKUP NEXT has offered the session an account")

  static let ofNext = [queueEmpty, leased, nothingLeased]
}

extension Refusal {
  /// - Parameter queue: the queue that was asked for, or those that the user works.
  /// - Parameter isLimited: whether the user works some of it alone.
  public static func queueEmpty(_ queue: String, isLimited: Bool) -> Refusal {
    Refusal(
      .queueEmpty,
      isLimited
        ? "nothing of yours is left to do in \(queue) now; ADMIN USER says which queues, languages"
          + " and portfolios are yours"
        : "nothing is left to do in \(queue) now; REPORT WORKLIST shows what sleeps, and until"
          + " when")
  }

  /// - Parameter key: the argument that is a dot.
  public static func nothingLeased(_ key: String) -> Refusal {
    Refusal(
      .nothingLeased,
      "a dot stands for what LOOKUP NEXT offered you, and it has offered nothing yet; type LOOKUP"
        + " NEXT first, or give the \(key)", key: key)
  }

  /// - Parameter user: who has it.
  public static func leased(_ account: String, by user: String) -> Refusal {
    Refusal(.leased, "\(user) works \(account) now; ask for another: LOOKUP NEXT")
  }

  /// The user has it in another session.
  public static func leasedByOtherSession(_ account: String) -> Refusal {
    Refusal(
      .leased,
      "you work \(account) in another session; go on there, or ask for another: LOOKUP NEXT")
  }
}
