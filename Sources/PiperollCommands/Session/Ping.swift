import PiperollLedger
import PiperollWire

enum Ping {
  static let spec = CommandSpec(
    "PING", "Answers at once: the connection and the server are alive.", role: .viewer,
    example: "@7 PING", codes: [.ok], effect: .session(.ping),
    isForPhones: true)
}
