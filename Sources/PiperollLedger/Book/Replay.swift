/// Entries on their way from a journal into a book.
///
/// The rows of a large book are far from the processor: to fetch one takes longer than all the
/// work of an entry, and each entry needs several. So some entries are held back, what they will
/// touch is asked for together, and then they are applied in their order.
public struct Replay: ~Copyable {
  /// Enough that memory has always something to fetch; few enough that what they touch, about ten
  /// lines of 64 bytes each, is near still when they are applied.
  private static var entriesMax: Int { 32 }

  private let entries = UnsafeMutableBufferPointer<Entry>.allocate(capacity: Replay.entriesMax)
  /// The first so many of the entries are there; every one is moved in and out, never copied.
  private var count = 0
  private var stamps: [Stamp] = []
  private var aims: [ReplayAim] = []

  public init() {}

  deinit {
    entries[..<count].deinitialize()
    entries.deallocate()
  }

  /// Takes the next record of the journal. The book has it after `finish` at the latest.
  public mutating func add(
    _ record: UnsafeRawBufferPointer, _ stamp: Stamp, to book: inout Book
  ) throws(EntryDecodingError) {
    let entry = try Entry(decoding: record)
    var aim = ReplayAim()
    entry.fact.aim(&aim)
    aims.append(aim)
    entries.initializeElement(at: count, to: consume entry)
    stamps.append(stamp)
    count += 1
    if count == Self.entriesMax { applyAll(to: &book) }
  }

  /// Applies what is held back.
  public mutating func finish(_ book: inout Book) { applyAll(to: &book) }

  private mutating func applyAll(to book: inout Book) {
    // Each pass reads what the one before has asked for; within a pass nothing waits for anything.
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

/// What an entry will touch, as far as it is known.
struct ReplayAim {
  /// The entries of the account and of the first two invoices that it names, 0 if there is none:
  /// those of a longer payment are a chain, and near each other.
  private var account: EntryNumber = 0
  private var invoices: (EntryNumber, EntryNumber) = (0, 0)
  /// Of the account's id or of the invoice's number, if it brings a new one.
  private var accountHash: UInt64?
  private var invoiceHash: UInt64?
  private var phoneHash: UInt64?

  private var accountRow = none
  private var itemRows = (none, none)
  private var lastRows = (item: none, credit: none, contact: none)
  private var nextItems = (none, none)

  // MARK: What a fact names

  /// The entry that opened its account; 0 for none.
  mutating func name(account: EntryNumber) { self.account = account }

  /// The id of an account that it brings.
  mutating func name(newAccount id: String) { accountHash = withUTF8(id) { keyHash($0) } }

  /// The number of an item that it brings.
  mutating func name(newItem number: String) { invoiceHash = withUTF8(number) { keyHash($0) } }

  /// A telephone number that it brings.
  mutating func name(newPhone number: PhoneNumber) { phoneHash = keyHash(number.digits) }

  /// The items that it sets something against.
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
    // 0 wraps to a row that is not there.
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
    // A payment opens or closes a place in the list of credits, an invoice in that of the items.
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
  /// The row that an entry made, `none` if there is no such entry yet.
  fileprivate func madeBy(_ number: EntryNumber) -> UInt32 {
    number &- 1 < sequence ? entries[Int(number &- 1)].subject : none
  }
}
