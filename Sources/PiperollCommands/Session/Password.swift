import PiperollLedger
import PiperollWire

enum Password {
  static let spec = CommandSpec(
    "PASSWORD", "Changes your own password.", role: .viewer,
    parameters: [
      Parameter("old-password", .secret, .required, help: "the one until now, quoted"),
      Parameter(
        "password", .secret, .required,
        help: "the new one, quoted: at least \(AdminUser.passwordBytesMin) bytes"),
    ],
    example:
      "PASSWORD old-password=\"correct horse battery staple\" password=\"a staple and a horse\"",
    fields: [.entry] + Telling.user.fields,
    codes: [.created, .authFail, .overload, .readOnly], effect: .session(.password))
}
