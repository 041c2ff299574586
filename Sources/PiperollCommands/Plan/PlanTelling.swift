import PiperollLedger
import PiperollWire

extension FieldSpec {
  static let wouldNeed = FieldSpec(
    "need", "why an approval is needed; of a dry run, why one would be")
}

extension Telling {
  /// The keys of a plan.
  static let planFields = [
    FieldSpec("total", "what is paid by it in all"),
    FieldSpec("parts", "how many parts there are, with a down payment"),
    FieldSpec("last-due", "when the last part is due"),
    FieldSpec("replaces", "the plan or settlement whose place it takes"),
  ]
  /// The keys of a settlement.
  static let settlementFields =
    [
      FieldSpec("accepts", "the offer that it accepts"),
      FieldSpec("discount", "what is taken off once all of it was paid"),
      FieldSpec("percent", "the same in percent of what is owed"),
      FieldSpec("status", "accepted, or offered"),
    ] + planFields

  static let plan = Telling(
    "a plan or a settlement", fields: settlementFields, write: writePlan,
    // `1000.00 in 7 parts by 2027-06-30`
    detail: { entry, book in
      let row = book.plans[entry.subject]
      if entry.row.isAcceptance { return "accepts offer \(row.entry)" }
      let decimals = book.accounts[row.account].currency.decimals
      let (total, parts) = (row.terms.total.text(decimals: decimals), row.terms.parts.count)
      let way = parts == 1 ? "by" : "in \(parts) parts by"
      let text = "\(total) \(way) \(row.terms.last.text)"
      if !row.isSettlement { return text }
      let verb = row.acceptBy == nil ? "settles" : "would settle"
      return "\(text), \(verb) \(row.open.text(decimals: decimals))"
    },
    amount: { entry, book in
      let row = book.plans[entry.subject]
      return ToldEntry.Amount(row.terms.total, book.accounts[row.account].currency)
    })

  @Sendable private static func writePlan(
    _ entry: ToldEntry, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.plans[entry.subject]
    let currency = book.accounts[row.account].currency
    let terms = row.terms
    if entry.row.isAcceptance { reply.field("accepts", row.entry) }
    if row.isSettlement {
      reply.field("discount", row.discount, currency)
      reply.field("percent", row.percent)
      let isAgreed = row.acceptBy == nil || entry.row.isAcceptance
      reply.field("status", isAgreed ? "accepted" : "offered")
    }
    reply.field("total", terms.total, currency)
    reply.field("parts", terms.parts.count)
    reply.field("last-due", terms.last)
    if let replaces = row.replaces { reply.field("replaces", replaces) }
  }
}

extension EntrySection {
  /// The parts of a plan or a settlement.
  static let schedule = EntrySection(
    section: SectionSpec(
      "schedule", .rows,
      [
        ColumnSpec("part", .count), ColumnSpec("due", .date), ColumnSpec("until", .date),
        ColumnSpec("amount", .money),
      ])
  ) { entry, book, reply in
    let row = book.plans[entry.subject]
    for (place, part) in book.parts(ofPlan: entry.subject).enumerated() {
      reply.beginRow()
      reply.cell(place + 1)
      reply.cell(part.due)
      reply.cell(part.until)
      reply.cell(part.amount, book.accounts[row.account].currency)
      reply.endRow()
    }
  }
}
