/// A rule by which something is refused.
public struct Rule: Sendable {
  /// What sort of refusal it is. The code of the answer follows from it.
  public enum Kind: Sendable {
    /// What is named is not there.
    case notFound
    /// What is named is there more than once.
    case ambiguous
    /// The reference was used before, for something else.
    case refMismatch
    /// What was decided upon has changed since.
    case conflict
    /// Anything else that the ledger does not allow.
    case invalid
  }

  /// Its name on the wire, which never changes: lower case, with underscores.
  public let name: String
  public let kind: Kind
  /// What it refuses, in a line of the specification.
  public let help: String

  /// A rule; it also has to stand on the list of its noun.
  public init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }
}

extension Rule: Equatable {
  /// Rules are equal by name.
  public static func == (left: Rule, right: Rule) -> Bool { left.name == right.name }
}

extension Rule {
  /// All rules of the ledger, a noun after the other.
  public static let ofLedger: [Rule] =
    ofEntries + ofReferences + ofValues + ofAccounts + ofContacts + ofItems + ofCredits
    + ofRecoveries + ofTransfers + ofReversals + ofLoans + ofServices + ofDrafts + ofHolds
    + ofApprovals + ofPolicies + ofClosings + ofUsers
}
