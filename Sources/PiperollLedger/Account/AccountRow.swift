/// An account: the fields that its screen shows first, and where its chains of rows begin.
public struct AccountRow: BitwiseCopyable, Sendable {
  public internal(set) var id: TextReference
  /// The debtor's name.
  public internal(set) var name: TextReference
  var creditLimitOrNone: Money
  var openedWord: UInt32
  /// The last contact. Its next contact is the first one, so one word holds both ends of the ring.
  var lastContact = none
  /// Open items less unapplied credit. Entries change this field and those after it, so these
  /// fields stand together, on one cache line or two.
  public internal(set) var balance = Money.zero
  /// Credit that is not applied to any item.
  public internal(set) var unapplied = Money.zero
  var lastEntryWord: UInt32 = 0
  var firstOpenItem = none
  var lastOpenItem = none
  var firstOpenCredit = none
  var lastOpenCredit = none
  var lastItem = none
  var lastCredit = none
  var termsCount: UInt16
  var kindByte: UInt8
  var currencyByte: UInt8
  /// The collector who works it, as a symbol.
  public internal(set) var collector: UInt32
  /// The portfolio that it belongs to, as a symbol.
  public internal(set) var portfolio: UInt32
  /// The client whose debt it is, as a symbol; 0 for the desk's own.
  public internal(set) var client: UInt32
  /// The last note or call, by its entry number; 0 if there is none.
  var lastNote: UInt32 = 0
  /// The effective date of the entry that opened it.
  public internal(set) var openedOn: Day
  /// How many of its write-offs have not been reversed.
  var writeOffs: UInt32 = 0
  /// One bit for each `AccountChain` in which it has rows.
  var chainBits: UInt32 = 0
  var termsFormByte: UInt8 = 0
  /// Always zero: room for a later field.
  var spareByte: UInt8 = 0
  var spare: UInt16 = 0

  /// The entry that opened it.
  public var opened: EntryNumber { EntryNumber(openedWord) }
  /// The last entry that touched it: the head of its history.
  public var lastEntry: EntryNumber { EntryNumber(lastEntryWord) }
  /// The kind of debtor that it is for.
  public var kind: AccountKind { AccountKind(rawValue: kindByte)! }
  /// The currency of all its amounts.
  public var currency: Currency { Currency(index: currencyByte) }
  /// How the due date of what is billed follows from its date.
  public var terms: PaymentTerms {
    get { PaymentTerms(PaymentTerms.Form(rawValue: termsFormByte)!, count: termsCount) }
    set { (termsFormByte, termsCount) = (newValue.form.rawValue, newValue.count) }
  }
  /// Whether some of it was written off.
  public var isWrittenOff: Bool { writeOffs > 0 }
  /// The credit limit; nil if there is none.
  public var creditLimit: Money? { creditLimitOrNone.minor < 0 ? nil : creditLimitOrNone }
}

/// The accounts.
enum AccountTable: BookTable {
  typealias Row = AccountRow
  static var section: Section { Section(10, "accounts") }
  static var version: UInt32 { 2 }
  static var earlier: [EarlierRow<Row>] {
    // The terms were days alone. A version that knows no others must not read them as days.
    [
      EarlierRow(version: 1, byteCount: MemoryLayout<Row>.stride) {
        $0.loadUnaligned(as: Row.self)
      }
    ]
  }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, _ in
      links.text(row.id)
      links.text(row.name)
      links.entry(row.opened)
      links.extents[ContactTable.section].mayName(row.lastContact)
      links.total(row.balance)
      links.demand(row.unapplied >= .zero)
      links.total(row.unapplied)
      links.demand(row.creditLimitOrNone.minor >= -1)
      links.amount(row.creditLimitOrNone)
      links.choice(row.kindByte, of: AccountKind.self)
      links.choice(row.termsFormByte, of: PaymentTerms.Form.self)
      links.symbol(row.collector)
      links.symbol(row.portfolio)
      links.symbol(row.client)
      links.day(row.openedOn)
      links.demand(row.chainBits & ~AccountChain.allBits == 0)
      links.noteHeads(of: row)
    }
    for row in rows { links.addUnapplied(of: row) }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.opened > known.entry }
  }

  /// Checks that an account's balance is what its items and credits come to, and what its entries
  /// did.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var open = [Money](repeating: .zero, count: book.accounts.count)
    var unapplied = open
    var effects = open
    var writeOffs = [UInt32](repeating: 0, count: book.accounts.count)
    for item in 0..<book.items.count {
      open[Int(book.itemAccount[item])] += book.itemRemaining[item]
    }
    book.credits.forEachPage { _, rows in
      for row in rows {
        unapplied[Int(row.account)] += row.unapplied
        if row.kind == .writeOff, row.voided == never { writeOffs[Int(row.account)] += 1 }
      }
    }
    book.entries.forEachPage { _, rows in
      for row in rows where row.hasAccount { effects[Int(row.account)] += row.effect }
    }
    for leg in 0..<book.legs.count { effects[Int(book.legs[leg].account)] += book.legs[leg].effect }
    for account in 0..<book.accounts.count {
      let row = book.accounts[account]
      let id = book.text(row.id)
      demand(row.balance == open[account] - unapplied[account], "account \(id): items and balance")
      demand(row.unapplied == unapplied[account], "account \(id): unapplied")
      demand(row.balance == effects[account], "account \(id): entries and balance")
      demand(book.isInOrder(UInt32(account)), "account \(id): the list of open items")
      demand(row.writeOffs == writeOffs[account], "account \(id): write-offs")
      demand(book.findAccount(id) == UInt32(account), "account \(id): its index")
    }
  }
}

extension BookLinks {
  @inline(__always)
  fileprivate mutating func noteHeads(of row: AccountRow) {
    entriesOfAccounts.name(entry: row.lastEntryWord)
    notesOfAccounts.name(entry: row.lastNote)
    openItems.name(row.firstOpenItem)
    openItemsBackwards.name(row.lastOpenItem)
    openCredits.name(row.firstOpenCredit)
    openCreditsBackwards.name(row.lastOpenCredit)
    itemsOfAccounts.name(row.lastItem)
    creditsOfAccounts.name(row.lastCredit)
  }

  fileprivate mutating func addUnapplied(of row: AccountRow) {
    guard Int(row.currencyByte) < unapplied.count, row.unapplied >= .zero,
      row.unapplied.minor <= Book.totalMax
    else { return demand(false) }
    // The sum of two totals never overflows (`Book.totalMax`).
    unapplied[Int(row.currencyByte)] += row.unapplied.minor
    if unapplied[Int(row.currencyByte)] > Book.totalMax {
      unapplied[Int(row.currencyByte)] = 0
      demand(false)
    }
  }
}

extension Book {
  /// Whether the account's open lists hold exactly what is open, oldest first.
  fileprivate func isInOrder(_ account: UInt32) -> Bool {
    var (items, credits) = (Money.zero, Money.zero)
    var (lastDue, lastDate) = (Day.first, Day.first)
    var inOrder = true
    forEachOpenItem(of: account) {
      inOrder = inOrder && itemDue[$0] >= lastDue && itemRemaining[$0] > .zero
      lastDue = itemDue[$0]
      items += itemRemaining[$0]
    }
    forEachOpenCredit(of: account) {
      inOrder = inOrder && self.credits[$0].date >= lastDate && self.credits[$0].unapplied > .zero
      lastDate = self.credits[$0].date
      credits += self.credits[$0].unapplied
    }
    return inOrder && items - credits == accounts[account].balance
  }
}
