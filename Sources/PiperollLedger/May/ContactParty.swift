/// What somebody is to a debt, as far as the rules ask.
public enum ContactParty: UInt8, CaseIterable, Sendable {
  /// Debtor, guarantor, patient.
  case owes
  case spouse
  /// Of a minor.
  case parent
  case guardian
  /// Administers what the debtor left.
  case executor
  /// Has taken the debtor's place in what secures the debt.
  case successor
  case trustee
  case attorney
  /// The creditor's own people.
  case creditor
  case agency
  /// Anybody else. They may not be told of the debt.
  case other

  /// Whom the law takes for the consumer: 12 CFR 1006.6(a).
  public static let consumers: CaseSet<ContactParty> = [
    .owes, .spouse, .parent, .guardian, .executor, .successor, .trustee,
  ]
  /// Who is no firm in the matter: the consumers, and those who may not be told.
  static let persons = consumers.union([.other])
  static let everybody = CaseSet(allCases)
}

extension ContactRole {
  /// What somebody with the role is to the debt. Who treated a patient is on the creditor's side.
  public var party: ContactParty {
    switch self {
    case .debtor, .guarantor, .patient: .owes
    case .spouse: .spouse
    case .trustee: .trustee
    case .attorney: .attorney
    case .physician, .hospital: .creditor
    case .agency: .agency
    case .parent: .parent
    case .guardian: .guardian
    case .executor: .executor
    case .successor: .successor
    case .insurer, .employer, .thirdParty, .source: .other
    }
  }
}
