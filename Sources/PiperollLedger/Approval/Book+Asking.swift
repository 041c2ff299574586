extension Book {
  /// Decides to ask for an approval of facts that the next entries would be.
  /// - Parameter today: from which its days count.
  public func decideAsking(
    for facts: [Fact], request: String, needs: ApprovalNeeds, effective: Day, today: Day
  ) -> Fact {
    var trial = trial()
    let number = sequence + 1
    trial.apply(
      Entry(effective: effective, actor: "", fact: facts[0]),
      Stamp(number: number, recorded: lastRecorded))
    let entry = trial.entries[Int(number) - 1]
    let limits = facts.compactMap { limited($0, on: effective) }
    // An account that it opens itself is not there to be named, and of several none is.
    let isOfOne = entry.hasAccount && entry.account < accounts.count && limits.count < 2
    let account = isOfOne ? entry.account : nil
    let about = trial.amount(about: number)
    let currency = limits.first?.currency ?? about?.currency
    let amount = limits.reduce(Money.zero) { $1.currency == currency ? $0 + $1.amount : $0 }
    return Fact(
      ApprovalAsked(
        request: request, hash: FactHash(facts, from: number), needs: needs, kind: entry.kind,
        account: account.map { accounts[$0].opened } ?? 0,
        amount: limits.isEmpty ? about?.amount ?? .zero : amount, currency: currency,
        effective: effective,
        expires: today.advanced(days: days(of: .approvalDays, on: today))))
  }

  /// The amount that an entry is about, whatever it does to a balance; nil where it is about none.
  private func amount(about number: EntryNumber) -> (amount: Money, currency: Currency)? {
    let entry = entries[Int(number) - 1]
    var amount: Money?
    switch document(of: entry, number) {
    case .invoice(_, let whole, _), .credit(let whole, _, _), .moved(_, let whole, _),
      .loan(_, let whole, _, _), .interest(_, let whole, _, _), .service(_, let whole),
      .draft(_, let whole, _):
      amount = whole
    case .applied(_, let applied, _): amount = applied
    case .reversed(let original): return self.amount(about: original)
    case .verified(let service): return self.amount(about: service)
    case .limit(let limit?, let was?): amount = max(limit, was) - min(limit, was)
    case .limit(let limit, let was): amount = limit ?? was
    case .policy(let row):
      guard case .money(let value) = value(ofPolicy: row) else { return nil }
      return policies[row].currency.map { (value, $0) }
    case .none, .rate, .hold, .released, .approval, .decided, .closed, .user: return nil
    }
    return amount.map { ($0, accounts[entry.account].currency) }
  }
}
