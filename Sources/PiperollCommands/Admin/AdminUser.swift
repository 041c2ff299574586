public import PiperollLedger
import PiperollWire

enum AdminUser {
  static let spec = CommandSpec(
    "ADMIN USER", "Makes a user, or changes one's role and password.", role: .admin,
    parameters: [
      Parameter("user", .user, .required, .positional, "the user's name"),
      Parameter(
        "role", .choice(Role.words), .required,
        help: "what they may do; none shuts them out at once"),
      Parameter(
        "password", .secret, .defaulted("as it was; a new user has none"),
        help: "at least \(passwordBytesMin) bytes; only its scrypt hash is kept"),
    ],
    example: "ADMIN USER maria role=operator password=\"correct horse battery staple\"",
    fields: [.entry] + Telling.user.fields,
    codes: [.created, .overload, .readOnly, .invalid], effect: .session(.setUser))

  /// NIST SP 800-63B-4 asks for 15 where the password is the only factor of the login.
  static let passwordBytesMin = 15
}

extension Arguments {
  /// The user's name and role in a request ADMIN USER.
  public func newUser() throws(Failure) -> (name: String, role: Role) {
    let name = required("user")
    guard Self.isIdentifier(name) else {
      throw bad("user", "1 to 32 letters, digits and ._/- with a letter or digit first")
    }
    try demandNoCard("user", in: name)
    return (name, try choice("role", Role.self) ?? .viewer)
  }

  /// Refuses a password that is too short. The refusal does not repeat the password.
  public func checkNewPassword(bytes: Int) throws(Failure) {
    if bytes < AdminUser.passwordBytesMin {
      throw bad("password", "at least \(AdminUser.passwordBytesMin) bytes")
    }
  }
}
