extension Book {
  /// Decides to record promises of an account, made on one day.
  /// - Parameter replaces: the promise whose place they take; nil for none.
  /// - Parameter wishes: the items that a promise is for, and at most how much of each; empty for
  ///   whatever is owed. Only one promise of a request can be for items.
  /// - Parameter corrected: the note that the same request corrects: its promises end.
  public func decidePromises(
    _ terms: [(amount: Money, due: Day)], account: UInt32, on made: Day,
    replaces: EntryNumber?, for wishes: [ApplicationWish] = [],
    correcting corrected: EntryNumber? = nil
  ) throws(Refusal) -> [Fact] {
    let items = wishes.isEmpty ? [] : try promised(wishes, of: account, on: made)
    if let replaces {
      let replaced = try promiseToReplace(replaces, on: made)
      if promises[replaced].account != account { throw .promiseElsewhere(replaces) }
    }
    let currency = accounts[account].currency
    let latest = made.advanced(days: days(of: .promiseDays, on: made))
    var left = unpromised(of: account, on: made, without: replaces, corrected)
    var facts: [Fact] = []
    for (amount, due) in terms {
      if amount <= .zero { throw .amountZero }
      if due < made { throw .promisePast(made: made) }
      if due > latest { throw .promiseTooFar(latest: latest) }
      if amount > left { throw .promiseExceedsOpen(max(left, .zero), currency: currency) }
      left -= amount
      let most = items.reduce(.zero) { $0 + $1.amount }
      if !items.isEmpty, amount > most { throw .promiseExceedsItems(most, currency: currency) }
      var promise = PromiseMade(
        account: accounts[account].opened, amount: amount, due: due,
        replaces: facts.isEmpty ? replaces : nil)
      promise.items = items
      facts.append(promise.fact)
    }
    return facts
  }

  /// The items of a promise: each is open, and has at most as much promised as is open.
  private func promised(
    _ wishes: [ApplicationWish], of account: UInt32, on day: Day
  ) throws(Refusal) -> [Application] {
    let currency = accounts[account].currency
    return try named(
      wishes, of: account, left: { remaining(ofItem: $0, asOf: day) },
      tooMuch: { .applicationExceedsItem(invoice: $0, open: $1, currency: currency) })
  }

  /// What is owed at the end of a day, less what was promised by then and is still to come.
  private func unpromised(
    of account: UInt32, on day: Day, without replaced: EntryNumber?, _ corrected: EntryNumber?
  ) -> Money {
    var left = balance(of: account, asOf: day)
    let ended = corrected.map { continuation(of: $0) }
    for standing in promises(of: account, asOf: day) where standing.state.isOpen {
      let row = promises[standing.promise]
      if row.entry == replaced || ended?.contains(row.entry) ?? false { continue }
      left -= row.amount - standing.counted
    }
    return left
  }

  /// The promise whose place another is to take.
  private func promiseToReplace(_ number: EntryNumber, on day: Day) throws(Refusal) -> UInt32 {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard entry.kind == .promise else { throw .entryNotPromise(entry.kind) }
    try demandEndable(promises[entry.subject], on: day)
    return entry.subject
  }

  /// The promise that an entry made; nil if it made none.
  func promise(madeBy number: EntryNumber) -> UInt32? {
    guard let entry = entry(number), entry.kind == .promise else { return nil }
    return entry.subject
  }

  mutating func apply(_ fact: PromiseMade, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    if let earlier = fact.replaces {
      let made = entries[Int(earlier) - 1]
      precondition(made.kind == .promise, "entry \(earlier) is a \(made.kind)")
      promises[made.subject].end(by: number, on: row.effective)
    }
    row.subject = promises.append(
      PromiseRow(
        amount: fact.amount, entryWord: UInt32(number), account: account, made: row.effective,
        due: fact.due, replacesWord: UInt32(fact.replaces ?? 0),
        previousOfAccount: beginChain(.promises, of: account, with: promises.count)))
    for part in fact.items {
      promiseItems.append(
        PromiseItemRow(amount: part.amount, promise: row.subject, item: item(of: part.invoice)))
    }
    row.account = account
  }
}
