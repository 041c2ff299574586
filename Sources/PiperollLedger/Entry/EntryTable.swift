/// All entries, in the order of recording; row 0 is entry 1.
enum EntryTable: BookTable {
  typealias Row = EntryRow
  static var section: Section { Section(19, "entries") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    links.forEach(rows, from: first) { links, row, number in
      let entry = number &+ 1
      links.amount(row.effect)
      links.total(row.balance)
      links.day(row.effective)
      links.symbol(row.actor)
      links.entries.mayName(row.reversedBy &- 1)
      links.demand(row.recorded >= links.lastRecorded)
      links.lastRecorded = row.recorded
      links.demand(!row.hasSpareBits)
      links.accounts.mayName(row.account)
      // Earlier entries have smaller numbers, so no walk runs in a circle, whichever account it is
      // for.
      links.demand(row.previousOfAccount < entry)
      links.entriesOfAccounts.count(
        row.hasAccount ? number : none, naming: row.previousOfAccount &- 1)
      links.noteFlags(of: row, number)
      links.noteSubject(of: row, number)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    Int(known.entry)
  }

  /// Checks that each account's balance after an entry is the balance before it plus the entry's
  /// effect, and that a reversal and its original name each other.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var balances = [Money](repeating: .zero, count: book.accounts.count)
    var leg = 0
    for place in 0..<book.entries.count {
      let (row, number) = (book.entries[place], EntryNumber(place + 1))
      if row.hasAccount {
        balances[Int(row.account)] += row.effect
        demand(balances[Int(row.account)] == row.balance, "entry \(number): the balance after it")
      }
      while leg < book.legs.count, book.legs[leg].entry == number {
        balances[Int(book.legs[leg].account)] += book.legs[leg].effect
        leg += 1
      }
      if row.reversedBy != 0 {
        let reversal = book.entries[Int(row.reversedBy) - 1]
        let isUndone =
          reversal.kind == .reverse
          ? EntryNumber(reversal.subject) == number
          : (reversal.kind == .note || reversal.kind == .call)
            && book.corrected(by: EntryNumber(row.reversedBy)) == number
        demand(isUndone, "entry \(number): its reversal")
      }
      if row.kind == .reverse {
        let original = book.entries[Int(row.subject) - 1]
        demand(EntryNumber(original.reversedBy) == number, "entry \(number): what it reverses")
      }
    }
  }
}

extension BookLinks {
  /// Counts the entry for each side table in which its flags say that it has a row.
  @inline(__always)
  fileprivate mutating func noteFlags(of row: EntryRow, _ number: UInt32) {
    if row.hasMemo { flagged[MemoTable.section].count(number) }
    if row.hasReference { flagged[ReferenceTable.section].count(number) }
    if row.hasTenderDetails { flagged[TenderDetailsTable.section].count(number) }
    if row.hasHeldBack { flagged[HeldBackTable.section].count(number) }
    if row.hasNoteRow { flagged[NoteTable.section].count(number) }
  }

  /// Checks that entries make rows one after the other: the first invoice makes row 0, and so on.
  @inline(__always)
  fileprivate mutating func noteSubject(of row: EntryRow, _ number: UInt32) {
    guard let kind = row.kindIfKnown else { return demand(false) }
    if let hasAccount = kind.hasAccount { demand(row.hasAccount == hasAccount) }
    demand(row.hasAccount || row.effect == .zero)
    switch kind.traits.subject {
    case .item: makeItem(row.subject)
    case .credit: makeCredit(row.subject)
    case .itemOrCredit where row.isDebit:
      makeItem(row.subject)
      choice(row.detailByte & ~EntryRow.debitBit, of: Reason.self)
    case .itemOrCredit: makeCredit(row.subject)
    case .pair:
      make(row.subject, in: PairTable.section)
      itemsMade &+= 1
      creditsMade &+= 1
    case .loan:
      make(row.subject, in: LoanTable.section)
      itemsMade &+= 1
      made[RateTable.section] &+= 1
    case .interest:
      make(row.subject, in: InterestTable.section)
      if row.isDebit { itemsMade &+= 1 } else { creditsMade &+= 1 }
    case .oldCredit: credits.mustName(row.subject)
    case .original:
      demand(row.subject > 0 && row.subject <= number)
      choice(row.detailByte, of: ReversalReason.self)
    case .oldEntry: demand(row.subject > 0 && row.subject <= number)
    case .plan where row.isAcceptance: extents[PlanTable.section].mustName(row.subject)
    case .plan: make(row.subject, in: PlanTable.section)
    case .note:
      notesOfAccounts.count(number, naming: row.subject &- 1)
      optionalChoice(row.detailByte, of: NoteKind.self)
    case .call:
      make(row.subject, in: CallTable.section)
      notesOfAccounts.count(number)
    case .day: day(row.closedThrough)
    case .row(let section): make(row.subject, in: section)
    case .oldRow(let section): extents[section].mustName(row.subject)
    }
  }

  @inline(__always)
  private mutating func makeItem(_ row: UInt32) {
    demand(row == itemsMade)
    itemsMade &+= 1
  }

  @inline(__always)
  private mutating func makeCredit(_ row: UInt32) {
    demand(row == creditsMade)
    creditsMade &+= 1
  }

  private mutating func make(_ row: UInt32, in section: Section) {
    demand(row == made[section])
    made[section] &+= 1
  }
}
