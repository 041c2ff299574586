/// A connection that is logged in, with the format of its replies agreed on.
struct Session {
  /// The formats of the protocol that this client asks for.
  enum Format: String { case table, tsv, jsonl }

  let connection: Connection
  /// Nil when nobody is logged in.
  let user: String?

  /// Connects and logs in. Throws with exit code 3 or 4, or 6 when the server asks to come again.
  static func open(_ options: ClientOptions, _ format: Format) throws -> Session {
    // The server does not wait for a person: ask before there is a connection.
    let password = try password(options)
    let deadline = Deadline.after(options.connectTimeout)
    let connection = try Connection.open(
      to: options.address, trust: options.trust, identity: options.identity, deadline: deadline,
      options.connectTimeout)
    // What a question took does not count.
    return try logIn(connection, options, password, format, .after(options.connectTimeout))
  }

  /// The same within one deadline, and without asking anybody.
  static func open(
    _ options: ClientOptions, _ format: Format, within deadline: Deadline
  ) throws -> Session {
    let unattended = options.unattended
    let connection = try Connection.open(
      to: options.address, trust: unattended.trust, identity: options.identity, deadline: deadline,
      options.connectTimeout)
    return try logIn(connection, unattended, try password(unattended), format, deadline)
  }

  private static func password(_ options: ClientOptions) throws -> String? {
    switch options.password {
    case .none: return nil
    case .text(let text): return text
    case .ask:
      guard let user = options.address.user else { return nil }
      return try Terminal.askPassword("Password of \(user) at \(options.address.hostAndPort): ")
    }
  }

  private static func logIn(
    _ connection: Connection, _ options: ClientOptions, _ password: String?, _ format: Format,
    _ deadline: Deadline
  ) throws -> Session {
    do {
      let greeting = try connection.exchange("HELLO PRP/1 fmt=\(format)", deadline)
      guard greeting.status.isSuccess else { throw refusal(greeting.status, .unreachable) }
      var user = greeting.status["user"].flatMap { $0.isEmpty ? nil : $0 }
      if let password {
        guard let name = options.address.user else {
          throw ClientError(.usage, "a password needs a user: piperolls://USER@HOST")
        }
        let line = "AUTH \(RequestWords.argument(name)) password=\(JSONText.quoted(password))"
        let reply = try connection.exchange(line, deadline)
        guard reply.status.isSuccess else { throw refusal(reply.status, .login) }
        user = name
      }
      return Session(connection: connection, user: user)
    } catch {
      connection.close()
      throw error
    }
  }

  private static func refusal(_ status: StatusLine, _ exitCode: ExitCode) -> ClientError {
    ClientError(status.code < 500 ? .retryable : exitCode, status.text)
  }
}
