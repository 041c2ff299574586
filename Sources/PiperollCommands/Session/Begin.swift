import PiperollLedger
import PiperollWire

enum Begin {
  static let spec = CommandSpec(
    "BEGIN", "Opens a list: the writes that follow are queued until COMMIT runs all or none.",
    role: .operator, example: "BEGIN", codes: [.ok], effect: .session(.begin))
}
