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
  private var aims: [Aim] = []
  /// What was read ahead, so that reading it is not left out.
  private var read: UInt64 = 0

  public init() {}

  deinit {
    entries[..<count].deinitialize()
    entries.deallocate()
  }

  /// Takes the next record of the journal. The book has it after `finish` at the latest.
  public mutating func add(
    _ record: UnsafeRawBufferPointer, _ stamp: Stamp, to book: inout Book
  ) throws(EntryDecodingError) {
    entries.initializeElement(at: count, to: try Entry(decoding: record))
    aims.append(Aim(entries[count].fact))
    stamps.append(stamp)
    count += 1
    if count == Self.entriesMax { applyAll(to: &book) }
  }

  /// Applies what is held back.
  public mutating func finish(_ book: inout Book) { applyAll(to: &book) }

  private mutating func applyAll(to book: inout Book) {
    // Each pass reads what the one before has found; within a pass nothing waits for anything.
    for place in aims.indices { read &+= aims[place].findRows(in: book) }
    for place in aims.indices { read &+= aims[place].readRows(of: book) }
    for aim in aims { read &+= aim.readNeighbours(in: book) }
    for place in 0..<count { book.apply(entries.moveElement(from: place), stamps[place]) }
    count = 0
    stamps.removeAll(keepingCapacity: true)
    aims.removeAll(keepingCapacity: true)
  }
}

/// What an entry will touch, as far as it is known.
private struct Aim {
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

  init(_ fact: Fact) {
    switch fact {
    case .accountOpened(let fact): accountHash = withUTF8(fact.account) { keyHash($0) }
    case .contactAdded(let fact):
      account = fact.account
      phoneHash = fact.phones.first.map { keyHash($0.number.digits) }
    case .invoiceBilled(let fact):
      account = fact.account
      invoiceHash = withUTF8(fact.invoice) { keyHash($0) }
    case .creditTaken(let fact):
      account = fact.account
      aim(at: fact.applications)
    case .creditApplied(let fact): aim(at: fact.applications)
    case .noted(let fact): account = fact.account
    case .reversed, .userSet: break
    }
  }

  private mutating func aim(at applications: [Application]) {
    if applications.count > 0 { invoices.0 = applications[0].invoice }
    if applications.count > 1 { invoices.1 = applications[1].invoice }
  }

  mutating func findRows(in book: borrowing Book) -> UInt64 {
    accountRow = book.madeBy(account)
    itemRows = (book.madeBy(invoices.0), book.madeBy(invoices.1))
    var read: UInt64 = 0
    if let accountHash { read &+= book.accountIndex.firstSlot(accountHash) }
    if let invoiceHash { read &+= book.invoiceIndex.firstSlot(invoiceHash) }
    if let phoneHash { read &+= book.phoneIndex.firstSlot(phoneHash) }
    return read
  }

  mutating func readRows(of book: borrowing Book) -> UInt64 {
    var read: UInt64 = 0
    if accountRow < book.accounts.count {
      let row = book.accounts[accountRow]
      lastRows = (row.lastOpenItem, row.lastOpenCredit, row.lastContact)
      read &+= UInt64(row.openedWord) &+ UInt64(row.currencyByte)
    }
    if itemRows.0 < book.items.count { read &+= book.readItem(itemRows.0, next: &nextItems.0) }
    if itemRows.1 < book.items.count { read &+= book.readItem(itemRows.1, next: &nextItems.1) }
    return read
  }

  func readNeighbours(in book: borrowing Book) -> UInt64 {
    var read: UInt64 = 0
    // A payment opens or closes a place in the list of credits, an invoice in that of the items.
    if invoiceHash != nil, lastRows.item < book.items.count {
      read &+= UInt64(book.items[lastRows.item].nextOpen)
      read &+= UInt64(UInt32(bitPattern: book.itemDue[lastRows.item].number))
    }
    if invoiceHash == nil, lastRows.credit < book.credits.count {
      read &+= UInt64(book.credits[lastRows.credit].nextOpen)
    }
    if lastRows.contact < book.contacts.count {
      read &+= UInt64(book.contacts[lastRows.contact].nextOfAccount)
    }
    if nextItems.0 < book.items.count { read &+= UInt64(book.items[nextItems.0].nextOpen) }
    if nextItems.1 < book.items.count { read &+= UInt64(book.items[nextItems.1].nextOpen) }
    return read
  }
}

extension Book {
  /// The row that an entry made, `none` if there is no such entry yet.
  fileprivate func madeBy(_ number: EntryNumber) -> UInt32 {
    number &- 1 < sequence ? entries[Int(number &- 1)].subject : none
  }

  fileprivate func readItem(_ row: UInt32, next: inout UInt32) -> UInt64 {
    next = items[row].nextOpen
    return UInt64(items[row].previousOfAccount) &+ UInt64(itemAccount[row])
      &+ UInt64(bitPattern: itemRemaining[row].minor)
  }
}
