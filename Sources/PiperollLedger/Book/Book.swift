import Synchronization

/// The state that all entries add up to: the accounts, their items and credits, and who did what.
///
/// The book decides: a `decide...` function returns the fact that a request would record, or throws
/// the rule that refuses it. The book also applies entries. It does no I/O and reads no clock. It
/// cannot be copied by accident. `view()` makes a copy of one moment, which shares all pages with
/// the book until the book writes to them.
public struct Book: ~Copyable, Sendable {
  /// All texts; rows refer to them by `TextReference`.
  public internal(set) var arena = TextArena()
  /// The texts that many rows share.
  public internal(set) var symbols: Symbols

  /// The accounts, in the order they were opened.
  public internal(set) var accounts = Column<AccountRow>()
  /// The contacts, in the order they were added.
  public internal(set) var contacts = Column<ContactRow>()
  /// The telephone numbers of the contacts.
  public internal(set) var phones = Column<PhoneRow>()
  /// The invoices and other items, open or not. The next three columns have one row for each item,
  /// in the same order.
  public internal(set) var items = Column<ItemRow>()
  /// An item's account.
  public internal(set) var itemAccount = Column<UInt32>()
  /// The day on which an item is due.
  public internal(set) var itemDue = Column<Day>()
  /// What is left to pay of an item now; zero once it is covered or void.
  public internal(set) var itemRemaining = Column<Money>()
  /// Payments, credit memos and everything else that lowers a balance, whether or not something of
  /// them is left.
  public internal(set) var credits = Column<CreditRow>()
  /// The amounts of credits applied to items, and the corrections of these rows.
  public internal(set) var applications = Column<ApplicationRow>()
  /// All entries, in the order of recording.
  public internal(set) var entries = Column<EntryRow>()
  /// The second account of each entry that moves money between two accounts.
  public internal(set) var legs = Column<LegRow>()
  /// The item and the credit of each entry that made both.
  public internal(set) var pairs = Column<PairRow>()
  /// The memos of entries.
  var memos = Column<MemoRow>()
  /// The tender details of payments: check numbers, card tokens and the like.
  var tenderDetails = Column<MemoRow>()
  /// The telephone calls that were noted.
  public internal(set) var calls = Column<CallRow>()
  /// The references that clients gave with their requests.
  public internal(set) var references = Column<ReferenceRow>()
  /// Every setting of a policy, in the order of recording.
  public internal(set) var policies = Column<PolicyRow>()
  /// Where each chain begins that only some accounts have.
  var heads = Column<HeadRow>()
  /// The interest rates of accounts, each from a day on.
  public internal(set) var rates = Column<RateRow>()
  /// The loans. The principal of each loan is an item.
  public internal(set) var loans = Column<LoanRow>()
  /// The charges of interest.
  var interestCharges = Column<InterestRow>()
  /// The holds, in force or not. A hold says what may not be done for now, and why.
  public internal(set) var holds = Column<HoldRow>()
  /// The changes of credit limits.
  public internal(set) var limits = Column<LimitRow>()
  /// The services that were rendered. They may be billed.
  public internal(set) var services = Column<ServiceRow>()
  /// The drafted invoices, billed since or not.
  public internal(set) var drafts = Column<DraftRow>()
  /// The services and lines of invoices and drafts, for those documents that list them.
  public internal(set) var lines = Column<LineRow>()
  /// The amounts of credit that entries left unapplied because items were on hold.
  var heldBacks = Column<AmountRow>()
  /// The requests for an approval, decided or not, in the order of recording.
  public internal(set) var approvals = Column<ApprovalRow>()
  /// The entries that were recorded because an approval allowed them.
  var carriedOut = Column<CarriedOutRow>()
  /// The items and instalments that a late fee was charged for.
  var lateFees = Column<LateFeeRow>()
  /// The amendments of accounts and contacts.
  public internal(set) var amendments = Column<AmendmentRow>()
  /// The fields that amendments changed, with their new values.
  var changes = Column<ChangeRow>()
  /// What is known of notes besides their texts.
  public internal(set) var notes = Column<NoteRow>()
  /// Who was asked who they are.
  public internal(set) var identifications = Column<IdentificationRow>()
  /// When calls and messages were, where that was said.
  var noteTimes = Column<NoteTimeRow>()
  /// The promises, kept or not.
  public internal(set) var promises = Column<PromiseRow>()
  /// What is known of contacts beside their names and how to reach them.
  var persons = Column<PersonRow>()
  /// The email addresses of contacts, but for the first of each.
  var emails = Column<EmailRow>()
  /// Which accounts contacts lead to, and which of them are one person.
  public internal(set) var links = Column<LinkRow>()
  /// What people, creditors and courts have said of how they may be reached.
  public internal(set) var preferences = Column<PreferenceRow>()
  /// The plans and settlements, in force or not.
  public internal(set) var plans = Column<PlanRow>()
  /// The items that plans are for.
  var planItems = Column<PlanItemRow>()
  /// What settlements took off.
  var settled = Column<SettledRow>()
  /// The disputes, resolved or not.
  public internal(set) var disputes = Column<DisputeRow>()
  /// The items that disputes are about.
  var disputeItems = Column<DisputeItemRow>()
  /// What says that items are aged from another day than they are due.
  public internal(set) var reages = Column<ReageRow>()
  /// The items of these.
  var reageItems = Column<ReageItemRow>()
  /// The items that promises are for.
  var promiseItems = Column<PromiseItemRow>()
  /// The tasks, done or not.
  public internal(set) var tasks = Column<TaskRow>()
  /// The letters and emails that the desk sends, and what came to a level by them.
  public internal(set) var notices = Column<NoticeRow>()
  var noticeParts = Column<NoticePartRow>()
  /// The templates of letters that were set, in the order of recording.
  public internal(set) var templates = Column<TemplateRow>()
  /// The users who may log in.
  public internal(set) var users = Column<UserRow>()
  /// The changes of users, in the order of recording.
  public internal(set) var userChanges = Column<UserChangeRow>()
  /// What users work, where that was said.
  var userWorks = Column<UserWorkRow>()
  /// The general-ledger totals of each currency, in the order in which currencies were first used.
  public internal(set) var controls = Column<ControlRow>()

  /// What the keys of the indices are hashed with.
  public let hashKey: HashKey
  var accountIndex = HashIndex()
  /// Finds, by number, the first item with that number.
  var invoiceIndex = HashIndex()
  /// Finds, by number and account, each further item with a number that another item has. It is
  /// empty if no number occurs twice.
  var accountInvoiceIndex = HashIndex()
  var phoneIndex = HashIndex()
  var referenceIndex = HashIndex()
  var headIndex = HashIndex()

  /// The names as searches compare them. They are derived, and in no snapshot.
  var foldedAccountNames = FoldedNames()
  var foldedContactNames = FoldedNames()
  var foldedAmendedNames = FoldedNames()

  /// The rows of each policy, by the policy's code. It is rebuilt from the table and is in no
  /// snapshot.
  var policyRows = [[UInt32]](repeating: [], count: Int(UInt8.max) + 1)

  /// The latest effective date of all entries except those that set a policy, which may be dated
  /// far ahead. See `stands(at:)`.
  public internal(set) var latestEffective = Day.first
  /// Whether this is a view of the past (`view(known:)`), whose rows may hold traces of later
  /// entries.
  public internal(set) var isPast = false

  /// The first entry that is only tried; none where this is no trial.
  private(set) var firstTried = EntryNumber.max

  /// What users gave up or lent today; see `givenToday`.
  let counted = Mutex(GivenToday())

  /// In whose hands users are; see `demandApart`.
  let hands = Mutex(Hands())

  /// The last day of the closed period; nil if no period is closed.
  public internal(set) var closedThrough: Day?

  /// Never read. A type that holds an atomic is always used in place. Without this field the
  /// compiler treats the book as a plain value, and copies its 1.4 KB of page lists and counts to
  /// the stack before many calls: ten times for a payment.
  private let isUsedInPlace = Atomic<Bool>(false)

  /// Makes an empty book.
  /// - Parameter key: the secret of its indices. Nothing that the book says depends on it. The key
  ///   that everybody knows is for tests, and for books that nobody sends keys to.
  public init(hashedWith key: HashKey = .stable) {
    hashKey = key
    symbols = Symbols(hashedWith: key)
  }

  /// The number of the last entry; 0 in a new book.
  public var sequence: EntryNumber { EntryNumber(entries.count) }

  /// The recording time of the last entry, in milliseconds since 1970; the next entry's is no
  /// earlier.
  public var lastRecorded: Int64 { entries.count == 0 ? 0 : entries[entries.count - 1].recorded }

  /// A copy of this moment, for a report, a snapshot or a trial. It is cheap, and later writes do
  /// not change it.
  public func view() -> Book {
    var copy = Book(hashedWith: hashKey)
    var copier = TableCopier()
    copy.arena = arena
    Self.forEachTable(of: self, &copy, &copier)
    Self.forEachIndex(of: self, &copy, &copier)
    copy.policyRows = policyRows
    copy.foldedAccountNames = foldedAccountNames
    copy.foldedContactNames = foldedContactNames
    copy.foldedAmendedNames = foldedAmendedNames
    copy.latestEffective = latestEffective
    copy.closedThrough = closedThrough
    return copy
  }

  /// A book to write entries to that takes this one's place if all of them are taken. Until that is
  /// known, nothing may be written to this book: they share the page of texts that is being filled.
  public func successor() -> Book {
    var copy = view()
    copy.forgetNames()
    // What was counted of today need not be counted again.
    let given = counted.withLock { $0 }
    copy.counted.withLock { $0 = given }
    return copy
  }

  /// Takes the folded names of the book whose place this one takes.
  public mutating func keepNames(of predecessor: borrowing Book) {
    foldedAccountNames = predecessor.foldedAccountNames
    foldedContactNames = predecessor.foldedContactNames
    foldedAmendedNames = predecessor.foldedAmendedNames
  }

  /// Begins folded names of its own, as its next rows are not those of the book it is a copy of.
  private mutating func forgetNames() {
    foldedAccountNames = FoldedNames()
    foldedContactNames = FoldedNames()
    foldedAmendedNames = FoldedNames()
  }

  /// A book to try entries on and throw away. Writes to it do not reach this book, nor the other
  /// way round.
  public func trial() -> Book {
    var copy = view()
    copy.arena.fork()
    copy.firstTried = min(firstTried, sequence + 1)
    copy.forgetNames()
    return copy
  }

  /// The text that a reference names.
  public func text(_ reference: TextReference) -> String { arena[reference] }

  /// The text of a symbol.
  public func text(symbol: UInt32) -> String { arena[symbols[symbol]] }

  /// The row of an entry; nil if there is no entry with that number.
  public func entry(_ number: EntryNumber) -> EntryRow? {
    (1...max(sequence, 1)).contains(number) && number <= sequence ? entries[Int(number) - 1] : nil
  }
}
