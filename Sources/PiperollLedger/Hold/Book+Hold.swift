extension Book {
  /// Decides to place a hold on an account, or on one of its items.
  /// - Parameter until: the last day of the hold; nil if only a release ends it.
  public func decideHold(
    account: UInt32, item number: String?, kind: HoldKind, from: Day, until: Day?, source: String
  ) throws(Refusal) -> Fact {
    var item: EntryNumber?
    if let number {
      guard let row = findInvoice(number, of: account) else { throw .invoiceNotFound(number) }
      item = items[row].entry
    }
    if let until, until < from { throw .untilBeforeFrom }
    return Fact(
      HoldPlaced(
        account: accounts[account].opened, item: item, kind: kind, from: from, until: until,
        source: source))
  }

  /// Decides to release a hold.
  public func decideRelease(ofHold number: EntryNumber) throws(Refusal) -> Fact {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard entry.kind == .hold else { throw .entryNotHold(entry.kind) }
    let release = holds[entry.subject].releasedBy
    if release != 0 { throw .alreadyReleased(by: release) }
    return Fact(HoldReleased(hold: number))
  }

  /// Whether a hold was there at the end of a day, in force or not: it is from its own date on, or
  /// from its first day if that is before.
  public func isThere(hold: UInt32, on day: Day) -> Bool {
    let row = holds[hold]
    return HoldPlaced.firstDay(
      from: row.from, effective: entries[Int(row.entry) - 1].effective) <= day
  }

  mutating func apply(_ fact: HoldPlaced, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let hold = holds.append(
      HoldRow(
        source: fact.source.isEmpty ? .empty : arena.append(fact.source),
        entryWord: UInt32(number), account: account,
        itemRow: fact.item.map { item(of: $0) } ?? none, from: fact.from,
        untilOrNever: fact.until ?? never,
        previousOfAccount: beginChain(.holds, of: account, with: holds.count),
        kindWord: UInt64(fact.kind.rawValue)))
    row.account = account
    row.subject = hold
  }

  mutating func apply(_ fact: HoldReleased, _ number: EntryNumber, _ row: inout EntryRow) {
    let placed = entries[Int(fact.hold) - 1]
    precondition(placed.kind == .hold, "entry \(fact.hold) is a \(placed.kind)")
    precondition(holds[placed.subject].releasedBy == 0, "a hold is released once")
    holds[placed.subject].releasedWord = UInt32(number)
    holds[placed.subject].released = row.effective
    row.account = placed.account
    row.subject = placed.subject
  }
}
