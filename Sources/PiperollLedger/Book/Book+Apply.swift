extension Book {
  /// Applies an entry. A book changes in no other way, neither in service nor at recovery.
  ///
  /// The entry must have been decided on this very state, or come from its journal: what it names
  /// exists, and what it applies is open. Anything else is a bug and stops the program.
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
    entry.fact.apply(to: &self, stamp.number, &row)
    if let approval = entry.approval { carryOut(approval: approval, by: stamp.number) }
    link(&row, stamp.number)
    entries.append(row)
  }

  /// Applies entries to a book that is thrown away, as if they were recorded next.
  public mutating func apply(_ entries: [Entry]) {
    for entry in entries {
      apply(entry, Stamp(number: sequence + 1, recorded: lastRecorded))
    }
  }

  private mutating func add(_ reference: Reference, entry: EntryNumber) {
    let row = references.append(
      ReferenceRow(
        name: arena.append(reference.name), payloadHash: reference.payloadHash, entry: entry))
    referenceIndex.insert(withUTF8(reference.name) { hashKey.hash($0) }, row: row)
  }

  private mutating func link(_ row: inout EntryRow, _ number: EntryNumber) {
    guard row.account != none else { return }
    row.previousOfAccount = accounts[row.account].lastEntryWord
    row.balance = accounts[row.account].balance
    accounts[row.account].lastEntryWord = UInt32(number)
  }
}
