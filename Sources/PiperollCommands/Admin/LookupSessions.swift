public import PiperollLedger
public import PiperollWire

enum LookupSessions {
  static let spec = CommandSpec(
    "LOOKUP SESSIONS",
    "Lists your open sessions; an administrator sees those of all users.", role: .viewer,
    parameters: [Parameter("user", .user, .optional, .positional, "only this user's")],
    example: "LOOKUP SESSIONS", fields: [.rows], sections: [sessions], codes: [.data, .ok],
    effect: .session(.sessions))

  static let sessions = SectionSpec(
    "sessions", .rows,
    [
      ColumnSpec("session", .count), ColumnSpec("user"), ColumnSpec("role"),
      ColumnSpec("login"), ColumnSpec("address"), ColumnSpec("since"),
      ColumnSpec("idle", .count), ColumnSpec("own"),
    ])
}

enum AdminSession {
  static let spec = CommandSpec(
    "ADMIN SESSION",
    "Ends a session of yours, or all others of yours; an administrator ends anybody's.",
    role: .viewer,
    parameters: [
      Parameter(
        "end", .text, .required,
        help: "its number, as LOOKUP SESSIONS has it; others: all of yours but this one")
    ],
    example: "ADMIN SESSION end=others",
    fields: [FieldSpec("ended", "how many sessions were ended")],
    codes: [.ok, .notFound], effect: .session(.endSession))
}

/// The sessions that ADMIN SESSION is to end.
public enum SessionsToEnd: Sendable {
  case one(Int)
  /// All of the user's own but the one that asks.
  case others
}

extension Arguments {
  /// The user in `user=` of LOOKUP SESSIONS; nil if it was not given.
  public func sessionsUser() -> String? { text("user") }

  /// `end=` of ADMIN SESSION.
  public func sessionsToEnd() throws(Failure) -> SessionsToEnd {
    let word = required("end")
    if word.lowercased() == "others" { return .others }
    guard let number = Self.number(word) else {
      throw bad("end", "the number of a session, as LOOKUP SESSIONS has it, or others")
    }
    return .one(Int(number))
  }
}

/// An open session, as LOOKUP SESSIONS tells it.
public struct ToldSession: Sendable {
  public var number: Int
  public var user: String
  public var role: Role
  /// How the user logged in: `password` or `certificate`.
  public var login: String
  public var address: String
  /// When it was opened: UTC, milliseconds since 1970.
  public var since: Int64
  /// Seconds since the client last sent something.
  public var idle: Int64
  /// Whether it is the session that asks.
  public var isOwn: Bool

  public init(
    number: Int, user: String, role: Role, login: String, address: String, since: Int64,
    idle: Int64, isOwn: Bool
  ) {
    self.number = number
    self.user = user
    self.role = role
    self.login = login
    self.address = address
    self.since = since
    self.idle = idle
    self.isOwn = isOwn
  }
}

extension ReplyWriter {
  /// Answers LOOKUP SESSIONS.
  public mutating func write(_ sessions: [ToldSession]) {
    status(.data, block: true)
    endLine()
    section(LookupSessions.sessions)
    for session in sessions {
      beginRow()
      cell(session.number)
      cell(session.user)
      cell(session.role.word)
      cell(session.login)
      cell(session.address)
      cell(recorded: session.since)
      cell(session.idle)
      cell(session.isOwn ? "yes" : "no")
      endRow()
    }
    endBlock()
    endLine()
  }
}
