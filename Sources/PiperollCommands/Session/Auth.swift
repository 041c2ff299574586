import PiperollWire

enum Auth {
  static let spec = CommandSpec(
    "AUTH", "Logs in with a password. A client certificate logs in without it.", role: nil,
    parameters: [
      Parameter("user", .user, .required, .positional, "the user's name"),
      Parameter("password", .secret, .required, help: "quoted, so that it may hold anything"),
    ],
    example: "AUTH maria password=\"correct horse battery staple\"",
    fields: [FieldSpec("user", "who is logged in"), FieldSpec("role", "what they may do")],
    codes: [.ok, .authFail, .overload], effect: .session(.auth))
}
