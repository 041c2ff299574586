/// How a task came to be. The raw value is written in the journal and never changes.
public enum TaskKind: UInt8, CaseIterable, Sendable {
  /// Somebody set it by itself.
  case plain
  /// A note says what to do next.
  case followUp
  /// Somebody asked to be called back.
  case callback
  /// A supervisor is to look at the account.
  case escalation
  /// A complaint is to be answered.
  case complaint
}

/// A kind of work at the desk, and who does it. The raw value is written in the journal and never
/// changes.
public enum DeskQueue: UInt8, CaseIterable, Sendable {
  /// Collectors, who talk with debtors.
  case collect
  /// Whoever finds people that cannot be reached.
  case skip
  /// Whoever sees to disputes and returned mail.
  case clerical
  case supervisor
  case legal
}
