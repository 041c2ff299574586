import PiperollLedger
import PiperollWire

extension Telling {
  static let approval = Telling(
    "an approval",
    fields: [
      .approval, .accountField, FieldSpec("need", "why an approval is needed"), .amountField,
      FieldSpec("expires", "the last day on which it can be given"),
      FieldSpec("decided", "the entry that approved or rejected what was asked for"),
    ],
    write: { entry, book, reply in
      let approval = book.approvals[entry.subject]
      reply.field("approval", approval.entry)
      if let account = approval.accountRow {
        reply.field("account", book.accounts[account].id, book)
      }
      reply.field("need", approval.needs.words)
      if let currency = approval.currency, approval.amount > .zero {
        reply.field("amount", approval.amount, currency)
      }
      reply.field("expires", approval.expires)
      if let decided = approval.decided { reply.field("decided", decided) }
    },
    detail: { entry, book in
      let approval = book.approvals[entry.subject]
      return "\(approval.needs.words) \(approval.kind.word)"
    },
    amount: asked)

  static let reject = Telling(
    "a rejection", fields: [.approval],
    write: { entry, book, reply in
      reply.field("approval", book.approvals[entry.subject].entry)
    },
    detail: { entry, book in "of entry \(book.approvals[entry.subject].entry)" },
    amount: asked)

  /// The amount that was asked for.
  @Sendable private static func asked(
    _ entry: ToldEntry, _ book: borrowing Book
  ) -> ToldEntry.Amount? {
    let approval = book.approvals[entry.subject]
    return approval.amount > .zero ? approval.currency.map { (approval.amount, $0) } : nil
  }
}
