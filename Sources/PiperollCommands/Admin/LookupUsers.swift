public import PiperollLedger
public import PiperollWire

enum LookupUsers {
  static let spec = CommandSpec(
    "LOOKUP USERS",
    "Lists the users: what they may do, since when and by whom, in whose hands they are, their"
      + " logins, and what they work.",
    role: .auditor,
    parameters: [Parameter("user", .user, .optional, .positional, "only this user")],
    example: "LOOKUP USERS", fields: [.rows], sections: [users], codes: [.data, .ok, .notFound],
    effect: .session(.users))

  static let users = SectionSpec(
    "users", .rows,
    [
      ColumnSpec("user"), ColumnSpec("role"), ColumnSpec("since", .date),
      ColumnSpec("entry", .count), ColumnSpec("by"), ColumnSpec("approved-by"),
      ColumnSpec("hands"), ColumnSpec("password"), ColumnSpec("certificate"),
      ColumnSpec("last-login"), ColumnSpec("from"), ColumnSpec("sessions", .count),
      ColumnSpec("failures", .count), ColumnSpec("queues"), ColumnSpec("languages"),
      ColumnSpec("portfolios"),
    ])
}

/// What the server knows of a user's logins, which are no entries of the book.
public struct ToldLogins: Sendable {
  /// The last login: UTC, milliseconds since 1970; nil: none is known.
  public var lastAt: Int64?
  /// Where it came from.
  public var address = ""
  /// The serial number of the certificate of the last login with one; empty: none is known.
  public var certificate = ""
  /// Open sessions.
  public var sessions = 0
  /// Wrong passwords for which logins from new addresses wait.
  public var failures = 0

  public init() {}
}

extension ReplyWriter {
  /// Answers LOOKUP USERS.
  /// - Parameter only: the one user who is asked for; nil: all.
  /// - Parameter logins: by the users' names.
  public mutating func write(
    users logins: [String: ToldLogins], only: String?, in book: borrowing Book
  ) {
    status(.data, block: true)
    endLine()
    section(LookupUsers.users)
    let changes = book.lastRoleChanges()
    for row in 0..<UInt32(book.users.count) {
      let name = book.text(book.users[row].name)
      if only == nil || only == name {
        write(row, name, since: changes[Int(row)], logins[name] ?? ToldLogins(), book)
      }
    }
    endBlock()
    endLine()
  }

  private mutating func write(
    _ row: UInt32, _ name: String, since entry: EntryNumber?, _ logins: ToldLogins,
    _ book: borrowing Book
  ) {
    let user = book.users[row]
    beginRow()
    cell(name)
    cell(user.role.word)
    if let entry {
      let who = book.authors(ofEntry: entry)
      cell(book.entries[Int(entry) - 1].effective)
      cell(entry)
      cell(who.by)
      cell(detail: who.approvedBy ?? "")
    } else {
      for _ in 0..<4 { emptyCell() }
    }
    cell(detail: book.hands(holding: row).joined(separator: ","))
    cell(book.text(user.passwordRecord).isEmpty ? "no" : "yes")
    cell(detail: logins.certificate)
    if let last = logins.lastAt { cell(recorded: last) } else { emptyCell() }
    cell(detail: logins.address)
    cell(logins.sessions)
    cell(logins.failures)
    let work = book.work(ofUser: name)
    cell(work.queuesWord)
    cell(work.languagesWord)
    cell(work.portfoliosWord)
    endRow()
  }
}
