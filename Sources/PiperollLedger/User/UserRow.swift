/// A user, who may log in.
public struct UserRow: BitwiseCopyable, Sendable {
  /// The name with which the user logs in.
  public internal(set) var name: TextReference
  /// The record of the password's scrypt hash; empty if the user logs in only with a certificate.
  public internal(set) var passwordRecord: TextReference
  var roleWord: UInt64

  /// What the user may do.
  public var role: Role { Role(rawValue: UInt8(roleWord))! }
}

/// The users.
enum UserTable: BookTable {
  typealias Row = UserRow
  static var section: Section { Section(40, "users") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from _: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.text(row.name)
      links.text(row.passwordRecord)
      links.choice(row.roleWord, of: Role.self)
    }
  }

  static func count(in rows: Column<Row>, at _: Known) -> Int {
    rows.count
  }

  /// Checks that no two users have the same name.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for user in 0..<UInt32(book.users.count) {
      let name = book.text(book.users[user].name)
      demand(book.findUser(name) == user, "user \(name): the name")
    }
  }
}
