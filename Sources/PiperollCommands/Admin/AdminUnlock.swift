public import PiperollLedger
import PiperollWire

enum AdminUnlock {
  static let spec = CommandSpec(
    "ADMIN UNLOCK", "Forgets the wrong passwords of a user, so that no login has to wait for them.",
    role: .admin,
    parameters: [
      Parameter("user", .user, .required, .positional, "the user's name"),
      Parameter("address", .text, help: "forget those of this address too, whoever they were for"),
    ],
    example: "ADMIN UNLOCK maria",
    fields: [
      FieldSpec("user", "the user's name"),
      FieldSpec("failures", "how many wrong passwords were forgotten"),
    ],
    codes: [.ok, .notFound], effect: .session(.unlock))
}

extension Arguments {
  /// The name in `user=`, of a user whom the book has.
  public func knownUser(in book: borrowing Book) throws(Failure) -> String {
    let name = required("user")
    guard book.user(name) != nil else { throw .refused(.userNotFound(name)) }
    return name
  }
}
