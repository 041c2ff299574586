/// The ledger's rules once more, in plain arrays and sums: no lists to keep in order, no totals to
/// keep up to date, every question answered from the documents. Days are plain numbers.
struct Model {
  struct Account {
    var id: String
    var kind: String
    var currency: String
    var collector: String
    var portfolio: String
    var client: String
  }

  struct Invoice {
    var entry: UInt64
    var account: Int
    var number: String
    var date: Int
    var due: Int
    var amount: Int64
    var voided = Int.max
  }

  struct Credit {
    var entry: UInt64
    var account: Int
    var isPayment: Bool
    var date: Int
    var amount: Int64
    var voided = Int.max
  }

  /// An amount of a credit set against an invoice, from a day until a day.
  struct Share {
    var by: UInt64
    var credit: Int
    var invoice: Int
    var amount: Int64
    var from: Int
    var until = Int.max
    var isLive: Bool { until == Int.max }
  }

  var accounts: [Account] = []
  var invoices: [Invoice] = []
  var credits: [Credit] = []
  var shares: [Share] = []
  /// The effective day of each APPLY.
  var applyDays: [UInt64: Int] = [:]
  var reversed: Set<UInt64> = []

  // MARK: As it stands

  func left(ofInvoice invoice: Int) -> Int64 {
    if invoices[invoice].voided != Int.max { return 0 }
    return invoices[invoice].amount - liveShares { $0.invoice == invoice }
  }

  func left(ofCredit credit: Int) -> Int64 {
    if credits[credit].voided != Int.max { return 0 }
    return credits[credit].amount - liveShares { $0.credit == credit }
  }

  private func liveShares(where matches: (Share) -> Bool) -> Int64 {
    shares.filter { $0.isLive && matches($0) }.reduce(0) { $0 + $1.amount }
  }

  func openInvoices(of account: Int) -> [Int] {
    invoices.indices.filter { invoices[$0].account == account && left(ofInvoice: $0) > 0 }
      .sorted { (invoices[$0].due, $0) < (invoices[$1].due, $1) }
  }

  func openCredits(of account: Int) -> [Int] {
    credits.indices.filter { credits[$0].account == account && left(ofCredit: $0) > 0 }
      .sorted { (credits[$0].date, $0) < (credits[$1].date, $1) }
  }

  // MARK: What a credit goes to

  typealias Wish = (number: String, amount: Int64?)
  typealias Parts = [(invoice: Int, amount: Int64)]

  /// The rule that is broken.
  struct Broken: Error, Equatable { var rule: String }

  func allocate(_ amount: Int64, account: Int, wishes: [Wish]?) throws(Broken) -> Parts {
    guard let wishes else { return oldestFirst(amount, account: account) }
    var parts: Parts = []
    var rest = amount
    for wish in wishes {
      let found = invoices.indices.first {
        invoices[$0].account == account && invoices[$0].number == wish.number
      }
      guard let found else { throw Broken(rule: "invoice_not_found") }
      if parts.contains(where: { $0.invoice == found }) {
        throw Broken(rule: "application_repeated")
      }
      if wish.amount == 0 { throw Broken(rule: "amount_zero") }
      let open = left(ofInvoice: found)
      if open == 0 || (wish.amount ?? 0) > open { throw Broken(rule: "application_exceeds_item") }
      if rest == 0 || (wish.amount ?? 0) > rest {
        throw Broken(rule: "application_exceeds_credit")
      }
      let part = wish.amount ?? Swift.min(open, rest)
      parts.append((found, part))
      rest -= part
    }
    return parts
  }

  private func oldestFirst(_ amount: Int64, account: Int) -> Parts {
    var parts: Parts = []
    var rest = amount
    for invoice in openInvoices(of: account) where rest > 0 {
      let part = Swift.min(rest, left(ofInvoice: invoice))
      parts.append((invoice, part))
      rest -= part
    }
    return parts
  }
}

// MARK: What happens

extension Model {
  mutating func take(_ credit: Credit, _ parts: Parts) {
    credits.append(credit)
    set(parts, of: credits.count - 1, by: credit.entry, on: credit.date)
  }

  mutating func apply(_ credit: Int, _ parts: Parts, by entry: UInt64, on day: Int) {
    applyDays[entry] = day
    set(parts, of: credit, by: entry, on: day)
  }

  /// A share holds from its entry's day, but not before both documents are there, and not before
  /// what it uses has been given back by an earlier use.
  private mutating func set(_ parts: Parts, of credit: Int, by entry: UInt64, on day: Int) {
    let added = parts.map { part in
      let givenBack = shares.filter {
        !$0.isLive && ($0.credit == credit || $0.invoice == part.invoice)
      }.map(\.until)
      let days = [day, invoices[part.invoice].date, credits[credit].date] + givenBack
      return Share(
        by: entry, credit: credit, invoice: part.invoice, amount: part.amount, from: days.max()!)
    }
    shares += added
  }

  mutating func reverse(_ entry: UInt64, on day: Int) {
    reversed.insert(entry)
    if let invoice = invoices.firstIndex(where: { $0.entry == entry }) {
      end(on: day) { $0.invoice == invoice }
      invoices[invoice].voided = day
    } else if let credit = credits.firstIndex(where: { $0.entry == entry }) {
      end(on: day) { $0.credit == credit }
      credits[credit].voided = day
    } else {
      end(on: day) { $0.by == entry }
    }
  }

  private mutating func end(on day: Int, where matches: (Share) -> Bool) {
    for place in shares.indices where shares[place].isLive && matches(shares[place]) {
      shares[place].until = Swift.max(day, shares[place].from)
    }
  }

  /// The first day on which an entry may be reversed.
  func effectiveDay(of entry: UInt64) -> Int? {
    invoices.first { $0.entry == entry }?.date ?? credits.first { $0.entry == entry }?.date
      ?? applyDays[entry]
  }
}
