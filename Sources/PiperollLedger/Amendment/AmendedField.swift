/// A field of an account or of a contact that entries amend. The raw value is stored in the journal
/// and in rows, so it never changes its meaning.
public enum AmendedField: UInt8, CaseIterable, Sendable {
  case accountName = 0
  case terms = 1
  case client = 2
  case collector = 3
  case portfolio = 4
  /// Whose debt it is (`CollectionRole`), and in whose queue the account always is.
  case collectionRole = 5
  case queue = 6
  /// The name of the debt that several accounts are.
  case debt = 7
  /// When the debt was placed with the desk, when it was itemized, and from when on no court would
  /// hear of it.
  case placed = 8
  case itemized = 9
  case contactName = 10
  case role = 11
  case email = 12
  case address = 13
  /// A telephone number of a contact: its state, its kind and its extension (`PhoneStanding`).
  case phone = 14
  /// What is known of the first email address (`EmailStanding`), and of the postal address.
  case emailState = 15
  case mailState = 16
  case zone = 17
  case region = 18
  case language = 19
  /// The date of birth, and the last digits of the social security number.
  case born = 20
  case ssn4 = 21
  /// An email address that is at work or beside the first: its state, and whether it is at work
  /// (`EmailStanding`).
  case emailPoint = 22
  case barredFrom = 23

  /// How its values are stored.
  enum Form {
    case text, symbol, number
  }

  var form: Form {
    switch self {
    case .accountName, .contactName, .email, .address: .text
    case .client, .collector, .portfolio, .debt, .zone, .region, .language: .symbol
    case .terms, .collectionRole, .queue, .placed, .itemized, .barredFrom, .role, .phone,
      .emailState, .mailState, .born, .ssn4, .emailPoint:
      .number
    }
  }

  /// Whether it is a contact's, and not the account's own.
  var isOfContact: Bool {
    switch self {
    case .accountName, .terms, .client, .collector, .portfolio: false
    case .collectionRole, .queue, .debt, .placed, .itemized, .barredFrom: false
    case .contactName, .role, .email, .address, .phone, .emailState, .mailState, .zone, .region,
      .language, .born, .ssn4, .emailPoint:
      true
    }
  }

  /// Whether it is kept in the contact's `PersonRow`.
  var isOfPerson: Bool {
    switch self {
    case .zone, .region, .language, .born, .ssn4: true
    case .accountName, .terms, .client, .collector, .portfolio, .contactName, .role, .email,
      .address, .phone, .emailState, .mailState, .emailPoint, .collectionRole, .queue, .debt,
      .placed, .itemized, .barredFrom:
      false
    }
  }

  /// Whether it is kept in amendments alone, and is nothing before the first (`Assignment`).
  var isOfAssignment: Bool {
    switch self {
    case .collectionRole, .queue, .debt, .placed, .itemized, .barredFrom: true
    case .accountName, .terms, .client, .collector, .portfolio, .contactName, .role, .email,
      .address, .phone, .emailState, .mailState, .emailPoint, .zone, .region, .language, .born,
      .ssn4:
      false
    }
  }

  /// The table of the points of which it says how they stand; nil if it is about none.
  var pointTable: Section? {
    switch self {
    case .phone: PhoneTable.section
    case .emailPoint: EmailTable.section
    case .accountName, .terms, .client, .collector, .portfolio, .contactName, .role, .email,
      .address, .emailState, .mailState, .zone, .region, .language, .born, .ssn4,
      .collectionRole, .queue, .debt, .placed, .itemized, .barredFrom:
      nil
    }
  }

  /// Whether LOOKUP NAME finds its values.
  var isName: Bool { self == .accountName || self == .contactName }

  /// Whether a number is one of its values; a text or a symbol has none.
  func has(number: UInt64) -> Bool {
    switch self {
    case .accountName, .contactName, .email, .address, .client, .collector, .portfolio, .debt,
      .zone, .region, .language:
      number == 0
    case .collectionRole: number <= 255 && CollectionRole(rawValue: UInt8(number)) != nil
    case .queue: number == 0 || number <= 255 && DeskQueue(rawValue: UInt8(number) - 1) != nil
    case .terms: PaymentTerms(word: number) != nil
    case .role: number <= 255 && ContactRole(rawValue: UInt8(number)) != nil
    case .phone: PhoneStanding(word: number) != nil
    case .born, .placed, .itemized, .barredFrom: number == 0 || Day(dateWord: number) != nil
    case .ssn4: number == 0 || number <= 10_000
    case .emailPoint, .emailState: EmailStanding(word: number) != nil
    case .mailState: number <= 255 && PointState(rawValue: UInt8(number)) != nil
    }
  }
}

extension Day {
  /// A date as the number that amendments have of it; 0 stands for none.
  var dateWord: UInt64 { UInt64(self - Day.first) + 1 }

  /// Nil if the number is of no day.
  init?(dateWord: UInt64) {
    guard dateWord > 0, dateWord <= Day.last.dateWord else { return nil }
    self = Day.first.advanced(days: Int(dateWord) - 1)
  }
}
