import PiperollLedger
import PiperollWire

/// How entries of one kind are told on the wire. From it derive the reply to a write, to its dry
/// run and to its repetition, LOOKUP REF, the `detail` of LOOKUP HISTORY and of other lists, and
/// the amount of an approval.
///
/// A class, because every reply uses one: copying a reference costs one retain, copying a struct
/// would cost five.
final class Telling: Sendable {
  /// Writes those of `fields` that an entry has, in their order.
  typealias Write =
    @Sendable (_ entry: ToldEntry, _ book: borrowing Book, _ reply: inout ReplyWriter) -> Void
  /// An entry in one line for people; empty where its kind says everything.
  typealias Detail = @Sendable (_ entry: ToldEntry, _ book: borrowing Book) -> String
  /// The amount that an entry is about, whatever its effect on a balance; nil if it is not about
  /// money.
  typealias Amount = @Sendable (_ entry: ToldEntry, _ book: borrowing Book) -> ToldEntry.Amount?

  /// What an entry of the kind is called behind "of": `a hold`.
  let noun: String
  /// The keys of a reply that only this kind has. Those that any kind may have are in
  /// `FieldSpec.beforeKind` and `afterKind`.
  let fields: [FieldSpec]
  let write: Write
  let detail: Detail
  let amount: Amount

  /// Nothing has a default, so that a new kind of entry has to decide on each of these.
  init(
    _ noun: String, fields: [FieldSpec], write: @escaping Write, detail: @escaping Detail,
    amount: @escaping Amount
  ) {
    self.noun = noun
    self.fields = fields
    self.write = write
    self.detail = detail
    self.amount = amount
  }
}

extension EntryKind {
  /// The telling of each kind. A new kind of entry needs a line here.
  var telling: Telling {
    switch self {
    case .account: .account
    case .contact: .contact
    case .invoice: .invoice
    case .payment: .payment
    case .credit: .credit
    case .apply: .apply
    case .reverse: .reverse
    case .note: .note
    case .call: .call
    case .user: .user
    case .charge: .charge
    case .adjust: .adjust
    case .writeoff: .writeoff
    case .recovery: .recovery
    case .refund: .refund
    case .unapply: .unapply
    case .transfer: .transfer
    case .policy: .policy
    case .approval: .approval
    case .reject: .reject
    case .close: .close
    case .service: .service
    case .verify: .verify
    case .draft: .draft
    case .hold: .hold
    case .releaseHold: .releaseHold
    case .limit: .limit
    case .loan: .loan
    case .rate: .rate
    case .interest: .interest
    case .amend: .amend
    case .assign: .assign
    case .promise: .promise
    case .end: .end
    case .link: .link
    case .prefer: .prefer
    case .plan: .plan
    case .dispute: .dispute
    case .resolve: .resolve
    case .reage: .reage
    case .task: .task
    case .identify: .identify
    case .notice: .notice
    case .template: .template
    }
  }
}
