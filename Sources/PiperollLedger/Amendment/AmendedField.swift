/// A field of an account or of a contact that entries amend. The raw value is stored in the journal
/// and in rows, so it never changes its meaning.
public enum AmendedField: UInt8, CaseIterable, Sendable {
  case accountName = 0
  case terms = 1
  case client = 2
  case collector = 3
  case portfolio = 4
  case contactName = 10
  case role = 11
  case email = 12
  case address = 13
  /// A telephone number of a contact: its state, its kind and its extension (`PhoneStanding`).
  case phone = 14
  /// What is known of the email address, and of the postal address.
  case emailState = 15
  case mailState = 16

  /// How its values are stored.
  enum Form {
    case text, symbol, number
  }

  var form: Form {
    switch self {
    case .accountName, .contactName, .email, .address: .text
    case .client, .collector, .portfolio: .symbol
    case .terms, .role, .phone, .emailState, .mailState: .number
    }
  }

  /// Whether it is a contact's, and not the account's own.
  var isOfContact: Bool {
    switch self {
    case .accountName, .terms, .client, .collector, .portfolio: false
    case .contactName, .role, .email, .address, .phone, .emailState, .mailState: true
    }
  }

  /// Whether LOOKUP NAME finds its values.
  var isName: Bool { self == .accountName || self == .contactName }

  /// Whether a number is one of its values; a text or a symbol has none.
  func has(number: UInt64) -> Bool {
    switch self {
    case .accountName, .contactName, .email, .address, .client, .collector, .portfolio: number == 0
    case .terms: PaymentTerms(word: number) != nil
    case .role: number <= 255 && ContactRole(rawValue: UInt8(number)) != nil
    case .phone: PhoneStanding(word: number) != nil
    case .emailState, .mailState: number <= 255 && PointState(rawValue: UInt8(number)) != nil
    }
  }
}
