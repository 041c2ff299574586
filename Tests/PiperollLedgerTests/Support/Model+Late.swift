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

  /// What is late by more than the days of grace and not held, and what is left of it: first of all
  /// what unapplied credit does not cover.
  func late(_ account: Int, asOf day: Int) -> [(item: Int, due: Int, left: Int64)] {
    var late: [(item: Int, due: Int, left: Int64)] = []
    var credit = unapplied(account, asOf: day)
    for (place, item) in invoices.enumerated()
    where item.account == account && !isInterestHeld(place, on: day) {
      if item.kind == .invoice || item.kind == .adjustment {
        late.append((place, item.due, left(ofInvoice: place, asOf: day)))
      }
      if item.kind == .principal, isLive(invoice: place, day) {
        let given = unappliedInterest(account, asOf: day)
        late += instalments(place, asOf: day, less: given, paying: 0).map {
          (place, $0.due, $0.left)
        }
        credit -= given
      }
    }
    late = late.filter { $0.due < day }.sorted { ($0.due, $0.item) < ($1.due, $1.item) }
    for place in late.indices {
      let covered = Swift.min(credit, late[place].left)
      late[place].left -= covered
      credit -= covered
    }
    return late.filter { $0.left > 0 && day - $0.due > Self.lateFeeGrace }
  }

  func unapplied(_ account: Int, asOf day: Int) -> Int64 {
    credits.indices.filter { credits[$0].account == account }
      .reduce(0) { $0 + left(ofCredit: $1, asOf: day) }
  }

  func instalments(_ loan: Int, asOf day: Int) -> [(due: Int, left: Int64)] {
    let account = invoices[loan].account
    let credit = unapplied(account, asOf: day)
    return instalments(
      loan, asOf: day, less: credit, paying: credit - unappliedInterest(account, asOf: day))
  }

  /// What of the interest given back is set against nothing.
  private func unappliedInterest(_ account: Int, asOf day: Int) -> Int64 {
    credits.indices.filter { credits[$0].account == account && credits[$0].kind == .interest }
      .reduce(0) { $0 + left(ofCredit: $1, asOf: day) }
  }

  private func instalments(
    _ loan: Int, asOf day: Int, less credit: Int64, paying: Int64
  ) -> [(due: Int, left: Int64)] {
    let account = invoices[loan].account
    guard let schedule = schedules[invoices[loan].entry] else { return [] }
    let interest = invoices.indices.filter {
      invoices[$0].account == account && invoices[$0].kind == .interest
    }
    let since = interest.filter { invoices[$0].date >= invoices[loan].date }
    let paid = ([loan] + since).reduce(paying) { $0 + money(toInvoice: $1, asOf: day) }
    let owed = owedOfLoan(loan, asOf: day) - credit
    var lefts: [(due: Int, left: Int64)] = []
    // Sums from the first instalment on: what of them is unpaid, but no more than what is owed and
    // the interest of those that are ahead.
    let all = Swift.max(0, owed)
    var (planned, ahead, before): (Int64, Int64, Int64) = (0, 0, 0)
    for part in schedule {
      planned += part.amount
      if part.due >= day, all > before - ahead { ahead += part.interest }
      let sum = Swift.max(before, Swift.min(planned - Swift.max(0, paid), all + ahead))
      lefts.append((part.due, sum - before))
      before = sum
    }
    let others = lefts.dropLast().reduce(0) { $0 + $1.left }
    lefts[lefts.count - 1].left = Swift.max(lefts[lefts.count - 1].left, owed - others)
    return lefts
  }

  /// The open principal of a loan and all interest of its account, charged or not.
  func owedOfLoan(_ loan: Int, asOf day: Int) -> Int64 {
    let account = invoices[loan].account
    let interest = invoices.indices.filter {
      invoices[$0].account == account && invoices[$0].kind == .interest
    }
    let open = ([loan] + interest).reduce(0) { $0 + left(ofInvoice: $1, asOf: day) }
    return open + uncharged(account, on: day)
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
