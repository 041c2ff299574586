import PiperollLedger

extension Model {
  func limit(of account: Int, asOf day: Int) -> Int64? {
    let changes = limits.filter { $0.account == account && $0.date <= day }
    guard let date = changes.map(\.date).max() else { return accounts[account].limit }
    return changes.last { $0.date == date }!.limit
  }
}

extension Play {
  func limit(_ account: Int, _ limit: Int64?, on day: Int) {
    let was = model.limit(of: account, asOf: day)
    let fact = book.decideLimit(
      account: UInt32(account), limit: limit.map { Money(minor: $0) }, requestedBy: "lena",
      reason: .review)
    record(fact, on: day)
    model.limits.append(Model.Limit(account: account, limit: limit, date: day))
    let now = model.limit(of: account, asOf: day)
    let detail = Outcome.Detail.limit(
      now.map { Money(minor: $0) }, was: was.map { Money(minor: $0) })
    if outcomes.last!.detail != detail { disagreements.append("\(book.sequence): the limit") }
    demandOverLimit(account)
  }

  /// What the last entry says that the account owes beyond the limit of its day.
  func demandOverLimit(_ account: Int) {
    let said = book.outcome(of: book.sequence).overLimit.minor
    let day = book.entries[Int(book.sequence) - 1].effective - Play.firstDay
    let limit = model.limit(of: account, asOf: day) ?? .max
    let owed = model.balance(of: account, asOf: .max - 1)
    if said != max(0, owed - min(owed, limit)) {
      disagreements.append("\(book.sequence): \(said) over the limit")
    }
  }
}
