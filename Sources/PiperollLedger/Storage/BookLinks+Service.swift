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

  mutating func note(services rows: UnsafeBufferPointer<ServiceRow>, from first: Int) {
    for offset in rows.indices {
      let row = rows[offset]
      amount(row.amount)
      for word in [row.code, row.renderedBy] { symbol(word) }
      accounts.mustName(row.account)
      entry(row.entry)
      day(row.date)
      entries.mayName(row.verifiedWord &- 1)
      entries.mayName(row.billedWord &- 1)
      voided(row.voided)
      servicesOfAccounts.count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  mutating func note(drafts rows: UnsafeBufferPointer<DraftRow>, from first: Int) {
    for offset in rows.indices {
      let row = rows[offset]
      text(row.number)
      amount(row.amount)
      accounts.mustName(row.account)
      entry(row.entry)
      voided(row.dueOrNever)
      demand(row.endedBy < EntryNumber(UInt32.max))
      entries.mayName(UInt32(truncatingIfNeeded: row.endedBy &- 1))
      draftsOfAccounts.count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  mutating func note(lines rows: UnsafeBufferPointer<LineRow>, from _: Int) {
    for row in rows {
      demand(row.entry > 0 && row.entry >= lastLine && row.entry <= EntryNumber(UInt32.max))
      lastLine = row.entry
      amount(row.amount)
      symbol(row.code)
      services.mayName(row.serviceRow)
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
