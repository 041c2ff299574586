import PiperollLedger

// Movements in the model. A share counts from its entry's day, but not before both documents exist,
// and not before an earlier use has given back what it uses.

extension Model {
  mutating func take(_ credit: Credit, _ parts: Parts) {
    credits.append(credit)
    set(parts, of: credits.count - 1, by: credit.entry, on: credit.date)
  }

  mutating func apply(_ credit: Int, _ parts: Parts, by entry: UInt64, on day: Int) {
    applyDays[entry] = day
    set(parts, of: credit, by: entry, on: day)
  }

  private func start(_ credit: Int, _ invoice: Int, on day: Int) -> Int {
    [day, firstDay(ofInvoice: invoice), firstDay(ofCredit: credit)].max()!
  }

  /// The first day from which an invoice has what is left of it.
  func firstDay(ofInvoice invoice: Int) -> Int {
    shares.filter { $0.invoice == invoice }.flatMap(\.givenBack)
      .reduce(invoices[invoice].date, Swift.max)
  }

  private func firstDay(ofCredit credit: Int) -> Int {
    shares.filter { $0.credit == credit }.flatMap(\.givenBack)
      .reduce(credits[credit].date, Swift.max)
  }

  /// Whether an account has open items that are not on hold and that are open only after a day.
  func hasLater(_ account: Int, on day: Int) -> Bool {
    openInvoices(of: account).contains { !isHeld($0, on: day) && !isOpen($0, from: day) }
  }

  func isOpen(_ invoice: Int, from day: Int) -> Bool { firstDay(ofInvoice: invoice) <= day }

  private mutating func set(_ parts: Parts, of credit: Int, by entry: UInt64, on day: Int) {
    shares += parts.map { part in
      Share(
        by: entry, credit: credit, invoice: part.invoice, amount: part.amount,
        from: start(credit, part.invoice, on: day))
    }
  }

  /// Adds an item that credits cover at once.
  mutating func cover(_ item: Invoice, with draws: [(credit: Int, amount: Int64)]) {
    invoices.append(item)
    for draw in draws {
      set([(invoices.count - 1, draw.amount)], of: draw.credit, by: item.entry, on: item.date)
    }
  }

  // MARK: Refunds, transfers, recoveries

  func draws(
    _ amount: Int64, account: Int, from credit: Int?, on day: Int
  ) throws(Broken) -> [(credit: Int, amount: Int64)] {
    if let credit, credits[credit].account != account {
      throw Broken(rule: "credit_on_other_account")
    }
    let open = credit.map { left(ofCredit: $0) > 0 ? [$0] : [] } ?? openCredits(of: account)
    let all = open.reduce(0) { $0 + left(ofCredit: $1) }
    if all == 0 { throw Broken(rule: "nothing_unapplied") }
    if amount > all { throw Broken(rule: "exceeds_unapplied") }
    var draws: [(credit: Int, amount: Int64)] = []
    var rest = amount
    for credit in open where rest > 0 && firstDay(ofCredit: credit) <= day {
      let part = Swift.min(rest, left(ofCredit: credit))
      draws.append((credit, part))
      rest -= part
    }
    if rest > 0 { throw Broken(rule: "before_credit") }
    return draws
  }

  func writtenOff(of account: Int, asOf day: Int) -> Int64 {
    credits.filter {
      $0.account == account && $0.kind == .writeOff && $0.voided == Int.max && $0.date <= day
    }.reduce(0) { $0 + $1.amount }
  }

  /// The least of a day and all later ones that was written off and not recovered.
  func leftToRecover(of account: Int, from day: Int) -> Int64 {
    let mine = credits.filter {
      $0.account == account && ($0.kind == .writeOff || $0.kind == .recovery)
    }
    let days = [day] + mine.flatMap { [$0.date, $0.voided] }.filter { $0 > day && $0 < Int.max }
    return days.map { day in
      mine.filter { $0.date <= day && day < $0.voided }
        .reduce(0) { $0 + ($1.kind == .writeOff ? $1.amount : -$1.amount) }
    }.min()!
  }

  // MARK: Taking off

  /// The kinds of credit that can be applied to items and taken off again.
  static let unappliable: [CreditKind] = [.payment, .memo, .transfer, .interest]

  typealias Takings = [(share: Int, amount: Int64)]

  /// What is taken off, beginning with the newest share.
  func takings(account: Int, credit: Int?, wishes: [Wish]?) throws(Broken) -> Takings {
    let names = (wishes ?? []).map(\.number)
    if Set(names).count < names.count { throw Broken(rule: "application_repeated") }
    if let credit, credits[credit].account != account {
      throw Broken(rule: "credit_on_other_account")
    }
    let mine = shares.indices.reversed().filter {
      (credit == nil || shares[$0].credit == credit) && shares[$0].live > 0
        && Self.unappliable.contains(credits[shares[$0].credit].kind)
        && ![.refund, .transfer, .recovery].contains(invoices[shares[$0].invoice].kind)
    }
    var takings: Takings = []
    guard let wishes else {
      if mine.isEmpty { throw Broken(rule: "nothing_applied") }
      return mine.map { ($0, shares[$0].live) }
    }
    for wish in wishes {
      guard
        let invoice = invoices.indices.first(where: {
          invoices[$0].account == account && invoices[$0].number == wish.number
        })
      else { throw Broken(rule: "invoice_not_found") }
      if wish.amount == 0 { throw Broken(rule: "amount_zero") }
      let here = mine.filter { shares[$0].invoice == invoice }
      let applied = here.reduce(0) { $0 + shares[$1].live }
      if applied == 0 { throw Broken(rule: "nothing_applied") }
      if (wish.amount ?? 0) > applied { throw Broken(rule: "exceeds_applied") }
      var rest = wish.amount ?? applied
      for share in here where rest > 0 {
        let part = Swift.min(rest, shares[share].live)
        takings.append((share, part))
        rest -= part
      }
    }
    return takings
  }

  mutating func takeOff(_ takings: Takings, by entry: UInt64, on day: Int) {
    applyDays[entry] = day
    takenOrder[entry] = takings.map(\.share)
    for (share, amount) in takings {
      shares[share].changes.append(
        Share.Change(by: entry, day: Swift.max(day, shares[share].last), amount: -amount))
    }
  }

  // MARK: Reversals

  /// The rule that a reversal breaks, if any.
  func reversalRule(_ entry: UInt64, on day: Int) -> String? {
    guard let first = effectiveDay(of: entry) else { return "entry_not_reversible" }
    if reversed[entry] != nil { return "already_reversed" }
    if day < first { return "reversal_before_original" }
    if services.contains(where: { $0.entry == entry && $0.isBilled(from: day) }) {
      return "service_billed"
    }
    if drafts.contains(where: { $0.entry == entry && $0.isEnded }) { return "draft_billed" }
    let credit = credits.firstIndex { $0.entry == entry }
    let lasting = shares.filter {
      $0.credit == credit && invoices[$0.invoice].kind == .transfer
    }
    if lasting.contains(where: { invoices[$0.invoice].voided > day }) { return "transferred_on" }
    if let credit, credits[credit].kind == .writeOff,
      leftToRecover(of: credits[credit].account, from: day) < credits[credit].amount
    {
      return "recovered_since"
    }
    if let item = invoices.firstIndex(where: { $0.entry == entry }),
      shares.contains(where: {
        $0.invoice == item && [.writeOff, .adjustment].contains(credits[$0.credit].kind)
          && credits[$0.credit].voided > day
      })
    {
      return "adjusted_or_written_off"
    }
    return restoringRule(entry)
  }

  /// The rule that is broken if an entry's taking off is reversed; nil if none is.
  private func restoringRule(_ entry: UInt64) -> String? {
    var (ofCredits, ofItems) = ([Int: Int64](), [Int: Int64]())
    // In the order in which the entry took them off.
    for (share, change) in takenOff(by: entry) {
      if reversed[shares[share].by] != nil { return "already_reversed" }
      ofCredits[shares[share].credit, default: 0] -= change.amount
      ofItems[shares[share].invoice, default: 0] -= change.amount
      if ofCredits[shares[share].credit]! > left(ofCredit: shares[share].credit) {
        return "application_exceeds_credit"
      }
      if ofItems[shares[share].invoice]! > left(ofInvoice: shares[share].invoice) {
        return "application_exceeds_item"
      }
    }
    return nil
  }

  private func takenOff(by entry: UInt64) -> [(share: Int, change: Share.Change)] {
    guard let order = takenOrder[entry] else { return [] }
    return order.map { share in
      (share, shares[share].changes.first { $0.by == entry }!)
    }
  }

  mutating func reverse(_ entry: UInt64, by reversal: UInt64, on day: Int) {
    reversed[entry] = reversal
    for (share, change) in takenOff(by: entry) {
      let from = start(shares[share].credit, shares[share].invoice, on: day)
      shares[share].changes.append(
        Share.Change(by: reversal, day: from, amount: -change.amount))
    }
    let credit = credits.firstIndex { $0.entry == entry }
    let item = invoices.firstIndex { $0.entry == entry }
    for place in shares.indices where shares[place].live > 0 {
      let share = shares[place]
      let isItsOwn = credit == nil && item == nil && share.by == entry
      guard share.credit == credit || share.invoice == item || isItsOwn else { continue }
      shares[place].changes.append(
        Share.Change(by: reversal, day: Swift.max(day, share.last), amount: -share.live))
    }
    if let credit { credits[credit].voided = day }
    if let item { invoices[item].voided = day }
    endBilling(by: entry, on: day)
    for place in services.indices where services[place].entry == entry {
      services[place].voided = day
    }
    for place in drafts.indices where drafts[place].entry == entry {
      drafts[place].isEnded = true
    }
    bill(services(on: entry), by: nil)
  }

  /// The first day on which an entry may be reversed.
  func effectiveDay(of entry: UInt64) -> Int? {
    invoices.first { $0.entry == entry }?.date ?? credits.first { $0.entry == entry }?.date
      ?? applyDays[entry] ?? services.first { $0.entry == entry }?.date
      ?? drafts.first { $0.entry == entry }?.date
  }
}
