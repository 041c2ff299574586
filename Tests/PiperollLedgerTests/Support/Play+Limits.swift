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
    func told(after number: EntryNumber) -> Int64? {
      book.creditLimit(of: UInt32(account), on: Play.day(day), after: number)?.minor
    }
    if told(after: book.sequence) != now || told(after: book.sequence - 1) != was {
      disagreements.append("\(book.sequence): the limit")
    }
  }

  /// Compares by how much the last entry brought accounts over their limits with the model.
  func demandOverLimits(owing before: [Int64]) {
    let outcome = book.outcome(of: book.sequence)
    let entry = book.entries[Int(book.sequence) - 1]
    for account in model.accounts.indices where before.indices.contains(account) {
      let row = UInt32(account)
      let isOf = entry.account == row
      let owed = model.balance(of: account, asOf: .max - 1)
      let limit = model.limit(of: account, asOf: entry.effective - Play.firstDay) ?? .max
      let isTold = owed > before[account] || entry.kind == .limit && isOf
      let isSecond = !isOf && outcome.second?.account == book.accounts[row].id
      let said = isOf ? outcome.overLimit : isSecond ? outcome.second!.overLimit : .zero
      if said.minor != (isTold ? max(0, owed - min(owed, limit)) : 0) {
        disagreements.append("\(book.sequence): \(said) over the limit")
      }
    }
  }

  /// What each account owes.
  var owed: [Int64] { model.accounts.indices.map { model.balance(of: $0, asOf: .max - 1) } }
}
