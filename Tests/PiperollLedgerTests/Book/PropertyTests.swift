import PiperollLedger
import TestSupport
import Testing

@Suite struct PropertyTests {
  /// How many steps a play has. Each is followed by a check, on books that grow to about so many
  /// entries.
  private static let steps = 120

  @Test(arguments: UInt64(0)..<100)
  func `a random book agrees with plain arithmetic after every step`(seed: UInt64) throws {
    var random = RandomPlay(seed: seed)
    let play = random.play
    for step in 0..<Self.steps {
      random.step()
      let place = Comment(rawValue: "seed \(seed), step \(step)")
      #expect(play.disagreements.isEmpty, place)
      #expect(play.book.violations().isEmpty, place)
      #expect(differencesNow(play).isEmpty, place)
      let day = random.random.below(230) - 5
      #expect(differences(play, asOf: day).isEmpty, place)
      #expect(agingDifferences(play, asOf: day, &random.random).isEmpty, place)
      #expect(statementDifferences(play, asOf: day, &random.random).isEmpty, place)
      #expect(rollForwardDifferences(play, to: day, &random.random).isEmpty, place)
      #expect(ledgerDifferences(play, asOf: day, &random.random).isEmpty, place)
      if step % 25 == 24 { #expect(payoffDifferences(play, on: day).isEmpty, place) }
      if play.book.violations().isEmpty == false || !play.disagreements.isEmpty { return }
    }
    #expect(play.book.sequence > 20, "the play was mostly refused")
    var source = ByteSource(encoded(play.book))
    let again = try Book(from: &source)
    #expect(again.stateHash() == play.book.stateHash() && again.violations().isEmpty)
    for outcome in play.outcomes {
      #expect(play.book.outcome(of: outcome.entry) == outcome, "the answer to a repetition")
    }
  }
}

extension PropertyTests {
  /// A movement that never comes up is never tested. On a few books together, every movement is
  /// made, reversed and taken off again (except for those that end only as a whole), and each rule
  /// refuses something.
  @Test func `random books hold every movement and its reversal`() {
    var (made, reversed, offs) = (Set<EntryKind>(), Set<EntryKind>(), 0)
    for seed in UInt64(0)..<200 {
      var random = RandomPlay(seed: seed)
      for _ in 0..<Self.steps { random.step() }
      for number in 0..<random.play.book.entries.count {
        let entry = random.play.book.entries[number]
        if entry.effect != .zero { made.insert(entry.kind) }
        if entry.reversedBy != 0 { reversed.insert(entry.kind) }
        if entry.reversedBy != 0, entry.kind == .unapply { offs += 1 }
      }
    }
    // A re-aging waits for a second person: `ReageTests` has its reversal.
    let all = EntryKind.allCases.filter { $0.isReversible && $0 != .reage }
    #expect(reversed == Set(all))
    #expect(
      made
        == Set(all).subtracting([.apply, .unapply, .recovery, .service, .draft]).union([.reverse]))
    #expect(offs > 20)
  }
}

/// How the book and the model differ, for everything as it stands.
private func differencesNow(_ play: Play) -> [String] {
  let model = play.model
  var found: [String] = []
  for account in model.accounts.indices {
    let row = play.book.accounts[account]
    let open = model.openInvoices(of: account)
    let credits = model.openCredits(of: account)
    if play.book.openItems(of: UInt32(account)).map({ Int($0) }) != open {
      found.append("open items of \(account)")
    }
    if play.book.openCredits(of: UInt32(account)).map({ Int($0) }) != credits {
      found.append("open credits of \(account)")
    }
    let unapplied = credits.reduce(0) { $0 + model.left(ofCredit: $1) }
    let balance = open.reduce(0) { $0 + model.left(ofInvoice: $1) } - unapplied
    if row.balance.minor != balance { found.append("balance of \(account)") }
    if row.unapplied.minor != unapplied { found.append("unapplied of \(account)") }
  }
  for invoice in model.invoices.indices
  where play.book.itemRemaining[invoice].minor != model.left(ofInvoice: invoice) {
    found.append("invoice \(invoice)")
  }
  for credit in model.credits.indices
  where play.book.credits[credit].unapplied.minor != model.left(ofCredit: credit) {
    found.append("credit \(credit)")
  }
  for service in model.services.indices {
    let row = play.book.services[service]
    if row.billedBy != model.services[service].billedBy ?? 0 { found.append("service \(service)") }
  }
  return found
}

/// How the book and the model differ at the end of a past day.
private func differences(_ play: Play, asOf number: Int) -> [String] {
  let (day, model) = (Play.day(number), play.model)
  var found: [String] = []
  let items = play.book.remainingOfItems(asOf: day)
  for invoice in model.invoices.indices {
    let left = model.left(ofInvoice: invoice, asOf: number)
    if items[invoice].minor != left {
      found.append("invoice \(invoice): \(items[invoice]) \(left)")
    }
    if play.book.remaining(ofItem: UInt32(invoice), asOf: day).minor != left {
      found.append("invoice \(invoice) alone")
    }
    if left < 0 { found.append("invoice \(invoice) is less than nothing") }
  }
  let credits = play.book.unappliedOfCredits(asOf: day)
  for credit in model.credits.indices {
    let left = model.left(ofCredit: credit, asOf: number)
    if credits[credit].minor != left {
      found.append("credit \(credit): \(credits[credit]) \(left)")
    }
    if play.book.unapplied(ofCredit: UInt32(credit), asOf: day).minor != left {
      found.append("credit \(credit) alone")
    }
    if left < 0 { found.append("credit \(credit) is less than nothing") }
  }
  for account in model.accounts.indices
  where play.book.balance(of: UInt32(account), asOf: day).minor
    != model.balance(of: account, asOf: number)
  {
    found.append("balance of \(account)")
  }
  for account in model.accounts.indices
  where play.book.creditLimit(of: UInt32(account), asOf: day)?.minor
    != model.limit(of: account, asOf: number)
  {
    found.append("limit of \(account)")
  }
  for proof in Unverified(play.book, asOf: day, by: .account, of: nil).proofs {
    let expected = model.unverified(proof.currency.code, asOf: number)
    if !proof.isProved || proof.shown.amount.minor != Int128(expected) {
      found.append("what is unverified")
    }
  }
  for trial in play.book.trials(asOf: day) {
    var totals: [LedgerAccount: Int64] = [:]
    for account in LedgerAccount.allCases where trial[account] != .zero {
      totals[account] = trial[account].minor
    }
    let expected = model.totals(trial.currency.code, asOf: number)
    if totals != expected { found.append("\(trial.currency.code): \(totals), not \(expected)") }
    if !trial.isProved { found.append("\(trial.currency.code) is not proved") }
  }
  return found
}

private func agingDifferences(
  _ play: Play, asOf number: Int, _ random: inout SplitMix64
) -> [String] {
  let grouping = Grouping.allCases.randomElement(using: &random)!
  let basis = Aging.Basis.allCases.randomElement(using: &random)!
  let expected = play.model.aging(
    asOf: number, by: "\(grouping)", fromDue: basis == .due)
  let report = play.book.aging(
    asOf: AsOf(Play.day(number), today: Play.day(number), in: play.book), by: grouping, basis: basis
  )
  var ages: [Model.Group: Model.Ages] = [:]
  for row in report.rows {
    let name = play.groupName(row.group, row.currency, grouping)
    let group = Model.Group(currency: row.currency.code, name: name)
    ages[group] = Model.Ages(buckets: row.amounts, unapplied: row.unapplied.minor)
  }
  var found: [String] = []
  if ages != expected { found.append("\(grouping) \(basis) \(number): \(ages), not \(expected)") }
  for proof in report.proofs {
    let mine = expected.filter { $0.key.currency == proof.currency.code }.values
    let buckets = mine.reduce(0) { $0 + $1.buckets.reduce(0, +) }
    if proof.buckets.minor != buckets { found.append("the sum of \(proof.currency.code)") }
    if proof.difference != .zero { found.append("\(proof.currency.code) does not tie") }
    if report.total(proof.currency).total != proof.buckets { found.append("the total row") }
  }
  return found
}

private func statementDifferences(
  _ play: Play, asOf: Int, _ random: inout SplitMix64
) -> [String] {
  let account = random.below(play.model.accounts.count)
  let from = asOf - random.below(90)
  let report = Statement(
    play.book, UInt32(account), from: Play.day(from), asOf: Play.day(asOf))
  let flow = modelFlow(report.flow)
  let expected = play.model.flow(account, from: from, asOf: asOf)
  var found: [String] = []
  if flow != expected { found.append("\(flow), not \(expected)") }
  if !report.isProved { found.append("the statement is not proved") }
  let dues = report.open.map { play.book.itemDue[$0.item] }
  if dues != dues.sorted() { found.append("the order of what is open") }
  return found
}

/// How the columns of a roll-forward, and of its proof, differ from the model.
private func rollForwardDifferences(
  _ play: Play, to number: Int, _ random: inout SplitMix64
) -> [String] {
  let from = number - random.below(90)
  let grouping = Grouping.allCases.randomElement(using: &random)!
  let report = RollForward(
    play.book, from: Play.day(from), to: Play.day(number), by: grouping)
  var found: [String] = []
  if !report.proofs.allSatisfy(\.isProved) { found.append("the roll-forward is not proved") }
  var expected: [Model.Group: Model.Flow] = [:]
  for account in play.model.accounts.indices {
    let group = play.model.group(account, by: "\(grouping)")
    expected[group, default: Model.Flow()] += play.model.flow(account, from: from, asOf: number)
  }
  var flows: [Model.Group: Model.Flow] = [:]
  for row in report.rows {
    let name = play.groupName(row.group, row.currency, grouping)
    let group = Model.Group(currency: row.currency.code, name: name)
    flows[group] = modelFlow(row.flow)
  }
  expected = expected.filter { $0.value != Model.Flow() }
  if flows != expected { found.append("\(grouping): \(flows), not \(expected)") }
  return found
}

/// How the general ledger, by its lines, differs from the model.
private func ledgerDifferences(
  _ play: Play, asOf number: Int, _ random: inout SplitMix64
) -> [String] {
  let from = number - random.below(90)
  var found: [String] = []
  for trial in play.book.trialBalances(from: Play.day(from), asOf: Play.day(number)) {
    if !trial.isProved { found.append("the trial balance is not proved") }
    let opening = play.model.totals(trial.currency.code, asOf: from - 1)
    let expected = play.model.totals(trial.currency.code, asOf: number)
    for account in LedgerAccount.allCases {
      let row = trial[account]
      if row.opening.minor != opening[account] ?? 0 { found.append("\(account) at first") }
      if row.balance.minor != expected[account] ?? 0 { found.append("\(account) at last") }
      if row.debit.minor < 0 || row.credit.minor < 0 { found.append("a side below zero") }
    }
  }
  return found
}

/// How the payoff differs from the model: the balance, and the interest that was not charged by
/// then.
private func payoffDifferences(_ play: Play, on number: Int) -> [String] {
  var found = delinquencyDifferences(play, on: number)
  for account in play.model.accounts.indices {
    guard let figure = try? Payoff(play.book, account: UInt32(account), on: Play.day(number))
    else {
      found.append("payoff of \(account)")
      continue
    }
    let charged = play.model.chargedInterest(account, asOf: number)
    let accrued = Model.rounded(play.model.accrued(account, through: number))
    let uncharged = accrued - charged.reduce(0) { $0 + $1.amount }
    let balance = play.model.balance(of: account, asOf: number)
    if figure.accrued.minor != uncharged { found.append("accrued on \(account)") }
    found += instalmentDifferences(play, account, on: number)
    if figure.total.minor != balance + uncharged { found.append("the payoff of \(account)") }
  }
  return found
}

private func delinquencyDifferences(_ play: Play, on number: Int) -> [String] {
  let report = Delinquency(play.book, asOf: Play.day(number), by: .account)
  var found = report.proofs.filter { $0.difference != .zero }.map { "the loans in \($0.currency)" }
  for row in report.rows {
    let late = play.model.invoices.indices.filter {
      play.model.invoices[$0].account == Int(row.group)
        && play.model.invoices[$0].kind == .principal && play.model.isLive(invoice: $0, number)
    }.flatMap { play.model.instalments($0, asOf: number) }.filter {
      $0.left > 0 && $0.due < number
    }
    if row.behind != late.count || row.pastDue.minor != Int128(late.reduce(0, { $0 + $1.left })) {
      found.append("what is late on \(row.group)")
    }
  }
  return found
}

/// How what is left of a loan's instalments differs from the model.
private func instalmentDifferences(_ play: Play, _ account: Int, on number: Int) -> [String] {
  let day = Play.day(number)
  guard let loan = play.book.loan(of: UInt32(account), asOf: day) else { return [] }
  let standing = LoanStanding(play.book, loan: loan, asOf: day, today: day)
  let item = Int(play.book.loans[loan].item)
  let expected = play.model.instalments(item, asOf: number).map(\.left)
  let left = standing.parts.map(\.left.minor)
  if expected.isEmpty { return left.allSatisfy { $0 == 0 } ? [] : ["a loan that is paid"] }
  var found = left == expected ? [] : ["instalments of \(account): \(left), not \(expected)"]
  // Whatever an instalment is: no more is late than is owed, and nothing that is owed is left out.
  let credit = play.model.unapplied(account, asOf: number)
  let owed = max(0, play.model.owedOfLoan(item, asOf: number) - credit)
  let isLastLate = standing.parts.last!.instalment.due < day
  if standing.pastDue.minor > owed { found.append("more is late on \(account) than is owed") }
  if isLastLate, standing.pastDue.minor < owed { found.append("what is late on \(account) ends") }
  if left.reduce(0, +) < owed { found.append("the schedule of \(account) ends") }
  if standing.isOver, owed > 0 { found.append("the loan of \(account) is over") }
  return found
}

private func modelFlow(_ flow: Flow) -> Model.Flow {
  Model.Flow(
    opening: flow.opening.minor, charges: flow.charges.minor, payments: flow.payments.minor,
    credits: flow.credits.minor, reversals: flow.reversals.minor,
    adjustments: flow.adjustments.minor, writeOffs: flow.writeOffs.minor,
    refunds: flow.refunds.minor, transfers: flow.transfers.minor, closing: flow.closing.minor)
}

extension Play {
  fileprivate func groupName(
    _ group: UInt32, _ currency: Currency, _ grouping: Grouping
  ) -> String {
    switch grouping {
    case .kind: "\(AccountKind(rawValue: UInt8(group))!)"
    case .account: book.text(book.accounts[group].id)
    case .collector, .portfolio, .client: book.text(symbol: group)
    case .currency: currency.code
    case .total: "all"
    }
  }
}
