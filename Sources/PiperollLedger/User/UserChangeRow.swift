/// A change of a user, as `UserChanged` says it.
public struct UserChangeRow: BitwiseCopyable, Sendable {
  var entryWord: UInt32
  /// The user's row.
  public internal(set) var user: UInt32
  var actByte: UInt8
  var roleByte: UInt8
  /// What the role was before; of a new user, that of nobody.
  var formerRoleByte: UInt8
  /// Bits: the user is new; they got a password; it was done on the server's machine.
  var flags: UInt8
  /// Always zero: room for a later field.
  var spare: UInt32 = 0

  static var newBit: UInt8 { 1 }
  static var passwordBit: UInt8 { 2 }
  static var machineBit: UInt8 { 4 }

  /// The entry that made the change.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// What was done.
  public var act: UserChanged.Act { UserChanged.Act(rawValue: actByte)! }
  /// The role since then.
  public var role: Role { Role(rawValue: roleByte)! }
  /// The role until then.
  public var formerRole: Role { Role(rawValue: formerRoleByte)! }
  /// Whether it made the user.
  public var isNew: Bool { flags & Self.newBit != 0 }
  /// Whether the user got a password.
  public var hasPassword: Bool { flags & Self.passwordBit != 0 }
  /// Whether it was done on the server's own machine.
  public var isByMachine: Bool { flags & Self.machineBit != 0 }
}

/// The changes of users, in the order of recording. What `UserSet` changed until 0.2.0 has no row.
enum UserChangeTable: BookTable {
  typealias Row = UserChangeRow
  static var section: Section { Section(42, "user changes") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.nextEntry(row.entry, of: section)
      links.extents[UserTable.section].mustName(row.user)
      links.choice(row.actByte, of: UserChanged.Act.self)
      links.choice(row.roleByte, of: Role.self)
      links.choice(row.formerRoleByte, of: Role.self)
      links.demand(row.flags <= 7 && row.spare == 0)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a change is its entry's, that it begins where the one before it ended, and that
  /// the last one left the role that the user has. An entry of 0.2.0 may lie between two changes.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var last: [UInt32: UserChangeRow] = [:]
    for place in 0..<UInt32(book.userChanges.count) {
      let row = book.userChanges[place]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .user && entry.subject == row.user, "change of a user \(row.entry): its entry"
      )
      demand(
        row.isNew
          ? row.formerRole == .none : last[row.user].map { $0.role == row.formerRole } ?? true,
        "change of a user \(row.entry): the role before it")
      last[row.user] = row
    }
    for (user, row) in last {
      demand(book.users[user].role == row.role, "change of a user \(row.entry): the role")
    }
  }
}
