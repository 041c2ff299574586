import PiperollLedger
import PiperollWire

enum AdminSnapshot {
  static let spec = CommandSpec(
    "ADMIN SNAPSHOT", "Writes a snapshot of the book now; writes go on meanwhile.", role: .admin,
    example: "ADMIN SNAPSHOT",
    fields: [FieldSpec("sequence", "the last entry in it"), FieldSpec("bytes", "its size")],
    codes: [.ok, .overload, .readOnly], effect: .session(.snapshot))
}
