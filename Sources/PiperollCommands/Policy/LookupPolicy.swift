import PiperollLedger
import PiperollWire

enum LookupPolicy {
  static let spec = CommandSpec(
    "LOOKUP POLICY",
    "Shows the policies in force, since when and by which entry; for one policy, all its values.",
    role: .viewer,
    parameters: [
      Parameter("policy", .choice(Policy.names), .defaulted("all"), .positional, "which policy"),
      .asOfToday,
    ],
    example: "LOOKUP POLICY writeoff-limit as-of=2026-12-01",
    fields: [.asOf, .known, .closed, .rows], sections: [policies, versions], codes: [.data, .ok],
    effect: .search(run))

  private static let policies = SectionSpec(
    "policies", .rows,
    [
      ColumnSpec("policy"), ColumnSpec("scope"), ColumnSpec("currency"), ColumnSpec("value"),
      ColumnSpec("since", .date), ColumnSpec("entry", .count), ColumnSpec("by"),
      ColumnSpec("default"), ColumnSpec("help"),
    ],
    screen: ScreenLayout([
      "policy", "scope", "since", "by", ScreenColumn("value", of: ["value", "currency"]),
      ScreenColumn("help", of: ["help", .init("default", after: "; without it: ")]),
      .ifRoom("entry"),
    ]))
  private static let versions = SectionSpec(
    "versions", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("recorded"),
      ColumnSpec("scope"), ColumnSpec("currency"), ColumnSpec("value"), ColumnSpec("by"),
      ColumnSpec("text"),
    ],
    screen: ScreenLayout([
      "date", "scope", "currency", "value", "by", "text", "entry", .ifRoom("recorded"),
    ]))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.asOfToday(in: book, context)
    let one = arguments.has("policy") ? try arguments.policy("policy") : nil
    reply.status(.data, block: true)
    reply.fields(asOf)
    if let closed = book.closedThrough { reply.field("closed", closed) }
    reply.endLine()
    reply.section(policies)
    for policy in one.map({ [$0] }) ?? Policy.allCases { write(policy, asOf.day, book, &reply) }
    if let one {
      reply.section(versions)
      // Without as-of= all that is recorded is shown, also what is set from a later day on.
      let last = arguments.has("as-of") ? asOf.day : .last
      for row in book.rows(of: one) where book.policies[row].effective <= last {
        write(version: row, book, &reply)
        try await turns.row(&reply)
      }
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  /// Writes a row for each scope and currency for which the policy has a value of its own. If it
  /// has none, writes one row with the default.
  private static func write(
    _ policy: Policy, _ day: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    var inForce: [UInt32] = []
    for row in book.rows(of: policy) {
      let set = book.policies[row]
      let last = book.row(of: policy, on: day, for: set.scope, in: set.currency)
      if last == row, book.value(ofPolicy: row) != nil { inForce.append(row) }
    }
    for row in inForce { write(policy, row, book, &reply) }
    if inForce.isEmpty { write(policy, nil, book, &reply) }
  }

  private static func write(
    _ policy: Policy, _ row: UInt32?, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(policy.name)
    if let row {
      let set = book.policies[row]
      writeScope(row, book, &reply)
      reply.cell(policyText(row, book))
      reply.cell(set.effective)
      reply.cell(set.entry)
      reply.cell(symbol: book.entries[Int(set.entry) - 1].actor, book)
    } else {
      reply.emptyCell()
      reply.emptyCell()
      reply.cell(detail: policy.defaultValue(for: .all)?.text ?? "")
      for _ in 0..<3 { reply.emptyCell() }
    }
    reply.cell(policy.defaultText)
    reply.cell(policy.help)
    reply.endRow()
  }

  private static func writeScope(
    _ row: UInt32, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.cell(detail: book.policies[row].scope.word ?? "")
    reply.cell(detail: book.policies[row].currency?.code ?? "")
  }

  private static func write(
    version row: UInt32, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let set = book.policies[row]
    let entry = book.entries[Int(set.entry) - 1]
    reply.beginRow()
    reply.cell(set.entry)
    reply.cell(set.effective)
    reply.cell(recorded: entry.recorded)
    writeScope(row, book, &reply)
    reply.cell(policyText(row, book))
    reply.cell(symbol: entry.actor, book)
    reply.cell(book.memo(of: set.entry), book)
    reply.endRow()
  }
}
