import PiperollLedger

/// The rules of the ledger a second time, in plain arrays and sums. There are no lists to keep in
/// order and no totals to keep up to date: every answer is computed from the documents. Days are
/// plain numbers.
struct Model {
  struct Account {
    var id: String
    var kind: String
    var currency: String
    var collector: String
    var portfolio: String
    var client: String
    /// The credit limit that it was opened with.
    var limit: Int64?
  }

  struct Limit {
    var account: Int
    var limit: Int64?
    var date: Int
  }

  /// An invoice or another item.
  struct Invoice {
    var entry: UInt64
    var account: Int
    var kind = ItemKind.invoice
    var number: String
    var date: Int
    var due: Int
    var amount: Int64
    var voided = Int.max
  }

  struct Credit {
    var entry: UInt64
    var account: Int
    var kind: CreditKind
    var date: Int
    var amount: Int64
    var voided = Int.max
  }

  /// An amount of a credit applied to an invoice from a day on, and what was taken back of it
  /// (below zero) or restored since.
  struct Share {
    struct Change {
      var by: UInt64
      var day: Int
      var amount: Int64
    }
    var by: UInt64
    var credit: Int
    var invoice: Int
    var amount: Int64
    var from: Int
    var changes: [Change] = []
    var live: Int64 { changes.reduce(amount) { $0 + $1.amount } }
    /// The first day on which it can be taken back.
    var last: Int { changes.map(\.day).reduce(from, Swift.max) }
    var givenBack: [Int] { changes.filter { $0.amount < 0 }.map(\.day) }
  }

  struct Hold {
    var entry: UInt64
    var account: Int
    /// The invoice; nil for the whole account.
    var invoice: Int?
    var kind: HoldKind
    var from: Int
    var until: Int
    var released = Int.max
  }

  var accounts: [Account] = []
  var holds: [Hold] = []
  /// The changes of credit limits, in the order of recording.
  var limits: [Limit] = []
  var services: [Service] = []
  var drafts: [Draft] = []
  var invoices: [Invoice] = []
  var credits: [Credit] = []
  var shares: [Share] = []
  /// The effective day of each entry that applied or took off.
  var applyDays: [UInt64: Int] = [:]
  var reversed: [UInt64: UInt64] = [:]
  /// The payments and other entries that were reversed because they were charged back.
  var chargedBack: Set<UInt64> = []
  /// For each entry that took off, the shares that it changed, in its order.
  var takenOrder: [UInt64: [Int]] = [:]

  struct Rate {
    var account: Int
    var from: Int
    var rate: InterestRate
  }
  /// The interest rates, in the order of recording.
  var rates: [Rate] = []
  /// How the days of each loan are counted, by the loan's entry.
  var dayCounts: [UInt64: DayCount] = [:]

  struct InterestCharge {
    var entry: UInt64
    var account: Int
    /// The amount; below zero if interest was given back.
    var amount: Int64
    var through: Int
  }
  var interestCharges: [InterestCharge] = []
  /// The item of interest that is being charged ahead of a credit: nobody can ask for it yet.
  var ahead: Int?
  var lateFees: [LateFee] = []
  /// The instalments of each loan, by the loan's entry.
  var schedules: [UInt64: [(due: Int, amount: Int64, interest: Int64)]] = [:]

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
    shares.filter(matches).reduce(0) { $0 + $1.live }
  }

  func openInvoices(of account: Int) -> [Int] {
    invoices.indices.filter { invoices[$0].account == account && left(ofInvoice: $0) > 0 }
      .sorted { (invoices[$0].due, $0) < (invoices[$1].due, $1) }
  }

  func openCredits(of account: Int) -> [Int] {
    credits.indices.filter { credits[$0].account == account && left(ofCredit: $0) > 0 }
      .sorted { (credits[$0].date, $0) < (credits[$1].date, $1) }
  }

  // MARK: What a credit is applied to

  typealias Wish = (number: String, amount: Int64?)
  typealias Parts = [(invoice: Int, amount: Int64)]

  /// A refusal: the rule that was broken.
  struct Broken: Error, Equatable { var rule: String }

  func allocate(
    _ amount: Int64, account: Int, wishes: [Wish]?, exact: Bool = false, mayWait: Bool = true,
    on day: Int
  ) throws(Broken) -> Parts {
    let free = openInvoices(of: account).filter { !isHeld($0, on: day) }
    if exact, let match = free.first(where: { left(ofInvoice: $0) == amount && $0 != ahead }) {
      return [(match, amount)]
    }
    guard let wishes, !exact else {
      return inOrder(amount, account: account, mayWait: mayWait, on: day)
    }
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
    if !mayWait, parts.contains(where: { !isOpen($0.invoice, from: day) }) {
      throw Broken(rule: "before_item")
    }
    return parts
  }

  func inOrder(
    _ amount: Int64, account: Int, interestFirst: Bool = false, mayWait: Bool = true, on day: Int
  ) -> Parts {
    var parts: Parts = []
    var rest = amount
    let open = inOrder(account, interestFirst, on: day).filter {
      !isHeld($0, on: day) && (mayWait || isOpen($0, from: day))
    }
    for invoice in open where rest > 0 {
      let part = Swift.min(rest, left(ofInvoice: invoice))
      parts.append((invoice, part))
      rest -= part
    }
    return parts
  }

  /// The order of payment. On a loan: interest, fees, principal; the other way round once a part of
  /// the account was written off.
  private func inOrder(_ account: Int, _ interestFirst: Bool, on day: Int) -> [Int] {
    let open = openInvoices(of: account)
    guard accounts[account].kind == "loan" || interestFirst else { return open }
    let classes: [[ItemKind]] = [
      [.interest], [.fee, .late, .nsf, .court, .repossession],
      [.principal, .invoice, .adjustment, .refund, .transfer],
    ]
    let isWrittenOff = !interestFirst && writtenOff(of: account, asOf: day) > 0
    return (isWrittenOff ? classes.reversed() : classes).flatMap { kinds in
      open.filter { kinds.contains(invoices[$0].kind) }
    }
  }
}
