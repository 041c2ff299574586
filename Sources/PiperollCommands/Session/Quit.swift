import PiperollWire

enum Quit {
  static let spec = CommandSpec(
    "QUIT", alias: "BYE", "Ends the session after all replies.", role: nil, example: "QUIT",
    codes: [.bye], effect: .session(.quit))
}
