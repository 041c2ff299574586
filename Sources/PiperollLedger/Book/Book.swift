import Synchronization

/// The state that all entries add up to: the accounts, their items and credits, and who did what.
///
/// It decides (`decide...` functions: what fact would this act be, or which rule refuses it?) and
/// it applies entries; it does no I/O and reads no clock. It is not copied by accident: `view()`
/// makes a point-in-time copy that shares every page which is not written afterwards.
public struct Book: ~Copyable, Sendable {
  /// Every text, named by the rows.
  public internal(set) var arena = TextArena()
  /// The texts that many rows share.
  public internal(set) var symbols = Symbols()

  /// In the order they were opened.
  public internal(set) var accounts = Column<AccountRow>()
  /// In the order they were added.
  public internal(set) var contacts = Column<ContactRow>()
  /// The numbers of the contacts.
  public internal(set) var phones = Column<PhoneRow>()
  /// The invoices and other items, open or not; the three columns below stand beside it, row by
  /// row.
  public internal(set) var items = Column<ItemRow>()
  /// An item's account.
  public internal(set) var itemAccount = Column<UInt32>()
  /// When an item is to be paid.
  public internal(set) var itemDue = Column<Day>()
  /// What is left of an item now; zero once it is covered or void.
  public internal(set) var itemRemaining = Column<Money>()
  /// Payments, credit memos and what else lowers a balance, used up or not.
  public internal(set) var credits = Column<CreditRow>()
  /// What was set against what, and what of it was taken back.
  public internal(set) var applications = Column<ApplicationRow>()
  /// Everything that was recorded, in its order.
  public internal(set) var entries = Column<EntryRow>()
  /// The second accounts of those entries that have one.
  public internal(set) var legs = Column<LegRow>()
  /// The items and credits of those entries that made both.
  public internal(set) var pairs = Column<PairRow>()
  /// The free texts of entries.
  var memos = Column<MemoRow>()
  /// Checks, card tokens and the like of payments.
  var tenderDetails = Column<MemoRow>()
  /// The telephone calls that were noted.
  public internal(set) var calls = Column<CallRow>()
  /// The callers' references.
  public internal(set) var references = Column<ReferenceRow>()
  /// What was set of policies, in the order of recording.
  public internal(set) var policies = Column<PolicyRow>()
  /// Where the chains begin that only some accounts have.
  var heads = Column<HeadRow>()
  /// The rates of interest, each from a day on.
  public internal(set) var rates = Column<RateRow>()
  /// The loans; the principal of each is an item.
  public internal(set) var loans = Column<LoanRow>()
  /// What interest was charged.
  var interestCharges = Column<InterestRow>()
  /// Why something may not be done for now, and why it might not.
  public internal(set) var holds = Column<HoldRow>()
  /// What credit limits were raised or lowered to.
  public internal(set) var limits = Column<LimitRow>()
  /// What was rendered and may be billed.
  public internal(set) var services = Column<ServiceRow>()
  /// The invoices that were drafted, billed since or not.
  public internal(set) var drafts = Column<DraftRow>()
  /// What invoices and drafts are made of, where that is told.
  public internal(set) var lines = Column<LineRow>()
  /// What of credits stayed unapplied because items were on hold.
  var heldBacks = Column<AmountRow>()
  /// What waits for an approval or waited, in the order of recording.
  public internal(set) var approvals = Column<ApprovalRow>()
  /// The entries that approvals let through.
  var carriedOut = Column<CarriedOutRow>()
  /// What had its late fee.
  var lateFees = Column<LateFeeRow>()
  /// Who may log in.
  public internal(set) var users = Column<UserRow>()
  /// The totals of each currency, in the order of first use.
  public internal(set) var controls = Column<ControlRow>()

  var accountIndex = HashIndex()
  /// By number: the first item that has it.
  var invoiceIndex = HashIndex()
  /// By number and account: the others that have it. Where every number is the book's own, it is
  /// empty.
  var accountInvoiceIndex = HashIndex()
  var phoneIndex = HashIndex()
  var referenceIndex = HashIndex()
  var headIndex = HashIndex()

  /// The rows of each policy, by its code: found from the rows, and in no snapshot.
  var policyRows = [[UInt32]](repeating: [], count: Int(UInt8.max) + 1)

  /// The latest effective date of any entry but those that set a policy, which may be far ahead:
  /// see `stands(at:)`.
  public internal(set) var latestEffective = Day.first
  /// Whether it is a view of the past (`view(known:)`), with rows that tell of later entries.
  public internal(set) var isPast = false

  /// The last day that is closed; nil while none is.
  public internal(set) var closedThrough: Day?

  /// Never read. A type with it in is used where it lies. Without it the compiler takes the book
  /// for a value like any other, and copies all its heads, 1.4 KB, to the stack before many a call:
  /// ten times for a payment.
  private let isUsedInPlace = Atomic<Bool>(false)

  public init() {}

  /// The number of the last entry; 0 in a new book.
  public var sequence: EntryNumber { EntryNumber(entries.count) }

  /// The time of the last entry, which the next may not precede.
  public var lastRecorded: Int64 { entries.count == 0 ? 0 : entries[entries.count - 1].recorded }

  /// A copy of this moment, for a report, a snapshot or a trial: cheap, and unmoved by later
  /// writes.
  public func view() -> Book {
    var copy = Book()
    var copier = TableCopier()
    copy.arena = arena
    Self.forEachTable(of: self, &copy, &copier)
    Self.forEachIndex(of: self, &copy, &copier)
    copy.policyRows = policyRows
    copy.latestEffective = latestEffective
    copy.closedThrough = closedThrough
    return copy
  }

  /// A book to try entries on and throw away: what is written to it never reaches this one, nor
  /// what this one writes meanwhile.
  public func trial() -> Book {
    var copy = view()
    copy.arena.fork()
    return copy
  }

  /// The text that a row's reference names.
  public func text(_ reference: TextReference) -> String { arena[reference] }

  /// The text of a symbol.
  public func text(symbol: UInt32) -> String { arena[symbols[symbol]] }

  /// The entry of a number.
  public func entry(_ number: EntryNumber) -> EntryRow? {
    (1...max(sequence, 1)).contains(number) && number <= sequence ? entries[Int(number) - 1] : nil
  }
}
