/// What POST END ends. The compiler asks for a new one in `endable`, and in `Book+End.swift`.
enum Endable: CaseIterable {
  case promise, plan, preference, task

  /// Several of them, for people.
  var plural: String {
    switch self {
    case .promise: "promises"
    case .plan: "plans and settlements"
    case .preference: "preferences"
    case .task: "tasks"
    }
  }
}

extension EntryKind {
  /// What its entries begin that may be ended; nil if nothing.
  var endable: Endable? {
    switch self {
    case .promise: .promise
    case .plan: .plan
    case .prefer: .preference
    case .task: .task
    case .account, .contact, .invoice, .payment, .credit, .apply, .reverse, .note, .call, .user,
      .charge, .adjust, .writeoff, .recovery, .refund, .unapply, .transfer, .policy, .approval,
      .reject, .close, .service, .verify, .draft, .hold, .releaseHold, .limit, .loan, .rate,
      .interest, .amend, .assign, .end, .link, .dispute, .resolve,
      .reage, .identify, .notice, .template:
      nil
    }
  }
}
