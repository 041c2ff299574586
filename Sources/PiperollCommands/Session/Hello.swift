import PiperollWire

enum Hello {
  static let spec = CommandSpec(
    "HELLO", "Agrees on the protocol's version and the session's format.", role: nil,
    parameters: [
      Parameter("protocol", .text, .defaulted(protocolVersion), .positional, "the version wanted"),
      Parameter(
        "fmt", .choice(OutputFormat.ofSessions.map(\.rawValue)), .defaulted("tsv"),
        help: "how blocks are written from now on"),
      Parameter("client", .text, help: "the client's name, for the server's log"),
    ],
    example: "HELLO \(protocolVersion) fmt=table",
    fields: [
      FieldSpec("protocol", "the version spoken"), FieldSpec("server", "its name and version"),
      FieldSpec("user", "who is logged in"), FieldSpec("role", "what they may do"),
      FieldSpec("fmt", "how blocks are written"),
    ],
    codes: [.ok, .version], effect: .session(.hello))
}

/// The protocol's name and version.
public let protocolVersion = "PRP/1"
