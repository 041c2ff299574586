extension Book {
  /// Decides to take applied credit off items again.
  /// - Parameter credit: the payment, credit memo or transfer; nil for any credit that is applied
  ///   to the named items.
  /// - Parameter wishes: the items, and how much to take off each; nil for everything that the
  ///   credit is applied to.
  public func decideUnapply(
    account: UInt32, credit number: EntryNumber?, wishes: [ApplicationWish]?
  ) throws(Refusal) -> Fact {
    var parts: [CreditUnapplied.Part] = []
    try demandOnce(wishes ?? [])
    if let number {
      let credit = try findCredit(number)
      if credits[credit].account != account { throw .creditElsewhere(number) }
      let standing = standingApplications(ofCredit: credit).map(\.row)
      parts = try take(wishes, from: standing, of: account)
    } else {
      for wish in wishes ?? [] {
        let standing = standingApplications(toItem: try demandItem(wish, of: account)).map(\.row)
        parts += try take([wish], from: standing, of: account)
      }
    }
    if parts.isEmpty { throw .nothingApplied }
    return Fact(CreditUnapplied(parts: parts))
  }

  private func demandOnce(_ wishes: [ApplicationWish]) throws(Refusal) {
    for (place, wish) in wishes.enumerated()
    where wishes[..<place].contains(where: { $0.invoice == wish.invoice }) {
      throw .applicationRepeated(invoice: wish.invoice)
    }
  }

  private func demandItem(
    _ wish: ApplicationWish, of account: UInt32
  ) throws(Refusal) -> UInt32 {
    guard let item = findInvoice(wish.invoice, of: account) else {
      throw .invoiceNotFound(wish.invoice)
    }
    return item
  }

  /// Takes what the request names out of the applications that count, newest first. Skips items and
  /// credits that end only as a whole (`isUnappliable`).
  private func take(
    _ wishes: [ApplicationWish]?, from standing: [UInt32], of account: UInt32
  ) throws(Refusal) -> [CreditUnapplied.Part] {
    let rows = standing.filter {
      items[applications[$0].item].kind.isUnappliable
        && credits[applications[$0].credit].kind.isUnappliable
    }
    var parts: [CreditUnapplied.Part] = []
    guard let wishes else {
      for row in rows.prefix(Self.applicationsMax) {
        add(applications[row].standing, of: row, to: &parts)
      }
      return parts
    }
    for wish in wishes {
      let item = try demandItem(wish, of: account)
      var left = wish.amount ?? .largest
      if left == .zero { throw .amountZero }
      var applied = Money.zero
      for row in rows where applications[row].item == item {
        applied += applications[row].standing
        let part = min(left, applications[row].standing)
        if part > .zero { add(part, of: row, to: &parts) }
        left -= part
      }
      if applied == .zero { throw .nothingApplied }
      if let amount = wish.amount, amount > applied {
        throw .exceedsApplied(
          invoice: wish.invoice, applied: applied, currency: accounts[account].currency)
      }
    }
    return parts
  }

  /// Adds an amount to the part for one credit and one item.
  private func add(_ amount: Money, of row: UInt32, to parts: inout [CreditUnapplied.Part]) {
    let (credit, item) = (applications[row].credit, applications[row].item)
    let part = CreditUnapplied.Part(
      credit: credits[credit].entry, item: items[item].entry, amount: amount)
    if let last = parts.last, last.credit == part.credit, last.item == part.item {
      parts[parts.count - 1].amount += amount
    } else {
      parts.append(part)
    }
  }

  mutating func apply(_ fact: CreditUnapplied, _ number: EntryNumber, _ row: inout EntryRow) {
    // The applications of a credit are looked up once, for all parts that follow each other.
    var (credit, standing) = (none, [UInt32: [Standing]]())
    for part in fact.parts {
      let next = self.credit(of: part.credit)
      if next != credit {
        credit = next
        standing = Dictionary(grouping: standingApplications(ofCredit: credit)) {
          applications[$0.row].item
        }
      }
      takeBack(part.amount, of: standing[item(of: part.item)] ?? [], number, row.effective)
    }
    row.account = credits[credit].account
    row.subject = credit
  }

  /// Takes an amount back, from the newest application first.
  private mutating func takeBack(
    _ amount: Money, of standing: [Standing], _ number: EntryNumber, _ effective: Day
  ) {
    var left = amount
    for application in standing where left > .zero {
      let part = min(left, applications[application.row].standing)
      if part == .zero { continue }
      correct(application, by: -part, number, effective)
      left -= part
    }
    precondition(left == .zero, "what is taken off was set against it")
  }

  // MARK: Applications that still count

  /// An application of which something still counts.
  struct Standing {
    var row: UInt32
    /// The latest day of the application and of its corrections. It is taken back on this day or
    /// later, so that no day between shows less than nothing.
    var from: Day
  }

  /// The applications of a credit of which something still counts, newest first.
  func standingApplications(ofCredit credit: UInt32) -> [Standing] {
    var found = StandingSearch(corrected: credits[credit].undoingByte != 0)
    forEachApplication(ofCredit: credit) { found.add($0, applications[$0]) }
    return found.standing
  }

  /// The applications to an item of which something still counts, newest first.
  func standingApplications(toItem item: UInt32) -> [Standing] {
    var found = StandingSearch(corrected: items[item].hasUndoing)
    forEachApplication(toItem: item) { found.add($0, applications[$0]) }
    return found.standing
  }

  /// Changes an application on both sides: takes an amount of it back (below zero), or restores it.
  mutating func correct(
    _ standing: Standing, by amount: Money, _ number: EntryNumber, _ effective: Day
  ) {
    let row = applications[standing.row]
    move(
      amount, credit: row.credit, item: row.item, number, max(effective, standing.from),
      corrects: standing.row)
    setUnapplied(credits[row.credit].unapplied - amount, of: row.credit)
    post(applied: amount, to: credits[row.credit].account)
  }
}

/// A walk from the newest application to the oldest. A correction comes before the row that it
/// corrects.
private struct StandingSearch {
  /// Whether there are any corrections: few credits and items have some.
  let corrected: Bool
  var standing: [Book.Standing] = []
  private var lastCorrection: [UInt32: Day] = [:]

  init(corrected: Bool) { self.corrected = corrected }

  mutating func add(_ number: UInt32, _ row: ApplicationRow) {
    if let original = row.corrects {
      lastCorrection[original] = max(lastCorrection[original] ?? .first, row.effective)
    } else if row.standing > .zero {
      let correction = corrected ? lastCorrection[number] ?? .first : .first
      standing.append(Book.Standing(row: number, from: max(row.effective, correction)))
    }
  }
}
