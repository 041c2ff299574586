extension Book {
  mutating func apply(_ fact: CreditTaken, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let credit = addCredit(
      fact.kind, fact.amount, method: fact.method, reason: fact.reason, on: account, number,
      row.effective)
    row.account = account
    row.subject = credit
    row.effect = post(credit: fact.kind, fact.amount, to: account)
    let applied = setAll(fact.applications, of: credit, number, row.effective)
    if fact.kind == .writeOff { accounts[account].writeOffs += 1 }
    if !fact.kind.isUnappliable { precondition(applied == fact.amount, "nothing of it is left") }
    addTenderDetails(fact.tenderDetails, number, &row)
    addHeldBack(fact.held, number, &row)
    row.setExact(fact.exact)
  }

  mutating func apply(_ fact: CreditApplied, _ number: EntryNumber, _ row: inout EntryRow) {
    let credit = credit(of: fact.credit)
    row.account = credits[credit].account
    row.subject = credit
    let applied = set(fact.applications, of: credit, number, row.effective)
    setUnapplied(credits[credit].unapplied - applied, of: credit)
    post(applied: applied, to: row.account)
    addHeldBack(fact.held, number, &row)
    row.setExact(fact.exact)
  }

  /// Adds a credit of which nothing is unapplied yet. It posts nothing: the caller does.
  /// - Returns: the credit's row.
  mutating func addCredit(
    _ kind: CreditKind, _ amount: Money, method: PaymentMethod = .other, reason: Reason = .other,
    on account: UInt32, _ entry: EntryNumber, _ date: Day
  ) -> UInt32 {
    let credit = credits.append(
      CreditRow(
        amount: amount, unapplied: .zero, entry: entry, account: account, date: date,
        previousOfAccount: accounts[account].lastCredit, kindByte: kind.rawValue,
        methodByte: method.rawValue, reasonByte: reason.rawValue))
    accounts[account].lastCredit = credit
    return credit
  }

  /// Keeps a payment's tender details: its check number, card token and the like.
  mutating func addTenderDetails(_ text: String, _ number: EntryNumber, _ row: inout EntryRow) {
    if text.isEmpty { return }
    tenderDetails.append(MemoRow(entry: number, text: arena.append(text)))
    row.detailByte |= EntryRow.tenderDetailsBit
  }

  /// Keeps how much stayed unapplied because items were on hold.
  private mutating func addHeldBack(
    _ amount: Money, _ number: EntryNumber, _ row: inout EntryRow
  ) {
    if amount == .zero { return }
    heldBacks.append(AmountRow(entry: number, amount: amount))
    row.detailByte |= EntryRow.heldBit
  }

  /// Applies a new credit to items and leaves the rest unapplied.
  /// - Returns: how much was applied in all.
  @discardableResult
  mutating func setAll(
    _ applications: [Application], of credit: UInt32, _ number: EntryNumber, _ effective: Day
  ) -> Money {
    let applied = set(applications, of: credit, number, effective)
    setUnapplied(credits[credit].amount - applied, of: credit)
    post(applied: applied, to: credits[credit].account)
    return applied
  }

  /// Applies a credit to items. The caller takes the sum off the credit.
  /// - Returns: the sum.
  private mutating func set(
    _ applications: [Application], of credit: UInt32, _ number: EntryNumber, _ effective: Day
  ) -> Money {
    var total = Money.zero
    let start = max(effective, earliest(ofCredit: credit))
    let account = credits[credit].account
    for application in applications {
      let item = item(of: application.invoice)
      precondition(application.amount > .zero, "an application is of something")
      precondition(itemAccount[item] == account, "credit stays on its account")
      let day = max(start, earliest(toItem: item))
      move(application.amount, credit: credit, item: item, number, day, corrects: nil)
      total += application.amount
    }
    return total
  }

  /// Applies an amount of a credit to an item.
  mutating func set(
    _ amount: Money, of credit: UInt32, against item: UInt32, _ number: EntryNumber,
    _ effective: Day
  ) {
    let day = max(effective, earliest(ofCredit: credit), earliest(toItem: item))
    move(amount, credit: credit, item: item, number, day, corrects: nil)
  }

  // Money that a credit or an item got back is there only from that day on, so it cannot be applied
  // earlier: a back-dated application would leave less than nothing on the days between.

  /// Refuses a day on which an item is not yet open for what its row says is left of it.
  func demandOpen(_ item: UInt32, on day: Day) throws(Refusal) {
    let first = earliest(toItem: item)
    if day >= first { return }
    throw .beforeItem(
      text(items[item].number), date: day, first, isAgain: first > items[item].date)
  }

  /// Refuses a day on which a credit does not yet have unapplied what its row says.
  func demandUnapplied(_ credit: UInt32, on day: Day) throws(Refusal) {
    let first = earliest(ofCredit: credit)
    if day >= first { return }
    throw .beforeCredit(
      credits[credit].entry, date: day, first, isAgain: first > credits[credit].date)
  }

  /// The first day on which a credit, as it stands, can be applied to items.
  func earliest(ofCredit credit: UInt32) -> Day {
    max(credits[credit].date, lastUndoing(ofCredit: credit))
  }

  /// The first day on which credit can be applied to an item, as the item stands.
  func earliest(toItem item: UInt32) -> Day {
    max(items[item].date, lastUndoing(toItem: item))
  }

  private func lastUndoing(ofCredit credit: UInt32) -> Day {
    var last = Day.first
    if credits[credit].undoingByte == 0 { return last }
    forEachApplication(ofCredit: credit) {
      if applications[$0].amount < .zero { last = max(last, applications[$0].effective) }
    }
    return last
  }

  private func lastUndoing(toItem item: UInt32) -> Day {
    var last = Day.first
    if !items[item].hasUndoing { return last }
    forEachApplication(toItem: item) {
      if applications[$0].amount < .zero { last = max(last, applications[$0].effective) }
    }
    return last
  }

  /// Moves an amount from a credit to an item (back, if below zero), and keeps the item's open list
  /// up to date. The caller sets what is left of the credit, once for all that it moves.
  /// - Parameter corrects: the application that is taken back or restored; nil for a new
  ///   application.
  mutating func move(
    _ amount: Money, credit: UInt32, item: UInt32, _ number: EntryNumber, _ day: Day,
    corrects: UInt32?
  ) {
    let row = applications.append(
      ApplicationRow(
        amount: amount, entry: number, credit: credit, item: item, effective: day,
        corrects: corrects, previousOfCredit: credits[credit].lastApplication,
        previousOfItem: items[item].lastApplication))
    credits[credit].lastApplication = row
    items[item].lastApplication = row
    if let corrects {
      applications[corrects].correct(by: amount)
      credits[credit].undoingByte = 1
      items[item].hasUndoing = true
    }
    setRemaining(itemRemaining[item] - amount, of: item)
  }

  /// Sets what is left of an item. An item is in its account's open list exactly while this is not
  /// zero.
  mutating func setRemaining(_ amount: Money, of item: UInt32) {
    precondition(amount >= .zero && amount <= items[item].amount, "0 <= remaining <= amount")
    let wasOpen = itemRemaining[item] > .zero
    itemRemaining[item] = amount
    if wasOpen, amount == .zero { closeItem(item) }
    if !wasOpen, amount > .zero { openItem(item) }
  }

  /// Sets what is left of a credit. A credit is in its account's open list exactly while this is
  /// not zero.
  mutating func setUnapplied(_ amount: Money, of credit: UInt32) {
    precondition(amount >= .zero && amount <= credits[credit].amount, "0 <= unapplied <= amount")
    let wasOpen = credits[credit].unapplied > .zero
    credits[credit].unapplied = amount
    if wasOpen, amount == .zero { closeCredit(credit) }
    if !wasOpen, amount > .zero { openCredit(credit) }
  }
}
