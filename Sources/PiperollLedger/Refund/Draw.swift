/// An amount that is taken out of one credit's unapplied part.
public struct Draw: Equatable, Sendable {
  /// The entry that made the credit.
  public var credit: EntryNumber
  public var amount: Money

  public init(credit: EntryNumber, amount: Money) {
    self.credit = credit
    self.amount = amount
  }
}

extension Draw: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(credit)
    writer.put(amount)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    credit = try reader.take()
    amount = try reader.takeMoney()
  }
}

extension Book {
  /// Divides an amount among an account's credits that are unapplied from a day on: all of one
  /// credit, or the oldest first.
  func draw(
    _ amount: Money, of account: UInt32, from number: EntryNumber?, on day: Day
  ) throws(Refusal) -> [Draw] {
    let currency = accounts[account].currency
    if let number {
      let credit = try findCredit(number)
      if credits[credit].account != account { throw .creditElsewhere(number) }
      let left = credits[credit].unapplied
      if left == .zero { throw .nothingUnapplied }
      if amount > left { throw .exceedsUnapplied(left, currency: currency) }
      try demandUnapplied(credit, on: day)
      return [Draw(credit: number, amount: amount)]
    }
    let all = accounts[account].unapplied
    if all == .zero { throw .nothingUnapplied }
    if amount > all { throw .exceedsUnapplied(all, currency: currency) }
    var draws: [Draw] = []
    var (left, later) = (amount, UInt32?.none)
    var credit = accounts[account].firstOpenCredit
    while left > .zero, credit != none, draws.count < Self.applicationsMax {
      if earliest(ofCredit: credit) > day {
        later = later ?? credit
      } else {
        let part = min(left, credits[credit].unapplied)
        draws.append(Draw(credit: credits[credit].entry, amount: part))
        left -= part
      }
      credit = credits[credit].nextOpen
    }
    if left > .zero, let later { try demandUnapplied(later, on: day) }
    if left > .zero { throw .exceedsUnapplied(amount - left, currency: currency) }
    return draws
  }

  /// Covers an item with what was drawn from credits. The item is closed by that.
  mutating func cover(
    _ item: UInt32, with draws: [Draw], _ number: EntryNumber, _ effective: Day
  ) {
    for draw in draws {
      let credit = credit(of: draw.credit)
      precondition(credits[credit].account == itemAccount[item], "credit stays on its account")
      set(draw.amount, of: credit, against: item, number, effective)
      setUnapplied(credits[credit].unapplied - draw.amount, of: credit)
      post(applied: draw.amount, to: itemAccount[item])
    }
    precondition(itemRemaining[item] == .zero, "what is drawn covers it")
  }
}
