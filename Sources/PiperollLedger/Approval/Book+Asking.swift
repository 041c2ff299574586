extension Book {
  /// Decides to ask for an approval of facts that would be recorded next.
  /// - Parameters:
  ///   - today: the day from which the request's days count.
  ///   - amountAbout: the amount that an entry is about, whether or not it changes a balance; nil
  ///     if the entry is about no amount.
  public func decideAsking(
    for facts: [Fact], request: String, needs: ApprovalNeeds, effective: Day, today: Day,
    amountAbout: (EntryNumber, borrowing Book) -> (amount: Money, currency: Currency)?
  ) -> Fact {
    var trial = trial()
    let first = sequence + 1
    trial.apply(
      facts.enumerated().map {
        Entry(effective: effective, actor: "", isContinuation: $0.offset > 0, fact: $0.element)
      })
    let number = trial.subject(ofRequestFrom: first)
    let entry = trial.entries[Int(number) - 1]
    let limits = facts.flatMap { given(by: $0, effective: effective, on: today) }
      .filter { !needs.isDisjoint(with: $0.concession.needs) }
    // The row cannot name an account that the request itself opens, nor several accounts.
    let isOfOne =
      entry.hasAccount && entry.account < accounts.count
      && trial.isOfOneAccount(first...trial.sequence)
    let account = isOfOne ? entry.account : nil
    let about = amountAbout(number, trial)
    let currency = limits.first?.currency ?? about?.currency
    let amount = limits.reduce(Money.zero) { $1.currency == currency ? $0 + $1.amount : $0 }
    let asked = ApprovalAsked(
      request: request, hash: FactHash(facts, from: first), needs: needs, kind: entry.kind,
      account: account.map { accounts[$0].opened } ?? 0,
      amount: limits.isEmpty ? about?.amount ?? .zero : amount, currency: currency,
      effective: effective,
      expires: today.advanced(days: days(of: .approvalDays, on: today)))
    return asked.fact
  }
}
