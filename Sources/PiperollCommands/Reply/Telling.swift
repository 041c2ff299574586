import PiperollLedger
import PiperollWire

/// What the entries of one kind say of themselves on the wire. The reply to a write, its repetition
/// and its dry run derive from it, and so do LOOKUP REF, the `detail` of HISTORY and of other
/// lists, and the amount of an approval.
///
/// A class, because every reply refers to one: a reference is one count to keep, a copy is five.
final class Telling: Sendable {
  /// Writes the keys of `fields` that an entry has, in their order.
  typealias Write =
    @Sendable (_ entry: ToldEntry, _ book: borrowing Book, _ reply: inout ReplyWriter) -> Void
  /// An entry in a line for people; empty where its kind says it all.
  typealias Detail = @Sendable (_ entry: ToldEntry, _ book: borrowing Book) -> String
  /// What an entry is about, whatever it does to a balance; nil where that is no money.
  typealias Amount = @Sendable (_ entry: ToldEntry, _ book: borrowing Book) -> ToldEntry.Amount?

  /// An entry of the kind, behind "of": `a hold`.
  let noun: String
  /// The keys of a reply that are the kind's own. Those that any may have stand in
  /// `FieldSpec.beforeKind` and `afterKind`.
  let fields: [FieldSpec]
  let write: Write
  let detail: Detail
  let amount: Amount

  /// A new kind answers all of it: nothing has a default.
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
  /// The list: to add a kind of entry is to add its line here.
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
    }
  }
}
