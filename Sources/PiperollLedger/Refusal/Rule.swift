/// A rule by which the ledger refuses requests.
public struct Rule: Sendable {
  /// The kind of refusal. The code of the reply follows from it.
  public enum Kind: Sendable {
    /// What the request names does not exist.
    case notFound
    /// What the request names exists more than once.
    case ambiguous
    /// The reference was used before, with another request.
    case refMismatch
    /// What the request decides on has changed since.
    case conflict
    /// Anything else that the ledger does not allow.
    case invalid
  }

  /// Its name on the wire, which never changes: lower case, with underscores.
  public let name: String
  public let kind: Kind
  /// What it refuses, as one line of the specification.
  public let help: String

  /// Makes a rule. It must also be on the list of its noun.
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
  /// All rules of the ledger, one noun after the other.
  public static let ofLedger: [Rule] =
    ofEntries + ofReferences + ofValues + ofAccounts + ofContacts + ofItems + ofCredits
    + ofRecoveries + ofTransfers + ofReversals + ofLoans + ofServices + ofDrafts + ofHolds
    + ofNotes + ofIdentities + ofTasks + ofNotices + ofNext + ofPromises + ofEnds + ofLinks
    + ofPreferences
    + ofPlans + ofDisputes + ofReages + ofApprovals + ofPolicies + ofClosings + ofUsers
}
