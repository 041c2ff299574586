import PiperollLedger
import PiperollWire

enum Abort {
  static let spec = CommandSpec(
    "ABORT", "Drops the list that BEGIN has opened: nothing of it is written.",
    role: .operator, example: "ABORT", fields: [FieldSpec("dropped", "how many lines it had")],
    codes: [.ok], effect: .session(.abort))
}
