/// Somebody who may log in.
public struct UserRow: BitwiseCopyable, Sendable {
  /// By which they log in.
  public internal(set) var name: TextReference
  /// Of the scrypt hash; empty: by certificate only.
  public internal(set) var passwordRecord: TextReference
  var roleWord: UInt64

  /// What they may do.
  public var role: Role { Role(rawValue: UInt8(roleWord))! }
}

/// Who may log in.
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

  /// A name is one user's.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for user in 0..<UInt32(book.users.count) {
      let name = book.text(book.users[user].name)
      demand(book.findUser(name) == user, "user \(name): the name")
    }
  }
}
