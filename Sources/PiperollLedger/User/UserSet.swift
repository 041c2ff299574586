/// What a user may do; each role may do what those before it may.
public enum Role: UInt8, CaseIterable, Comparable, Sendable {
  /// Shut out: neither password nor certificate logs in.
  case none
  /// Looks up and reports.
  case viewer
  /// Posts and notes.
  case `operator`
  /// Decides what is above an operator's limits.
  case supervisor
  /// Runs the server: users, snapshots.
  case admin

  public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
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
    }
  }
}

/// A user made or changed. The password stands here only as the record of its hash.
public struct UserSet: Equatable, Sendable {
  public var user: String
  public var role: Role
  /// scrypt record with its parameters and salt; empty: no password, a client certificate only.
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
  /// A user made or changed without a decision: the first one, and a password's new record.
  public init(_ fact: UserSet) { self = .other(ListedBody(fact)) }
}
