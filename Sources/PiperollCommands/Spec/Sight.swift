/// What a command shows of people: the class under which the audit trail has it. A command that
/// nobody thought of shows an account.
public enum Sight: UInt8, CaseIterable, Sendable {
  /// Nothing.
  case none
  case account
  case contact
  /// Whoever fits a name, a number or an amount.
  case search
  case report
  /// What only some may know: what was done to a patient, by what a caller is known, contacts
  /// that are restricted, and what was told in confidence.
  case restricted
  /// What the audit trail says of people.
  case audit

  /// Its word on the wire.
  public var word: String {
    switch self {
    case .none: ""
    case .account: "account"
    case .contact: "contact"
    case .search: "search"
    case .report: "report"
    case .restricted: "restricted"
    case .audit: "audit"
    }
  }

  static let words = allCases.filter { $0 != .none }.map(\.word)

  private static let exceptions: [String: Sight] = [
    "LOOKUP CONTACT": .contact, "LOOKUP MAYCALL": .contact, "LOOKUP PHONE": .contact,
    "LOOKUP NAME": .search, "LOOKUP PREFIX": .search, "CALL": .contact,
    "LOOKUP PAYMENT": .search, "LOOKUP SERVICES": .restricted, "LOOKUP POLICY": .none,
    "LOOKUP TEMPLATES": .none, "LOOKUP TEMPLATE": .none,
    "REPORT UNVERIFIED": .restricted, "REPORT VERIFY": .none, "REPORT AUDIT": .audit,
    "REPORT USERS": .none, "WATCH": .report,
  ]

  init(of words: String, _ effect: Effect) {
    let usual: Sight =
      switch effect {
      case .read, .readIfShort, .search: .account
      case .report: .report
      case .write, .proposal, .session: .none
      }
    self = Self.exceptions[words] ?? usual
  }
}
