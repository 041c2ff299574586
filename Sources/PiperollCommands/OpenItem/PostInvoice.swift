import PiperollLedger
import PiperollWire

enum PostInvoice {
  static let spec = CommandSpec(
    "POST INVOICE", "Bills an invoice, or drafts one.", role: .operator,
    parameters: [
      .account,
      Parameter(
        "invoice", .number, .required, .positional, "its number, unique on the account"),
      .amount, .services, .lines,
      Parameter(
        "draft", .flag, .defaulted("no"),
        help: "yes: it is billed by POST RELEASE; until then nothing is owed for it"),
      .date,
      Parameter(
        "due", .date, .defaulted("date and the account's terms"), help: "when it is to be paid"),
      .memo,
    ],
    example: "POST INVOICE T-1042 INV-3381 1250.00 date=2026-11-02 ref=i-3381 -- November delivery",
    fields: [
      .entry, .accountField, FieldSpec("invoice", "its number"),
      FieldSpec("draft", "of a draft: its number"), .amountField,
      .due, .overLimit, .balance,
    ],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let isDraft = try arguments.flag("draft")
    let account = try arguments.account(in: book)
    let row = book.accounts[account]
    let invoice = try arguments.newItemNumber("invoice")
    let amount = try arguments.money("amount", row.currency)
    let due = try arguments.date("due")
    let contents = try arguments.contents(row.currency)
    do {
      if isDraft {
        return try book.decideDraft(
          account: account, invoice: invoice, amount: amount, date: effective, due: due,
          contents: contents)
      }
      return try book.decideInvoice(
        account: account, invoice: invoice, amount: amount, date: effective,
        due: due ?? book.terms(of: account, on: effective).due(from: effective),
        contents: contents)
    } catch { throw .refused(error) }
  }
}
