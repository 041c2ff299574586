import PiperollLedger

// Late items and late fees in the model. The instalments are those of the book's own schedule,
// which other tests check by arithmetic; what was paid of them is added up here.

extension Model {
  static let fixedLateFee: Int64 = 7
  /// Ten percent.
  static let lateFeeShare: Int64 = 100_000
  static let lateFeeGrace = 3

  /// The invoice, by its place in `invoices`.
  struct LateFee {
    var item: Int
    var due: Int
  }

  func lateFee(of left: Int64) -> Int64 {
    Swift.max(Self.fixedLateFee, (left * Self.lateFeeShare + 500_000) / 1_000_000)
  }

  /// What is late by more than the days of grace, and what is left of it.
  func late(_ account: Int, asOf day: Int) -> [(item: Int, due: Int, left: Int64)] {
    var late: [(item: Int, due: Int, left: Int64)] = []
    for (place, item) in invoices.enumerated() where item.account == account {
      if item.kind == .invoice || item.kind == .adjustment {
        late.append((place, item.due, left(ofInvoice: place, asOf: day)))
      }
      if item.kind == .principal, isLive(invoice: place, day) {
        late += instalments(place, asOf: day).map { (place, $0.due, $0.left) }
      }
    }
    return late.filter { $0.left > 0 && day - $0.due > Self.lateFeeGrace }
  }

  func instalments(_ loan: Int, asOf day: Int) -> [(due: Int, left: Int64)] {
    let open = left(ofInvoice: loan, asOf: day)
    guard let schedule = schedules[invoices[loan].entry], open > 0 else { return [] }
    let interest = invoices.indices.filter {
      invoices[$0].account == invoices[loan].account && invoices[$0].kind == .interest
        && invoices[$0].date >= invoices[loan].date
    }
    var paid = ([loan] + interest).reduce(0) { $0 + money(toInvoice: $1, asOf: day) }
    var lefts: [(due: Int, left: Int64)] = schedule.map { part in
      let share = Swift.min(Swift.max(paid, 0), part.amount)
      paid -= share
      return (part.due, part.amount - share)
    }
    let owed = open + interest.reduce(0) { $0 + left(ofInvoice: $1, asOf: day) }
    let others = lefts.dropLast().reduce(0) { $0 + $1.left }
    lefts[lefts.count - 1].left = Swift.max(lefts[lefts.count - 1].left, owed - others)
    return lefts
  }

  /// What was paid on an item, or forgiven; without write-offs and corrections of interest.
  private func money(toInvoice invoice: Int, asOf day: Int) -> Int64 {
    var sum: Int64 = 0
    for share in shares
    where share.invoice == invoice && isLive(invoice: invoice, day)
      && isLive(credit: share.credit, day)
      && ![.writeOff, .interest].contains(credits[share.credit].kind)
    {
      if share.from <= day { sum += share.amount }
      for change in share.changes where change.day <= day { sum += change.amount }
    }
    return sum
  }
}
