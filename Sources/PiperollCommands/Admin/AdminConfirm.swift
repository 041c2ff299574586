import PiperollLedger
import PiperollWire

enum AdminConfirm {
  static let spec = CommandSpec(
    "ADMIN CONFIRM",
    "Says that a user whom another administrator made is a person of their own: a second pair of"
      + " eyes.",
    role: .admin,
    parameters: [
      Parameter("user", .user, .required, .positional, "the user's name"), .memo,
    ],
    example: "ADMIN CONFIRM olga -- met her on Monday",
    fields: [.entry] + Telling.user.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ effective: Day
  ) throws(Failure) -> Proposal {
    do {
      return Proposal(
        try book.decideConfirmation(of: arguments.required("user"), by: context.user))
    } catch { throw .refused(error) }
  }
}
