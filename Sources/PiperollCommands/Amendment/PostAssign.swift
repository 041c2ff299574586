import PiperollLedger
import PiperollWire

enum PostAssign {
  static let spec = AccountAmendment(
    words: "POST ASSIGN",
    summary:
      "Says from a day on who works an account, and which portfolio it belongs to. Reports of"
      + " a day before show it where it was.",
    values: [
      Parameter("collector", .text, help: "the collector who works it; none: nobody"),
      Parameter("portfolio", .text, help: "the group of accounts it belongs to; none: to no group"),
    ],
    example: "POST ASSIGN T-1042 collector=kim date=2026-11-23 ref=as-1",
    isAssignment: true, wanted: "an account, and collector= or portfolio=", changes: changes
  ).spec

  @Sendable private static func changes(
    _ arguments: borrowing Arguments
  ) throws(Failure) -> [AccountChange] {
    var changes: [AccountChange] = []
    if let name = try arguments.textOrNone("collector") { changes.append(.collector(name)) }
    if let name = try arguments.textOrNone("portfolio") { changes.append(.portfolio(name)) }
    return changes
  }
}
