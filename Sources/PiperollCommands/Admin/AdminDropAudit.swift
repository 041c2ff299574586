import PiperollLedger
import PiperollWire

enum AdminDropAudit {
  static let spec = CommandSpec(
    "ADMIN DROP-AUDIT",
    "Removes the files of the audit trail all of whose records are older than a day; the trail"
      + " itself says that.",
    role: .admin,
    parameters: [
      Parameter(
        "before", .date, .required, .keyed,
        "a day that is longer ago than the policy audit-days says")
    ],
    example: "ADMIN DROP-AUDIT before=2019-11-01",
    fields: [FieldSpec("first", "the sequence with which the trail begins then")],
    codes: [.ok], effect: .session(.dropAudit))
}
