/// The kind of an entry, as LOOKUP HISTORY shows it. Its raw value is stored in one byte of the
/// book's rows, so there is room for 256 kinds.
public enum EntryKind: UInt8, CaseIterable, Sendable {
  case account, contact, invoice, payment, credit, apply, reverse, note, call, user
  case charge, adjust, writeoff, recovery, refund, unapply, transfer
  case policy = 17
  case approval = 18
  case reject = 19
  case close = 20
  case service = 21
  case verify = 22
  case draft = 23
  case hold = 24
  case releaseHold = 25
  case limit = 26
  case loan = 27
  case rate = 28
  case interest = 29
  case amend = 30
  case assign = 31
  case promise = 35
  case end = 36
  case link = 37
  case prefer = 38
  case plan = 39
  case dispute = 40
  case resolve = 41
  case reage = 42
  case task = 43
  case identify = 44
  case template = 45
  case notice = 46
}

/// The properties of a kind of entry.
struct EntryTraits {
  /// Its word on the wire. It never changes.
  var word: String
  /// What a sentence calls an entry of the kind.
  var article: String
  /// What the subject of its entries names.
  var subject: Subject
  /// Whether its entries belong to an account; nil if some do and others do not.
  var account: Bool?
  /// What its entries change on an account.
  var moves: Movement
  /// Whether its entries need an approval if they are dated into a closed period. Records of what
  /// happened, such as notes, need none, nor do settings of who may do what.
  var waits: Bool
  /// What its entries give up or lend, by a limit's measure.
  var gives: Measure
  /// Whether its entries waive the accrued interest that they take away by being dated back.
  var waives: Bool
  /// Whether its entries may be reversed, and what their reversal gives up.
  var undo: Undo

  /// What entries change, and the column of a `Flow` that adds it up.
  enum Movement {
    case nothing
    /// How credit is applied to items; the balance does not change.
    case coverage
    case charges, payments, credits, adjustments, writeOffs, refunds, transfers, reversals
  }

  /// What `EntryRow.subject` names. Rows that entries make stand in the order of the entries.
  enum Subject {
    /// The row that the entry made in a table.
    case row(Section)
    /// A row that was there in a table.
    case oldRow(Section)
    /// The item or the credit that it made.
    case item, credit
    /// The item that it made where it is a debit, else the credit.
    case itemOrCredit
    /// The row of the pair of an item and a credit that it made.
    case pair
    /// The row of the loan that it made, with an item and a rate.
    case loan
    /// The row of the interest that it charged, with an item where it is a debit, else a credit.
    case interest
    /// A credit that was there.
    case oldCredit
    /// The number of the entry that it reverses.
    case original
    /// The number of an entry that was there.
    case oldEntry
    /// The row of the plan that it made, or of the offer that it accepts.
    case plan
    /// The note or call before it on the account, by its entry's number.
    case note
    /// The row of the call that it made, which names the note before it.
    case call
    /// A day.
    case day
  }

  init(
    _ word: String, _ article: String, subject: Subject, account: Bool?, moves: Movement,
    waits: Bool, gives: Measure, waives: Bool, undo: Undo
  ) {
    (self.word, self.article, self.subject) = (word, article, subject)
    (self.account, self.moves, self.waits) = (account, moves, waits)
    (self.gives, self.waives, self.undo) = (gives, waives, undo)
  }

  /// How much an entry gives up or lends, and of what. Users who may not do as much alone need an
  /// approval.
  enum Measure {
    /// The firm owns and is owed as much as before, or more.
    case nothing
    /// The amount of the credit that it made; nothing if it made none.
    case credit(Concession)
    /// The amount of the item that it made; nothing if it made none.
    case item(Concession)
    /// The amount of the service that it recorded.
    case service(Concession)
    /// By how much it raised a credit limit.
    case raise
    /// The interest that had been charged but has not accrued.
    case interest
    /// What a settlement takes off in the end.
    case discount
    /// What the kind of the entry that it reverses says.
    case undoing
  }

  /// Whether an entry may be reversed.
  enum Undo {
    case nobody
    /// Anybody may: the reversal gives nothing up.
    case anybody
    /// The reversal gives this up, of the entry that is reversed.
    case giving(Measure)
  }
}

extension EntryKind {
  /// The one table of what is asked of a kind. Inlined, so that whoever asks for one thing gets a
  /// jump table of that, and not a value of all.
  @inline(__always)
  var traits: EntryTraits {
    switch self {
    case .account:
      .init(
        "account", "an account", subject: .row(AccountTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .raise, waives: false, undo: .nobody)
    case .contact:
      .init(
        "contact", "a contact", subject: .row(ContactTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    case .invoice:
      .init(
        "invoice", "an invoice", subject: .item,
        account: true, moves: .charges, waits: true,
        gives: .nothing, waives: false, undo: .giving(.item(.creditMemo)))
    case .payment:
      .init(
        "payment", "a payment", subject: .credit,
        account: true, moves: .payments, waits: true,
        gives: .nothing, waives: true, undo: .giving(.credit(.refund)))
    case .credit:
      .init(
        "credit", "a credit", subject: .credit,
        account: true, moves: .credits, waits: true,
        gives: .credit(.creditMemo), waives: true, undo: .anybody)
    case .apply:
      .init(
        "apply", "an application", subject: .oldCredit,
        account: true, moves: .coverage, waits: true,
        gives: .nothing, waives: true, undo: .anybody)
    // What was reversed is posted anew instead of reversing its reversal.
    case .reverse:
      .init(
        "reverse", "a reversal", subject: .original,
        account: true, moves: .reversals, waits: true,
        gives: .undoing, waives: true, undo: .nobody)
    case .note:
      .init(
        "note", "a note", subject: .note,
        account: true, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .call:
      .init(
        "call", "a call", subject: .call,
        account: true, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .user:
      .init(
        "user", "a user", subject: .oldRow(UserTable.section),
        account: false, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .charge:
      .init(
        "charge", "a charge", subject: .item,
        account: true, moves: .charges, waits: true,
        gives: .nothing, waives: false, undo: .giving(.item(.waiver)))
    case .adjust:
      .init(
        "adjust", "an adjustment", subject: .itemOrCredit,
        account: true, moves: .adjustments, waits: true,
        gives: .credit(.adjust), waives: true, undo: .giving(.item(.adjust)))
    case .writeoff:
      .init(
        "writeoff", "a write-off", subject: .credit,
        account: true, moves: .writeOffs, waits: true,
        gives: .credit(.writeoff), waives: true, undo: .anybody)
    case .recovery:
      .init(
        "recovery", "a recovery", subject: .pair,
        account: true, moves: .coverage, waits: true,
        gives: .nothing, waives: false, undo: .giving(.credit(.refund)))
    case .refund:
      .init(
        "refund", "a refund", subject: .item,
        account: true, moves: .refunds, waits: true,
        gives: .item(.refund), waives: false, undo: .giving(.item(.refund)))
    case .unapply:
      .init(
        "unapply", "an unapplication", subject: .oldCredit,
        account: true, moves: .coverage, waits: true,
        gives: .nothing, waives: true, undo: .anybody)
    case .transfer:
      .init(
        "transfer", "a transfer", subject: .pair,
        account: true, moves: .transfers, waits: true,
        gives: .nothing, waives: true, undo: .anybody)
    case .policy:
      .init(
        "policy", "a policy", subject: .row(PolicyTable.section),
        account: false, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    case .approval:
      .init(
        "approval", "an approval", subject: .row(ApprovalTable.section),
        account: nil, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .reject:
      .init(
        "reject", "a reject", subject: .oldRow(ApprovalTable.section),
        account: nil, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .close:
      .init(
        "close", "a close", subject: .day,
        account: false, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .service:
      .init(
        "service", "a service", subject: .row(ServiceTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .giving(.service(.creditMemo)))
    case .verify:
      .init(
        "verify", "a verification", subject: .oldRow(ServiceTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    case .draft:
      .init(
        "draft", "a draft", subject: .row(DraftTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .anybody)
    case .hold:
      .init(
        "hold", "a hold", subject: .row(HoldTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: true, undo: .nobody)
    case .releaseHold:
      .init(
        "release-hold", "the release of a hold", subject: .oldRow(HoldTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    case .limit:
      .init(
        "limit", "a limit", subject: .row(LimitTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .raise, waives: false, undo: .nobody)
    case .loan:
      .init(
        "loan", "a loan", subject: .loan,
        account: true, moves: .charges, waits: true,
        gives: .item(.creditRaise), waives: true, undo: .giving(.item(.adjust)))
    case .rate:
      .init(
        "rate", "a rate", subject: .row(RateTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: true, undo: .nobody)
    case .interest:
      .init(
        "interest", "a charge of interest", subject: .interest,
        account: true, moves: .charges, waits: true,
        gives: .interest, waives: false, undo: .giving(.item(.waiver)))
    // What was amended is amended anew, from the same date, instead of reversing it.
    case .amend:
      .init(
        "amend", "an amendment", subject: .row(AmendmentTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    case .assign:
      .init(
        "assign", "an assignment", subject: .row(AmendmentTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    // What was said is recorded, whatever its date, as in a note.
    case .promise:
      .init(
        "promise", "a promise", subject: .row(PromiseTable.section),
        account: true, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .end:
      .init(
        "end", "an end", subject: .oldEntry,
        account: true, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .link:
      .init(
        "link", "a link", subject: .row(LinkTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    // What was said is recorded, whatever its date, as in a note.
    case .prefer:
      .init(
        "prefer", "a preference", subject: .row(PreferenceTable.section),
        account: true, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .plan:
      .init(
        "plan", "a plan", subject: .plan,
        account: true, moves: .nothing, waits: true,
        gives: .discount, waives: true, undo: .nobody)
    case .dispute:
      .init(
        "dispute", "a dispute", subject: .row(DisputeTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: true, undo: .nobody)
    // What is credited is a credit memo of its own, with its limits.
    case .resolve:
      .init(
        "resolve", "the end of a dispute", subject: .oldRow(DisputeTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    case .reage:
      .init(
        "reage", "a re-aging", subject: .row(ReageTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .anybody)
    // What is to be done is recorded, whatever its date, as in a note.
    case .task:
      .init(
        "task", "a task", subject: .row(TaskTable.section),
        account: true, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    // What it costs is a charge of its own.
    case .notice:
      .init(
        "notice", "a notice", subject: .row(NoticeTable.section),
        account: true, moves: .nothing, waits: true,
        gives: .nothing, waives: false, undo: .nobody)
    // What was said on a call is recorded, as in a note.
    case .identify:
      .init(
        "identify", "an identification", subject: .row(IdentificationTable.section),
        account: true, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    case .template:
      .init(
        "template", "a template", subject: .row(TemplateTable.section),
        account: false, moves: .nothing, waits: false,
        gives: .nothing, waives: false, undo: .nobody)
    }
  }
}
