extension Book {
  /// Adds an entry to the state: the one way in which a book changes, live and at recovery alike.
  ///
  /// The entry must have been decided on this very state (or come from its journal): what it names
  /// exists, and what it applies is open. That is asserted, not handled.
  public mutating func apply(_ entry: Entry, _ stamp: Stamp) {
    precondition(stamp.number == sequence + 1, "entries are applied in the journal's order")
    precondition(stamp.recorded >= lastRecorded, "recorded time never decreases")
    var row = EntryRow(
      recorded: stamp.recorded, effective: entry.effective,
      actor: symbols.intern(entry.actor, in: &arena), kind: entry.fact.kind,
      hasMemo: !entry.memo.isEmpty, hasReference: entry.reference != nil)
    latestEffective = max(latestEffective, entry.effective)
    if row.hasMemo { memos.append(MemoRow(entry: stamp.number, text: arena.append(entry.memo))) }
    if let reference = entry.reference { add(reference, entry: stamp.number) }
    switch entry.fact {
    case .accountOpened(let fact): apply(fact, stamp.number, &row)
    case .contactAdded(let fact): apply(fact, stamp.number, &row)
    case .invoiceBilled(let fact): apply(fact, stamp.number, &row)
    case .creditTaken(let fact): apply(fact, stamp.number, &row)
    case .creditApplied(let fact): apply(fact, stamp.number, &row)
    case .reversed(let fact): apply(fact, stamp.number, &row)
    case .noted(let fact): apply(fact, stamp.number, &row)
    case .userSet(let fact): apply(fact, &row)
    }
    link(&row, stamp.number)
    entries.append(row)
  }

  private mutating func add(_ reference: Reference, entry: EntryNumber) {
    let row = references.append(
      ReferenceRow(
        name: arena.append(reference.name), payloadHash: reference.payloadHash, entry: entry))
    referenceIndex.insert(withUTF8(reference.name) { keyHash($0) }, row: row)
  }

  private mutating func link(_ row: inout EntryRow, _ number: EntryNumber) {
    guard row.account != none else { return }
    row.previousOfAccount = accounts[row.account].lastEntryWord
    row.balance = accounts[row.account].balance
    accounts[row.account].lastEntryWord = UInt32(number)
  }

  /// The row that an earlier entry made, which must be of this kind.
  func subject(of number: EntryNumber, _ kind: EntryKind, or other: EntryKind? = nil) -> UInt32 {
    let row = entries[Int(number) - 1]
    precondition(row.kind == kind || row.kind == other, "entry \(number) is a \(row.kind)")
    return row.subject
  }
}

/// What an entry does to the general ledger. Debits (receivables, cash, memos) equal credits
/// (unapplied, revenue).
struct Posting {
  var receivables = Money.zero
  var cash = Money.zero
  var memos = Money.zero
  var unapplied = Money.zero
  var revenue = Money.zero

  var isBalanced: Bool { receivables + cash + memos == unapplied + revenue }
}

extension Book {
  /// Posts to an account and to its currency's control totals.
  mutating func post(_ posting: Posting, to account: UInt32, _ row: inout EntryRow) {
    precondition(posting.isBalanced, "debits equal credits")
    let effect = posting.receivables - posting.unapplied
    row.effect = effect
    row.account = account
    let currency = accounts[account].add(effect, unapplied: posting.unapplied)
    let control = controlRow(currency)
    controls[control].add(posting)
  }

  private mutating func controlRow(_ currency: Currency) -> UInt32 {
    findControl(currency)
      ?? controls.append(ControlRow(currencyWord: UInt64(currency.index)))
  }
}

extension AccountRow {
  /// Moves the totals and returns the currency they are in.
  fileprivate mutating func add(_ effect: Money, unapplied change: Money) -> Currency {
    balance += effect
    unapplied += change
    precondition(unapplied >= .zero, "unapplied credit is never negative")
    return currency
  }
}

extension ControlRow {
  fileprivate mutating func add(_ posting: Posting) {
    receivables += posting.receivables
    cash += posting.cash
    memos += posting.memos
    unapplied += posting.unapplied
    revenue += posting.revenue
    // One of them is a new document's amount; a reversal's are below zero.
    volume += max(max(posting.cash, posting.memos), max(posting.revenue, .zero))
  }
}
