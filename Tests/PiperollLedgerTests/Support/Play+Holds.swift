import PiperollLedger

extension Play {
  func hold(
    _ account: Int, _ kind: HoldKind, invoice: Int? = nil, from: Int, until: Int? = nil
  ) {
    let number = invoice.map { model.invoices[$0].number } ?? nil
    // An item of another account may have the same number.
    let item = model.invoices.firstIndex { $0.account == account && $0.number == number }
    var expected = item == nil && number != nil ? "invoice_not_found" : nil
    if expected == nil, let until, until < from { expected = "until_before_from" }
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideHold(
        account: UInt32(account), item: number, kind: kind, from: Play.day(from),
        until: until.map(Play.day), source: "letter")
    }
    guard let fact else { return }
    let entry = record(fact, on: from, memo: "why")
    model.holds.append(
      Model.Hold(
        entry: entry, account: account, invoice: item, kind: kind, from: from,
        until: until ?? Int.max))
  }

  func release(_ entry: UInt64, on day: Int) {
    let place = model.holds.firstIndex { $0.entry == entry }
    let expected =
      place == nil
      ? "entry_not_hold" : model.holds[place!].released != Int.max ? "already_released" : nil
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideRelease(ofHold: entry)
    }
    guard let fact else { return }
    record(fact, on: day)
    model.holds[place!].released = day
  }

  /// Compares how much the last entry held back with the model.
  func demandHeld(_ held: Int64) {
    let said = book.outcome(of: book.sequence).held.minor
    if said != held { disagreements.append("\(book.sequence): \(said) held back, not \(held)") }
  }
}
