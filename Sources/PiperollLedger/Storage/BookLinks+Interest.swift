// What the tables of rates and loans are looked at for.

extension BookLinks {
  mutating func note(accruals rows: UnsafeBufferPointer<AccrualRow>, from first: Int) {
    for (offset, row) in rows.enumerated() {
      accruals.count(UInt32(truncatingIfNeeded: first + offset))
      accounts.mustName(row.account)
      ratesOfAccounts.name(row.lastRate)
      loansOfAccounts.name(row.lastLoan)
      interestOfAccounts.name(row.lastCharge)
      lateFeesOfAccounts.name(row.lastFee)
    }
  }

  mutating func note(rates rows: UnsafeBufferPointer<RateRow>, from first: Int) {
    for (offset, row) in rows.enumerated() {
      demand(row.rate <= .largest)
      day(row.from)
      entry(EntryNumber(row.entryWord))
      ratesOfAccounts.count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  mutating func note(interestCharges rows: UnsafeBufferPointer<InterestRow>, from first: Int) {
    for (offset, row) in rows.enumerated() {
      demand((row.item == none) != (row.credit == none))
      items.mayName(row.item)
      credits.mayName(row.credit)
      day(row.through)
      interestOfAccounts.count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  mutating func note(lateFees rows: UnsafeBufferPointer<LateFeeRow>, from first: Int) {
    for (offset, row) in rows.enumerated() {
      items.mustName(row.item)
      day(row.due)
      lateFeesOfAccounts.count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  mutating func note(loans rows: UnsafeBufferPointer<LoanRow>, from first: Int) {
    for (offset, row) in rows.enumerated() {
      amount(row.instalment)
      items.mustName(row.item)
      day(row.firstDue)
      demand(row.rate <= .largest)
      demand((1...LoanTerms.instalmentsMax).contains(row.instalments))
      choice(row.dayCountByte, of: DayCount.self)
      choice(row.everyByte, of: LoanPeriod.self)
      loansOfAccounts.count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }
}
