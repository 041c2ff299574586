extension Book {
  /// An account's limit is that of its last change, by the entries in their order.
  func checkLimits(_ demand: Demand) {
    var last = [UInt32: LimitRow]()
    for number in 0..<limits.count {
      let row = limits[number]
      let entry = entries[Int(row.entry) - 1]
      demand(
        entry.kind == .limit && entry.subject == UInt32(number)
          && entry.effective == row.effective, "limit \(row.entry): its entry")
      if row.effective >= last[entry.account]?.effective ?? .first { last[entry.account] = row }
    }
    for (account, row) in last where account != none {
      let id = text(accounts[account].id)
      demand(accounts[account].creditLimitOrNone == row.limitOrNone, "account \(id): its limit")
    }
  }
}
