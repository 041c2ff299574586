extension Book {
  /// Decides to reverse an entry that moved money, or a re-aging.
  public func decideReversal(
    of number: EntryNumber, reason: ReversalReason, date: Day
  ) throws(Refusal) -> Fact {
    guard let original = entry(number) else { throw .entryNotFound(number) }
    if !original.kind.isReversible { throw .entryNotReversible(original.kind) }
    if original.reversedBy != 0 { throw .alreadyReversed(by: EntryNumber(original.reversedBy)) }
    if date < original.effective { throw .reversalBeforeOriginal(original.effective) }
    let documents = documents(of: number)
    if let credit = documents.credit { try demandEnd(ofCredit: credit, on: date) }
    if let item = documents.item { try demandEnd(ofItem: item, on: date) }
    if original.kind == .service { try demandEnd(ofService: original.subject, on: date) }
    if original.kind == .draft, drafts[original.subject].endedBy != 0 {
      let invoice = drafts[original.subject].endedBy
      throw .draftBilled(by: invoice, reversedBy: reversal(of: invoice))
    }
    if original.kind == .unapply { try demandRoom(toRestore: number) }
    return Fact(Reversed(original: number, reason: reason))
  }

  // What rested on something and was reversed itself rests on it no longer, but only from the day
  // of that reversal on. Without what it rested on, the days before would show what never was.

  /// Refuses the end of a credit on which something else depends on that day or later.
  private func demandEnd(ofCredit credit: UInt32, on day: Day) throws(Refusal) {
    let row = credits[credit]
    var rests: (by: EntryNumber, until: Day)?
    forEachApplication(ofCredit: credit) {
      let item = items[applications[$0].item]
      if item.kind == .transfer, item.voided > max(day, rests?.until ?? .first) {
        rests = (item.entry, item.voided)
      }
    }
    if let rests { throw .transferred(by: rests.by, until: rests.until) }
    if row.kind == .writeOff, leftToRecover(of: row.account, from: day) < row.amount {
      throw .recovered
    }
  }

  /// Refuses the end of an item that was adjusted or written off on that day or later: its
  /// applications would become unapplied credit, which nobody is owed.
  private func demandEnd(ofItem item: UInt32, on day: Day) throws(Refusal) {
    var rests: (by: EntryNumber, until: Day)?
    forEachApplication(toItem: item) {
      let credit = credits[applications[$0].credit]
      switch credit.kind {
      case .adjustment, .writeOff:
        if credit.voided > max(day, rests?.until ?? .first) {
          rests = (credit.entry, credit.voided)
        }
      case .payment, .memo, .transfer, .recovery, .interest: return
      }
    }
    if let rests { throw .adjusted(by: rests.by, until: rests.until) }
  }

  /// Refuses the end of a service that is on an invoice or a draft, or was on one on that day or
  /// later.
  private func demandEnd(ofService service: UInt32, on day: Day) throws(Refusal) {
    let row = services[service]
    if row.billedBy != 0 { throw .serviceBilled(row.entry, by: row.billedBy) }
    for place in 0..<lines.count where lines[place].service == service {
      let (document, end) = (lines[place].entry, end(ofDocument: lines[place].entry))
      if day < end { throw .serviceBilled(row.entry, by: document, until: end) }
    }
  }

  /// Refuses to restore applications that were taken off, if the credit or the item has been used
  /// since, or if the entry that applied it has been reversed.
  private func demandRoom(toRestore number: EntryNumber) throws(Refusal) {
    var (ofCredits, ofItems) = ([UInt32: Money](), [UInt32: Money]())
    for place in applicationRows(by: number) {
      let row = applications[place]
      guard let taken = row.corrects else { continue }
      let setter = entries[Int(applications[taken].entry) - 1]
      if setter.reversedBy != 0 { throw .alreadyReversed(by: EntryNumber(setter.reversedBy)) }
      let currency = accounts[credits[row.credit].account].currency
      ofCredits[row.credit, default: .zero] -= row.amount
      ofItems[row.item, default: .zero] -= row.amount
      let (left, open) = (credits[row.credit].unapplied, itemRemaining[row.item])
      if ofCredits[row.credit]! > left {
        throw .applicationExceedsCredit(available: left, currency: currency)
      }
      if ofItems[row.item]! > open {
        let invoice = text(items[row.item].number)
        throw .applicationExceedsItem(invoice: invoice, open: open, currency: currency)
      }
    }
  }

  mutating func apply(_ fact: Reversed, _ number: EntryNumber, _ row: inout EntryRow) {
    let original = entries[Int(fact.original) - 1]
    precondition(original.reversedBy == 0, "an entry is reversed once")
    entries[Int(fact.original) - 1].reversedBy = UInt32(number)
    row.subject = UInt32(fact.original)
    row.detailByte = fact.reason.rawValue
    row.account = original.account
    let kind = original.kind
    if kind == .apply {
      undoApplications(by: fact.original, of: original.subject, number, row.effective)
    } else if kind == .unapply {
      restore(whatTookBack: fact.original, number, row.effective)
    } else if kind == .service {
      services[original.subject].voided = row.effective
    } else {
      // Whatever it made ends; `decideReversal` refuses what made nothing that can end. Whether a
      // re-aging holds is asked of its entry (`end(of:)`).
      freeServices(of: fact.original)
      if kind == .draft { drafts[original.subject].endedBy = number }
      endDocuments(of: fact.original, number, &row)
    }
  }

  private mutating func endDocuments(
    of original: EntryNumber, _ number: EntryNumber, _ row: inout EntryRow
  ) {
    let documents = documents(of: original)
    let leg = secondLeg(of: original)
    if let credit = documents.credit {
      let effect = end(credit: credit, number, row.effective)
      if let leg {
        addLeg(legs[leg].account, effect, number)
      } else {
        row.effect += effect
      }
    }
    if let item = documents.item { row.effect += end(item: item, number, row.effective) }
  }

  /// Ends a credit. The items that it had paid are open again by the same amounts.
  private mutating func end(
    credit: UInt32, _ number: EntryNumber, _ effective: Day
  ) -> Money {
    undo(standingApplications(ofCredit: credit), number, effective)
    let row = credits[credit]
    setUnapplied(.zero, of: credit)
    credits[credit].voided = effective
    if row.kind == .writeOff { accounts[row.account].writeOffs -= 1 }
    return post(credit: row.kind, -row.amount, to: row.account)
  }

  /// Ends an item. It is no longer owed, and what had been paid on it becomes unapplied credit.
  private mutating func end(item: UInt32, _ number: EntryNumber, _ effective: Day) -> Money {
    undo(standingApplications(toItem: item), number, effective)
    let row = items[item]
    setRemaining(.zero, of: item)
    items[item].voided = effective
    return post(item: row.kind, -row.amount, to: itemAccount[item])
  }

  /// Takes back what one entry applied of a credit, except what has been taken off since.
  private mutating func undoApplications(
    by original: EntryNumber, of credit: UInt32, _ number: EntryNumber, _ effective: Day
  ) {
    let standing = standingApplications(ofCredit: credit)
    undo(standing.filter { applications[$0.row].entry == original }, number, effective)
  }

  /// Takes back what still counts of some applications. If an application takes effect after the
  /// reversal, it is taken back on its own day, so that no day between shows less than nothing.
  private mutating func undo(
    _ standing: [Standing], _ number: EntryNumber, _ effective: Day
  ) {
    for application in standing {
      correct(application, by: -applications[application.row].standing, number, effective)
    }
  }

  /// Restores what an entry took off: applies it to the same items again.
  private mutating func restore(
    whatTookBack original: EntryNumber, _ number: EntryNumber, _ effective: Day
  ) {
    // The day of a credit is looked up once for all rows that follow each other: restoring takes
    // nothing back, so the day does not change.
    var (credit, ofCredit) = (none, Day.first)
    for place in applicationRows(by: original) {
      let row = applications[place]
      if row.credit != credit { (credit, ofCredit) = (row.credit, earliest(ofCredit: row.credit)) }
      let from = max(ofCredit, earliest(toItem: row.item))
      correct(Standing(row: row.corrects!, from: from), by: -row.amount, number, effective)
    }
  }
}
