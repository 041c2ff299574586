import PiperollTLS

/// A connection that is logged in, with the format of its replies agreed on.
struct Session {
  /// The formats of the protocol that this client asks for.
  enum Format: Equatable {
    case table, tsv, jsonl
    /// Laid out by the server for a terminal of so many columns.
    case screen(width: Int)

    /// What HELLO says for it.
    var words: String {
      switch self {
      case .table: "fmt=table"
      case .tsv: "fmt=tsv"
      case .jsonl: "fmt=jsonl"
      case .screen(let width): "fmt=screen width=\(width)"
      }
    }
  }

  let connection: Connection
  /// The format that was agreed on.
  let format: Format
  /// The server's name and version; nil: it does not say.
  let server: String?
  /// Nil when nobody is logged in.
  var user: String?

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

  /// The password, asked for at the terminal if that is how it comes; nil: none is needed.
  static func password(_ options: ClientOptions) throws -> Secret? {
    switch options.password {
    case .none: return nil
    case .text(let text): return text
    case .ask:
      guard let user = options.address.user else { return nil }
      return try Terminal.askPassword("Password of \(user) at \(options.address.hostAndPort): ")
    }
  }

  private static func logIn(
    _ connection: Connection, _ options: ClientOptions, _ password: Secret?, _ format: Format,
    _ deadline: Deadline
  ) throws -> Session {
    do {
      var format = format
      var greeting = try connection.exchange("HELLO PRP/1 \(format.words)", deadline)
      if case .screen = format, ["fmt", "width"].contains(greeting.status["key"]) {
        // A server from before there were screens.
        format = .table
        greeting = try connection.exchange("HELLO PRP/1 \(format.words)", deadline)
      }
      guard greeting.status.isSuccess else { throw refusal(greeting.status, .unreachable) }
      var user = greeting.status["user"].flatMap { $0.isEmpty ? nil : $0 }
      if let password {
        guard let name = options.address.user else {
          throw ClientError(.usage, "a password needs a user: piperolls://USER@HOST")
        }
        sendLogin(name, password, on: connection)
        let reply = try connection.reply(deadline)
        guard reply.status.isSuccess else { throw refusal(reply.status, .login) }
        user = name
      }
      return Session(
        connection: connection, format: format, server: greeting.status["server"], user: user)
    } catch {
      connection.close()
      throw error
    }
  }

  /// Sends AUTH. No copy of the password is left behind.
  private static func sendLogin(_ name: String, _ password: Secret, on connection: Connection) {
    let start = Array("AUTH \(RequestWords.argument(name)) password=".utf8)
    var line: [UInt8] = []
    line.reserveCapacity(start.count + JSONText.quotedBytesMax(password.count) + 1)
    line += start
    password.withUnsafeBytes { JSONText.quote($0, into: &line) }
    line.append(UInt8(ascii: "\n"))
    connection.send(line)
    line.withUnsafeMutableBytes(Secret.cleanse)
  }

  private static func refusal(_ status: StatusLine, _ exitCode: ExitCode) -> ClientError {
    ClientError(status.code < 500 ? .retryable : exitCode, status.text)
  }
}
