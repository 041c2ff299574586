/// A field of an account that a filter may ask about, as of the end of a report's day.
public enum FilterField: UInt8, BitwiseCopyable, CaseIterable, Sendable {
  case account, name, kind, currency, collector, portfolio, client, terms, creditLimit, opened
  case balance, unapplied, open, pastDue, daysPastDue, oldestDue, lastPayment, hold
  case role, queue, stage, score, disputed

  /// The type of a field's values. It says what they may be compared with.
  public enum Kind: Sendable {
    /// A text that the row stores itself.
    case text
    /// A text that many rows share. It is compared once for each text and not for each row.
    case symbol
    /// One of a few words.
    case choice
    case currency, money, count, date
    /// The kinds of the holds that are in force: none, one or several.
    case holdKinds
  }

  /// The type of its values.
  public var kind: Kind {
    switch self {
    case .account, .name: .text
    case .collector, .portfolio, .client: .symbol
    case .kind, .role, .queue, .stage: .choice
    case .currency: .currency
    case .creditLimit, .balance, .unapplied, .open, .pastDue, .disputed: .money
    case .terms, .daysPastDue, .score: .count
    case .opened, .oldestDue, .lastPayment: .date
    case .hold: .holdKinds
    }
  }
}

extension FilterField {
  /// A set of fields, one bit each.
  struct Set: Sendable {
    private var bits: UInt32 = 0

    mutating func insert(_ field: FilterField) { bits |= 1 << UInt32(field.rawValue) }

    func contains(_ field: FilterField) -> Bool { bits >> UInt32(field.rawValue) & 1 != 0 }
  }
}
