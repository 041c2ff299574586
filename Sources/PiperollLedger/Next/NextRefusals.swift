extension Rule {
  static let queueEmpty = Rule("queue_empty", .notFound, "there is no account to offer now")
  static let leased = Rule("leased", .conflict, "somebody else works the account now")

  static let ofNext = [queueEmpty, leased]
}

extension Refusal {
  /// - Parameter queue: the queue that was asked for.
  public static func queueEmpty(_ queue: String) -> Refusal {
    Refusal(
      .queueEmpty,
      "nothing is left to do in \(queue) now; REPORT WORKLIST shows what sleeps, and until when")
  }

  /// - Parameter user: who has it.
  public static func leased(_ account: String, by user: String) -> Refusal {
    Refusal(.leased, "\(user) works \(account) now; ask for another: LOOKUP NEXT")
  }
}
