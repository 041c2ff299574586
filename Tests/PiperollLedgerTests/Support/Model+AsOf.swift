import PiperollLedger

// The model at the end of a past day: each document counts from its date until the day it is void,
// each share while both of its documents count.

extension Model {
  func isLive(invoice: Int, _ day: Int) -> Bool {
    invoices[invoice].date <= day && day < invoices[invoice].voided
  }

  func isLive(credit: Int, _ day: Int) -> Bool {
    credits[credit].date <= day && day < credits[credit].voided
  }

  private func shared(_ day: Int, where matches: (Share) -> Bool) -> Int64 {
    var total: Int64 = 0
    for share in shares
    where matches(share) && isLive(invoice: share.invoice, day) && isLive(credit: share.credit, day)
    {
      if share.from <= day { total += share.amount }
      for change in share.changes where change.day <= day { total += change.amount }
    }
    return total
  }

  func left(ofInvoice invoice: Int, asOf day: Int) -> Int64 {
    guard isLive(invoice: invoice, day) else { return 0 }
    return invoices[invoice].amount - shared(day) { $0.invoice == invoice }
  }

  func left(ofCredit credit: Int, asOf day: Int) -> Int64 {
    guard isLive(credit: credit, day) else { return 0 }
    return credits[credit].amount - shared(day) { $0.credit == credit }
  }

  /// What is owed: every live invoice less every live credit, whatever has been applied.
  func balance(of account: Int, asOf day: Int) -> Int64 {
    let billed = invoices.indices.filter { invoices[$0].account == account }
      .filter { isLive(invoice: $0, day) }.reduce(0) { $0 + invoices[$1].amount }
    let credited = credits.indices.filter { credits[$0].account == account }
      .filter { isLive(credit: $0, day) }.reduce(0) { $0 + credits[$1].amount }
    return billed - credited
  }
}

// MARK: Reports

extension Model {
  struct Group: Hashable {
    var currency: String
    var name: String
  }

  struct Ages: Equatable {
    /// Not due, 1-30, 31-60, 61-90, 91-120, over 120.
    var buckets: [Int64] = [0, 0, 0, 0, 0, 0]
    var unapplied: Int64 = 0
  }

  func group(_ account: Int, by grouping: String) -> Group {
    let row = accounts[account]
    let name =
      switch grouping {
      case "kind": row.kind
      case "account": row.id
      case "collector": row.collector
      case "portfolio": row.portfolio
      case "client": row.client
      case "currency": row.currency
      default: "all"
      }
    return Group(currency: row.currency, name: name)
  }

  func aging(asOf day: Int, by grouping: String, fromDue: Bool) -> [Group: Ages] {
    var ages: [Group: Ages] = [:]
    for (number, invoice) in invoices.enumerated() {
      let left = left(ofInvoice: number, asOf: day)
      let bucket = bucket(days: day - (fromDue ? invoice.due : invoice.date))
      ages[group(invoice.account, by: grouping), default: Ages()].buckets[bucket] += left
    }
    for (number, credit) in credits.enumerated() {
      let left = left(ofCredit: number, asOf: day)
      ages[group(credit.account, by: grouping), default: Ages()].unapplied += left
    }
    return ages.filter { $0.value != Ages() }
  }

  private func bucket(days: Int) -> Int {
    if days <= 0 { return 0 }
    if days <= 30 { return 1 }
    if days <= 60 { return 2 }
    if days <= 90 { return 3 }
    return days <= 120 ? 4 : 5
  }

  /// Debits less credits of each general-ledger account.
  func totals(_ currency: String, asOf day: Int) -> [LedgerAccount: Int64] {
    var totals: [LedgerAccount: Int64] = [:]
    for (number, row) in invoices.enumerated()
    where accounts[row.account].currency == currency && isLive(invoice: number, day) {
      totals[counterpart(row.kind), default: 0] -= row.amount
      totals[.receivables, default: 0] += left(ofInvoice: number, asOf: day)
    }
    for (number, row) in credits.enumerated()
    where accounts[row.account].currency == currency && isLive(credit: number, day) {
      totals[counterpart(row.kind), default: 0] += row.amount
      totals[.unapplied, default: 0] -= left(ofCredit: number, asOf: day)
    }
    return totals.filter { $0.value != 0 }
  }

  private func counterpart(_ kind: ItemKind) -> LedgerAccount {
    [
      .invoice: .revenue, .fee: .fees, .late: .fees, .nsf: .fees, .interest: .interest,
      .court: .costs, .repossession: .costs, .adjustment: .adjustments, .refund: .refunds,
      .transfer: .transfers, .recovery: .recoveries, .principal: .loans,
    ][kind]!
  }

  private func counterpart(_ kind: CreditKind) -> LedgerAccount {
    [
      .payment: .cash, .recovery: .cash, .memo: .creditMemos, .adjustment: .adjustments,
      .writeOff: .badDebt, .transfer: .transfers, .interest: .interest,
    ][kind]!
  }

  struct Flow: Equatable {
    var opening: Int64 = 0
    var charges: Int64 = 0
    var payments: Int64 = 0
    var credits: Int64 = 0
    var reversals: Int64 = 0
    var adjustments: Int64 = 0
    var writeOffs: Int64 = 0
    var refunds: Int64 = 0
    var transfers: Int64 = 0
    var closing: Int64 = 0
  }

  func flow(_ account: Int, from: Int, asOf: Int) -> Flow {
    var flow = Flow()
    flow.opening = balance(of: account, asOf: Swift.min(from - 1, asOf))
    flow.closing = balance(of: account, asOf: asOf)
    guard from <= asOf else { return flow }
    for row in invoices where row.account == account {
      if (from...asOf).contains(row.date) { flow.add(row.kind, row.amount) }
      if (from...asOf).contains(row.voided) { flow.reversals -= row.amount }
    }
    for row in credits where row.account == account {
      if (from...asOf).contains(row.date) { flow.add(row.kind, row.amount) }
      if (from...asOf).contains(row.voided) { flow.reversals += row.amount }
    }
    return flow
  }
}

extension Model.Flow {
  static func += (left: inout Self, right: Self) {
    left.opening += right.opening
    left.charges += right.charges
    left.payments += right.payments
    left.credits += right.credits
    left.reversals += right.reversals
    left.adjustments += right.adjustments
    left.writeOffs += right.writeOffs
    left.refunds += right.refunds
    left.transfers += right.transfers
    left.closing += right.closing
  }

  fileprivate mutating func add(_ kind: ItemKind, _ amount: Int64) {
    switch kind {
    case .adjustment: adjustments += amount
    case .refund: refunds += amount
    case .transfer: transfers += amount
    case .recovery: break
    default: charges += amount
    }
  }

  fileprivate mutating func add(_ kind: CreditKind, _ amount: Int64) {
    switch kind {
    case .payment: payments += amount
    case .memo: credits += amount
    case .adjustment: adjustments -= amount
    case .writeOff: writeOffs += amount
    case .transfer: transfers -= amount
    case .recovery: break
    case .interest: charges -= amount
    }
  }
}
