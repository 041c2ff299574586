extension Book {
  /// Decides to draft an invoice.
  /// - Parameter due: the due date; nil for the account's terms, counted from the day of release.
  public func decideDraft(
    account: UInt32, invoice: String, amount: Money, date: Day, due: Day?,
    contents: InvoiceContents
  ) throws(Refusal) -> Fact {
    try demandFree(invoice, on: account)
    if let due, due < date { throw .dueBeforeDate }
    try checkAmount(amount, accounts[account].currency)
    try check(contents, amount, of: account, on: date)
    return Fact(
      InvoiceDrafted(
        account: accounts[account].opened, invoice: invoice, amount: amount, due: due,
        contents: contents))
  }

  /// Decides to bill a draft.
  /// - Parameter due: the due date; nil for that of the draft, or else for the account's terms.
  public func decideRelease(
    ofDraft invoice: String, account: UInt32, date: Day, due: Day?
  ) throws(Refusal) -> Fact {
    guard let draft = findDraft(invoice, of: account) else { throw .draftNotFound(invoice) }
    let row = drafts[draft]
    let drafted = entries[Int(row.entry) - 1].effective
    if date < drafted { throw .releaseBeforeDraft(drafted) }
    let due = due ?? row.due ?? terms(of: account, on: date).due(from: date)
    if due < date { throw .dueBeforeDate }
    try checkAmount(row.amount, accounts[account].currency)
    try demandCredit(of: account, date)
    for line in lineRows(of: row.entry) {
      if let service = lines[line].service { try demandVerified(service) }
    }
    return Fact(InvoiceReleased(draft: row.entry, due: due))
  }

  /// The entries of the drafts with a number that are not billed yet, on any account. Looks at all
  /// drafts, which only what explains a mistake may do.
  /// - Parameter max: how many entries to return at most.
  public func drafts(_ number: String, max: Int) -> [EntryNumber] {
    var found: [EntryNumber] = []
    withUTF8(number) { bytes in
      for row in 0..<UInt32(drafts.count) where found.count < max {
        if isDraft(row, on: .last), arena.equals(drafts[row].number, bytes) {
          found.append(drafts[row].entry)
        }
      }
    }
    return found
  }

  /// The row of an account's draft that is neither billed nor dropped at the end of a day.
  public func findDraft(
    _ invoice: String, of account: UInt32, asOf last: Day = .last
  ) -> UInt32? {
    guard has(.drafts, account) else { return nil }
    var found: UInt32?
    withUTF8(invoice) { bytes in
      walk(drafts, of: account) { row in
        if isDraft(row, on: last), arena.equals(drafts[row].number, bytes) { found = row }
        return found == nil
      }
    }
    return found
  }

  /// All drafts of an account, newest first.
  public func forEachDraft(of account: UInt32, _ body: (UInt32) -> Void) {
    forEach(drafts, of: account, body)
  }

  /// The free text of an invoice: its own, or else that of its draft.
  public func text(ofInvoice item: UInt32) -> TextReference {
    let number = items[item].entry
    var text = memo(of: number)
    if !text.isEmpty { return text }
    forEachDraft(of: itemAccount[item]) {
      if drafts[$0].endedBy == number { text = memo(of: drafts[$0].entry) }
    }
    return text
  }

  /// Refuses a number that an item or a draft of the account already has.
  func demandFree(_ number: String, on account: UInt32) throws(Refusal) {
    if findInvoice(number, of: account) != nil || findDraft(number, of: account) != nil {
      throw .invoiceExists(number)
    }
  }

  mutating func apply(_ fact: InvoiceDrafted, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let draft = drafts.append(
      DraftRow(
        number: arena.append(fact.invoice), amount: fact.amount, account: account,
        entryWord: UInt32(number), dueOrNever: fact.due ?? never,
        previousOfAccount: beginChain(.drafts, of: account, with: drafts.count)))
    row.account = account
    row.subject = draft
    add(fact.contents, number, &row)
  }

  mutating func apply(_ fact: InvoiceReleased, _ number: EntryNumber, _ row: inout EntryRow) {
    let drafted = entries[Int(fact.draft) - 1]
    precondition(drafted.kind == .draft, "entry \(fact.draft) is a \(drafted.kind)")
    let draft = drafts[drafted.subject]
    precondition(draft.endedBy == 0, "a draft is billed once, and not when it was dropped")
    drafts[drafted.subject].endedBy = number
    row.account = draft.account
    row.subject = addItem(
      .invoice, text(draft.number), draft.amount, due: fact.due, on: draft.account, number,
      row.effective)
    row.effect = post(item: .invoice, draft.amount, to: draft.account)
    for place in lineRows(of: fact.draft) {
      var line = lines[place]
      line.entry = number
      add(line, &row)
    }
  }
}
