/// A user who was made, changed or confirmed.
///
/// It is what `UserSet` was until 0.2.0, which kept no word of who had vouched for whom, and copied
/// the password's record into each change.
public struct UserChanged: Equatable, Sendable {
  /// What was done.
  public enum Act: UInt8, CaseIterable, Sendable {
    /// The user was made, or got this role, or this password.
    case set
    /// Another administrator vouched for the user: a person of their own.
    case confirm
  }

  /// The user's name.
  public var user: String
  /// What was done to them.
  public var act: Act
  /// What they may do since then.
  public var role: Role
  /// The record of the new password's scrypt hash; empty if the password is as it was.
  public var passwordRecord: String
  /// Whether it was done on the server's own machine (`piperolld`), and by no user.
  public var isByMachine: Bool
  /// What they work since then; nil if that is as it was.
  public var work: UserWork?

  public init(
    user: String, act: Act = .set, role: Role, passwordRecord: String = "",
    isByMachine: Bool = false
  ) {
    self.user = user
    self.act = act
    self.role = role
    self.passwordRecord = passwordRecord
    self.isByMachine = isByMachine
  }
}

extension UserChanged: ListedFact {
  static var code: FactCode { 28 }
  var entryKind: EntryKind { .user }
  func aim(_: inout ReplayAim) {}

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> UserChanged { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  func put(to writer: inout EntryWriter) {
    writer.put(user)
    writer.put(act.rawValue)
    writer.put(role.rawValue)
    writer.put(passwordRecord)
    writer.put(isByMachine ? 1 : 0 as UInt8)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    user = try reader.takeText()
    act = try reader.takeChoice()
    role = try reader.takeChoice()
    passwordRecord = try reader.takeText()
    let machine: UInt8 = try reader.take()
    guard machine <= 1 else { throw .unknownValue }
    isByMachine = machine == 1
  }
}

extension Fact {
  /// The fact without a decision: for what the server's machine says, and for what users change of
  /// their own passwords.
  public init(_ fact: UserChanged) {
    self =
      fact.work == nil
      ? .other(ListedBody(fact)) : .other(ListedBody(UserChangedWithWork(plain: fact)))
  }
}
