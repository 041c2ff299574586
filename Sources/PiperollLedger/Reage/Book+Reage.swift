extension Book {
  /// How often an account is re-aged at most, in how many months. Banks are held to it (Uniform
  /// Retail Credit Classification and Account Management Policy, 65 FR 36903): who re-ages more
  /// often hides what does not come in.
  private static let reagesMax: [(count: Int, months: Int)] = [(1, 12), (2, 60)]

  /// Decides to age items from a later day than they are due.
  /// - Parameter numbers: the items; empty for all that is past due.
  public func decideReage(
    account: UInt32, due: Day, items numbers: [String], on made: Day
  ) throws(Refusal) -> Fact {
    try demandRareReage(of: account, on: made)
    var parts: [(item: UInt32, amount: Money)] = []
    if numbers.isEmpty {
      for open in openItems(of: account, asOf: made)
      where agedDue(of: open.item, on: made) < made && parts.count < Self.applicationsMax {
        parts.append((open.item, open.left))
      }
      if parts.isEmpty { throw .nothingPastDue }
    } else {
      for number in numbers {
        guard let item = findInvoice(number, of: account) else { throw .invoiceNotFound(number) }
        if parts.contains(where: { $0.item == item }) {
          throw .applicationRepeated(invoice: number)
        }
        let left = remaining(ofItem: item, asOf: made)
        if left == .zero { throw .nothingOpen }
        parts.append((item, left))
      }
    }
    for part in parts {
      let old = agedDue(of: part.item, on: made)
      if due <= old { throw .reageNotLater(text(items[part.item].number), old) }
    }
    let applications = parts.map { Application(invoice: items[$0.item].entry, amount: $0.amount) }
    return Fact(Reaged(account: accounts[account].opened, due: due, items: applications))
  }

  /// Refuses an account that was re-aged as often as it may be. One that is dated back is held
  /// against those that were made since, too. What was reversed counts for no day from its reversal
  /// on.
  private func demandRareReage(of account: UInt32, on made: Day) throws(Refusal) {
    guard has(.reages, account) else { return }
    var others: [(day: Day, end: Day, entry: EntryNumber)] = []
    forEach(reages, of: account) { reage in
      let (row, end) = (reages[reage], end(of: reages[reage]))
      if made < end { others.append((row.made, end, row.entry)) }
    }
    others.sort { ($0.day, $0.entry) < ($1.day, $1.entry) }
    for (count, months) in Self.reagesMax {
      let near = others.filter {
        $0.day.advanced(months: months) > made && made.advanced(months: months) > $0.day
      }
      guard near.count >= count, let last = near.dropLast(count - 1).last else { continue }
      throw .reagedBefore(
        by: last.entry, from: min(last.end, last.day.advanced(months: months)))
    }
  }

  mutating func apply(_ fact: Reaged, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let reage = UInt32(reages.count)
    row.account = account
    row.subject = reages.append(
      ReageRow(
        entryWord: UInt32(number), account: account, made: row.effective, due: fact.due,
        firstItem: UInt32(reageItems.count), itemCount: UInt32(fact.items.count),
        previousOfAccount: beginChain(.reages, of: account, with: reages.count)))
    for part in fact.items {
      reageItems.append(
        ReageItemRow(amount: part.amount, reage: reage, item: item(of: part.invoice)))
    }
  }

  // MARK: The age of an item

  /// Whether an account was ever re-aged.
  public func hasReages(_ account: UInt32) -> Bool { has(.reages, account) }

  /// The items of a re-aging.
  public func items(ofReage reage: UInt32) -> [ReageItemRow] {
    let row = reages[reage]
    return (0..<row.itemCount).map { reageItems[row.firstItem + $0] }
  }

  /// The day from which a re-aging no longer holds; `never` if it was not reversed.
  private func end(of row: ReageRow) -> Day {
    reversal(of: row.entry).map { entries[Int($0) - 1].effective } ?? never
  }

  /// The day from which an item is aged, by the end of a day: its due date, or a later one that a
  /// re-aging says.
  @inline(__always)
  public func agedDue(of item: UInt32, on day: Day) -> Day {
    guard reages.count > 0, let reage = reage(of: item, on: day) else { return itemDue[item] }
    return reages[reage].due
  }

  /// The re-aging of an item that holds at the end of a day; nil if it is aged from its due date.
  public func reage(of item: UInt32, on day: Day) -> UInt32? {
    let account = itemAccount[item]
    guard has(.reages, account) else { return nil }
    var found: UInt32?
    forEach(reages, of: account) { reage in
      let row = reages[reage]
      guard row.made <= day, day < end(of: row),
        items(ofReage: reage).contains(where: { $0.item == item })
      else { return }
      // An item is aged from the latest day that was said: it only ever moves ahead.
      if let other = found, reages[other].due >= row.due { return }
      found = reage
    }
    return found
  }
}
