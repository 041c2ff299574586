import PiperollLedger
import PiperollWire

enum LookupRef {
  static let spec = CommandSpec(
    "LOOKUP REF", "Says whether a write happened, and what it came to.", role: .viewer,
    parameters: [
      Parameter("ref", .reference, .required, .positional, "the reference it was sent with")
    ],
    example: "LOOKUP REF lb-17-4",
    fields: [
      FieldSpec("ref", "the reference"), FieldSpec("kind", "what was recorded"), .entry,
      .accountField, FieldSpec("invoice", "of an invoice: its number"), .amountField,
      FieldSpec("due", "of an invoice or a draft: when it is to be paid"),
      FieldSpec("credit", "of an application: the payment or credit memo"), .applied, .unapplied,
      FieldSpec("code", "of a service: what it was"),
      FieldSpec("service", "of a verification: the entry that recorded the service"),
      FieldSpec("draft", "of a draft: its number"),
      .held, FieldSpec("hold", "of a hold or its release: what kind of hold"),
      FieldSpec("from", "of a hold: its first day"), FieldSpec("until", "of a hold: its last day"),
      FieldSpec("released", "of a release: the entry that placed the hold"),
      FieldSpec("reversed", "of a reversal: the entry that is undone"),
      FieldSpec("item", "of a charge, a hold or the like: the number of its item"),
      FieldSpec("to", "of a transfer: the account that got it"),
      FieldSpec("limit", "of a credit limit: what it was set to"),
      FieldSpec("was", "of a credit limit: the one before"), .overLimit,
      FieldSpec("effect", "what it did to the balance"), .balance,
      FieldSpec("to-over-limit", "of a reversed transfer: what that account owes above its limit"),
      FieldSpec("to-balance", "of a transfer: that account's balance after it"),
      FieldSpec("entries", "of what was approved: how many it recorded, where they are several"),
      FieldSpec("fee", "of a reversal: the entry of its fee"), FieldSpec("fee-amount", "the fee"),
      FieldSpec("policy", "of a policy: which"), FieldSpec("scope", "of a policy: for whom"),
      FieldSpec("currency", "of a policy: of its amount"),
      FieldSpec("value", "of a policy: what it was set to"),
      FieldSpec("instalment", "of a loan: what is to be paid each time"),
      FieldSpec("rate", "of a rate: percent a year"),
      FieldSpec("through", "of interest: the last day that was charged"),
      FieldSpec("closed", "of a closing: the last day that is closed"),
    ],
    codes: [.ok, .notFound], effect: .read(run))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let name = arguments.required("ref")
    guard let reference = book.reference(name) else { throw .refused(.referenceNotFound(name)) }
    let outcome = book.outcome(of: reference.entry)
    reply.status(.ok)
    reply.field("ref", name)
    reply.field("kind", outcome.kind.word)
    reply.fields(of: outcome, in: book)
    reply.endLine()
    return reference.entry
  }
}
