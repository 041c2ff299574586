extension Book {
  /// Adds an entry to the state: the one way in which a book changes, live and at recovery alike.
  ///
  /// The entry must have been decided on this very state (or come from its journal): what it names
  /// exists, and what it applies is open. That is asserted, not handled.
  public mutating func apply(_ entry: Entry, _ stamp: Stamp) {
    precondition(!isPast, "the past is not written")
    precondition(stamp.number == sequence + 1, "entries are applied in the journal's order")
    precondition(stamp.recorded >= lastRecorded, "recorded time never decreases")
    var row = EntryRow(
      recorded: stamp.recorded, effective: entry.effective,
      actor: symbols.intern(entry.actor, in: &arena), kind: entry.fact.kind,
      hasMemo: !entry.memo.isEmpty, hasReference: entry.reference != nil,
      isContinuation: entry.isContinuation)
    if row.kind != .policy { latestEffective = max(latestEffective, entry.effective) }
    if row.hasMemo { memos.append(MemoRow(entry: stamp.number, text: arena.append(entry.memo))) }
    if let reference = entry.reference { add(reference, entry: stamp.number) }
    switch entry.fact {
    case .accountOpened(let fact): apply(fact, stamp.number, &row)
    case .contactAdded(let fact): apply(fact, stamp.number, &row)
    case .invoiceBilled(let fact): apply(fact, stamp.number, &row)
    case .creditTaken(let fact): apply(fact, stamp.number, &row)
    case .creditApplied(let fact): apply(fact, stamp.number, &row)
    case .creditUnapplied(let fact): apply(fact, stamp.number, &row)
    case .itemCharged(let fact): apply(fact, stamp.number, &row)
    case .recovered(let fact): apply(fact, stamp.number, &row)
    case .refunded(let fact): apply(fact, stamp.number, &row)
    case .transferred(let fact): apply(fact, stamp.number, &row)
    case .reversed(let fact): apply(fact, stamp.number, &row)
    case .noted(let fact): apply(fact, stamp.number, &row)
    case .policySet(let fact): apply(fact, stamp.number, &row)
    case .loanGranted(let fact): apply(fact, stamp.number, &row)
    case .rateSet(let fact): apply(fact, stamp.number, &row)
    case .interestCharged(let fact): apply(fact, stamp.number, &row)
    case .serviceRendered(let fact): apply(fact, stamp.number, &row)
    case .serviceVerified(let fact): apply(fact, stamp.number, &row)
    case .invoiceDrafted(let fact): apply(fact, stamp.number, &row)
    case .invoiceReleased(let fact): apply(fact, stamp.number, &row)
    case .holdPlaced(let fact): apply(fact, stamp.number, &row)
    case .holdReleased(let fact): apply(fact, stamp.number, &row)
    case .limitSet(let fact): apply(fact, stamp.number, &row)
    case .approvalAsked(let fact): apply(fact, stamp.number, &row)
    case .approvalRejected(let fact): apply(fact, stamp.number, &row)
    case .periodClosed(let fact): apply(fact, &row)
    case .lateFeeCharged(let fact): apply(fact, stamp.number, &row)
    case .userSet(let fact): apply(fact, &row)
    }
    if let approval = entry.approval { carryOut(approval: approval, by: stamp.number) }
    link(&row, stamp.number)
    entries.append(row)
  }

  /// Adds entries to a book that is thrown away: as if they were recorded next.
  public mutating func apply(_ entries: [Entry]) {
    for entry in entries {
      apply(entry, Stamp(number: sequence + 1, recorded: lastRecorded))
    }
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
}
