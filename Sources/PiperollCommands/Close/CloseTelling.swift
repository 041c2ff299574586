import PiperollLedger
import PiperollWire

extension Telling {
  static let close = Telling(
    "a closing", fields: [.closed],
    write: { entry, _, reply in reply.field("closed", entry.row.closedThrough) },
    detail: { entry, _ in "through \(entry.row.closedThrough.text)" },
    amount: { _, _ in nil })
}
