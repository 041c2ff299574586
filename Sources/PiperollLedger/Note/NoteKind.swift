/// What a note is about. The raw value stands in an entry's row, plus one, and never changes.
public enum NoteKind: UInt8, CaseIterable, Sendable {
  case general
  /// Somebody has looked through the account.
  case review
  /// A letter, an email or a text that came or went.
  case letter, email, text
  /// They have asked in writing that the desk cease to contact them, or refuse to pay (12 CFR
  /// 1006.6(c)(1)).
  case cease
  /// An attorney represents them.
  case attorney
  case deceased, hardship, complaint
  /// What is to be done, and when.
  case followUp
  /// A supervisor is to look at the account.
  case escalation
  /// A letter came back.
  case mailReturned
  /// What somebody has told in confidence. It is there for its author and for supervisors alone.
  case source
}

extension NoteKind {
  /// The hold that such a note places, unless there is one; nil for none.
  var hold: HoldKind? {
    switch self {
    case .cease: .cease
    case .attorney: .attorney
    case .deceased: .deceased
    case .hardship: .hardship
    case .complaint: .complaint
    case .general, .review, .letter, .email, .text, .followUp, .escalation,
      .mailReturned, .source:
      nil
    }
  }
}
