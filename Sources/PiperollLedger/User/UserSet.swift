/// What a user may do. Each role may do everything that the roles before it may, but for the
/// auditor's and the telephone's, which are beside them.
public enum Role: UInt8, CaseIterable, Comparable, Sendable {
  /// Locked out: neither a password nor a certificate logs the user in.
  case none
  /// May look up and report.
  case viewer
  /// May post and note.
  case `operator`
  /// May also decide on what is above an operator's limits.
  case supervisor
  /// May also run the server: users, snapshots.
  case admin
  /// May look up and report, and read the audit trail; writes nothing.
  case auditor
  /// A telephone or a bridge to one: may say who calls whom, which no other role gives it, and sees
  /// nothing.
  case phone

  /// Whether the role may do what another one is needed for.
  public func may(_ needed: Role) -> Bool {
    switch needed {
    case .auditor: self == .auditor || self == .admin
    case .none, .phone, .viewer, .operator, .supervisor, .admin: self >= needed
    }
  }

  /// By what a role may change: an auditor no more than a viewer, a telephone nothing.
  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .phone: 1
    case .viewer: 2
    case .auditor: 3
    case .operator: 4
    case .supervisor: 5
    case .admin: 6
    }
  }
}

extension Role {
  /// Its word on the wire.
  public var word: String {
    switch self {
    case .none: "none"
    case .viewer: "viewer"
    case .operator: "operator"
    case .supervisor: "supervisor"
    case .admin: "admin"
    case .auditor: "auditor"
    case .phone: "phone"
    }
  }
}

/// A user who was added or changed, as 0.2.0 and earlier versions recorded it; since then it is
/// `UserChanged`. The password is stored only as the record of its hash.
public struct UserSet: Equatable, Sendable {
  public var user: String
  public var role: Role
  /// The record of the password's scrypt hash, with its parameters and salt; empty if the user logs
  /// in only with a client certificate.
  public var passwordRecord: String

  public init(user: String, role: Role, passwordRecord: String) {
    self.user = user
    self.role = role
    self.passwordRecord = passwordRecord
  }
}

extension UserSet: ListedFact {
  static var code: FactCode { 8 }
  var entryKind: EntryKind { .user }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, &row)
  }

  func unnumbered(_: EntryNumber) -> UserSet { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(user)
    writer.put(role.rawValue)
    writer.put(passwordRecord)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    user = try reader.takeText()
    role = try reader.takeChoice()
    passwordRecord = try reader.takeText()
  }
}

extension Fact {
  /// The fact as earlier versions recorded it.
  public init(_ fact: UserSet) { self = .other(ListedBody(fact)) }
}
