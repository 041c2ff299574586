// What holds, limits, services and drafts are looked at for.

extension BookLinks {
  mutating func note(holds rows: UnsafeBufferPointer<HoldRow>, from first: Int) {
    for offset in rows.indices {
      let row = rows[offset]
      text(row.source)
      entry(row.entry)
      accounts.mustName(row.account)
      items.mayName(row.itemRow)
      day(row.from)
      voided(row.untilOrNever)
      voided(row.released)
      entries.mayName(row.releasedWord &- 1)
      choice(row.kindWord, of: HoldKind.self)
      holdsOfAccounts.count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  mutating func note(limits rows: UnsafeBufferPointer<LimitRow>, from first: Int) {
    for offset in rows.indices {
      let row = rows[offset]
      for limit in [row.limitOrNone, row.openingOrNone] {
        demand(limit >= .noLimit)
        amount(limit)
      }
      entry(row.entry)
      day(row.effective)
      symbol(row.requestedBy)
      choice(row.reasonWord, of: LimitReason.self)
      limitsOfAccounts.count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  mutating func note(heldBacks rows: UnsafeBufferPointer<AmountRow>, from _: Int) {
    for row in rows {
      demand(row.entry > lastHeldBack && row.entry <= EntryNumber(UInt32.max))
      lastHeldBack = row.entry
      heldBacks.name(entry: UInt32(truncatingIfNeeded: row.entry))
      amount(row.amount)
    }
  }
}
