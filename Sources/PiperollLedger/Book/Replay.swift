/// Applies the entries of a journal to a book, some at a time.
///
/// The rows of a large book are not in the processor's cache: fetching one takes longer than all
/// other work for an entry, and each entry needs several. So `Replay` holds some entries back,
/// requests the rows that all of them will touch, and then applies them in their order.
public struct Replay: ~Copyable {
  /// Enough to keep the memory busy, and few enough that what they touch, about ten lines of 64
  /// bytes each, is still in the cache when they are applied.
  private static var entriesMax: Int { 32 }

  private let entries = UnsafeMutableBufferPointer<Entry>.allocate(capacity: Replay.entriesMax)
  /// How many of the buffered entries are in use, counted from the first. Entries are moved in and
  /// out, never copied.
  private var count = 0
  private var stamps: [Stamp] = []
  private var aims: [ReplayAim] = []

  public init() {}

  deinit {
    entries[..<count].deinitialize()
    entries.deallocate()
  }

  /// Takes the next record of the journal. It is applied at the latest by `finish`.
  public mutating func add(
    _ record: UnsafeRawBufferPointer, _ stamp: Stamp, to book: inout Book
  ) throws(EntryDecodingError) {
    let entry = try Entry(decoding: record)
    var aim = ReplayAim(hashedWith: book.hashKey)
    entry.fact.aim(&aim)
    aims.append(aim)
    entries.initializeElement(at: count, to: consume entry)
    stamps.append(stamp)
    count += 1
    if count == Self.entriesMax { applyAll(to: &book) }
  }

  /// Applies the entries that are held back.
  public mutating func finish(_ book: inout Book) { applyAll(to: &book) }

  private mutating func applyAll(to book: inout Book) {
    // Each pass reads the rows that the pass before has requested; within a pass nothing waits.
    for aim in aims { aim.askForEntries(book) }
    for place in aims.indices { aims[place].findRows(in: book) }
    for place in aims.indices { aims[place].readRows(of: book) }
    for aim in aims { aim.askForNeighbours(book) }
    for place in 0..<count { book.apply(entries.moveElement(from: place), stamps[place]) }
    count = 0
    stamps.removeAll(keepingCapacity: true)
    aims.removeAll(keepingCapacity: true)
  }
}

/// The rows that an entry will touch, as far as the entry's fact names them.
struct ReplayAim {
  /// The entries of the account and of the first two invoices that the fact names; 0 for none. The
  /// invoices of a longer payment follow each other, and lie near the first ones.
  private var account: EntryNumber = 0
  private var invoices: (EntryNumber, EntryNumber) = (0, 0)
  /// The hash of the account's id or of the invoice's number, if the fact brings a new one.
  private var accountHash: UInt64?
  private var invoiceHash: UInt64?
  private var phoneHash: UInt64?

  private var accountRow = none
  private var itemRows = (none, none)
  private var lastRows = (item: none, credit: none, contact: none)
  private var nextItems = (none, none)
  private let hashKey: HashKey

  init(hashedWith key: HashKey) { hashKey = key }

  // MARK: What a fact names

  /// Names the account by the entry that opened it; 0 for none.
  mutating func name(account: EntryNumber) { self.account = account }

  /// Names the id of a new account.
  mutating func name(newAccount id: String) { accountHash = withUTF8(id) { hashKey.hash($0) } }

  /// Names the number of a new item.
  mutating func name(newItem number: String) { invoiceHash = withUTF8(number) { hashKey.hash($0) } }

  /// Names a new telephone number.
  mutating func name(newPhone number: PhoneNumber) { phoneHash = hashKey.hash(number.digits) }

  /// Names the items that the fact applies credit to.
  mutating func name(items applications: [Application]) {
    if applications.count > 0 { invoices.0 = applications[0].invoice }
    if applications.count > 1 { invoices.1 = applications[1].invoice }
  }

  // MARK: What is asked for

  func askForEntries(_ book: borrowing Book) {
    ask(for: account, book)
    ask(for: invoices.0, book)
    ask(for: invoices.1, book)
    if let accountHash { book.accountIndex.prefetch(accountHash) }
    if let invoiceHash { book.invoiceIndex.prefetch(invoiceHash) }
    if let phoneHash { book.phoneIndex.prefetch(phoneHash) }
  }

  private func ask(for entry: EntryNumber, _ book: borrowing Book) {
    // 0 wraps to a row number that does not exist.
    book.entries.prefetch(UInt32(truncatingIfNeeded: entry &- 1))
  }

  mutating func findRows(in book: borrowing Book) {
    accountRow = book.madeBy(account)
    itemRows = (book.madeBy(invoices.0), book.madeBy(invoices.1))
    book.accounts.prefetch(accountRow)
    book.prefetch(item: itemRows.0)
    book.prefetch(item: itemRows.1)
    book.itemAccount.prefetch(itemRows.0)
    book.itemAccount.prefetch(itemRows.1)
  }

  mutating func readRows(of book: borrowing Book) {
    if accountRow < book.accounts.count {
      let row = book.accounts[accountRow]
      lastRows = (row.lastOpenItem, row.lastOpenCredit, row.lastContact)
    }
    if itemRows.0 < book.items.count { nextItems.0 = book.items[itemRows.0].nextOpen }
    if itemRows.1 < book.items.count { nextItems.1 = book.items[itemRows.1].nextOpen }
  }

  func askForNeighbours(_ book: borrowing Book) {
    // A payment changes the list of open credits, an invoice the list of open items.
    if invoiceHash != nil {
      book.prefetch(item: lastRows.item)
    } else {
      book.credits.prefetch(lastRows.credit)
    }
    book.contacts.prefetch(lastRows.contact)
    book.items.prefetch(nextItems.0)
    book.items.prefetch(nextItems.1)
  }
}

extension Book {
  /// The row that an entry made; `none` if there is no such entry yet.
  fileprivate func madeBy(_ number: EntryNumber) -> UInt32 {
    number &- 1 < sequence ? entries[Int(number &- 1)].subject : none
  }
}
