import PiperollWire

enum Hello {
  static let spec = CommandSpec(
    "HELLO", "Agrees on the protocol's version and the session's format.", role: nil,
    parameters: [
      Parameter("protocol", .text, .defaulted(protocolVersion), .positional, "the version wanted"),
      Parameter(
        "fmt", .choice(OutputFormat.ofSessions.map(\.rawValue)), .defaulted("tsv"),
        help: "how blocks are written from now on"),
      Parameter(
        "width", .count(Limits.screenWidths), .defaulted("\(Limits.screenWidthUsual)"),
        help: "the columns of your terminal, for fmt=screen"),
      Parameter(
        "class", .choice(SessionClass.words), .defaulted(SessionClass.desk.word),
        help: "script: no person waits; the limits of CAPA for scripts hold"),
      Parameter("client", .text, help: "the client's name, for the server's log"),
    ],
    example: "HELLO \(protocolVersion) fmt=table",
    fields: [
      FieldSpec("protocol", "the version spoken"), FieldSpec("server", "its name and version"),
      FieldSpec("user", "who is logged in"), FieldSpec("role", "what they may do"),
      FieldSpec("fmt", "how blocks are written"),
      FieldSpec("width", "of fmt=screen: the columns that it is laid out for"),
    ],
    codes: [.ok, .version], effect: .session(.hello))
}

/// The protocol's name and version.
public let protocolVersion = "PRP/1"

/// Whom a session is for (`class=` of HELLO). The two share nothing of what a user may have.
public enum SessionClass: UInt8, CaseIterable, Sendable {
  /// A person, who waits for the answers.
  case desk
  /// A program for which nobody waits.
  case script
}

extension SessionClass: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .desk: "desk"
    case .script: "script"
    }
  }
}

extension Arguments {
  /// Whom HELLO says that the session is for; nil if it does not say it.
  public func sessionClass() throws(Failure) -> SessionClass? {
    try choice("class", SessionClass.self)
  }
}

extension Arguments {
  /// The columns that HELLO says a terminal has; nil if it does not say it.
  public func screenWidth() throws(Failure) -> Int? {
    try count("width", in: Limits.screenWidths)
  }
}
