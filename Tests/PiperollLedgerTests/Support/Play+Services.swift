import PiperollLedger

extension Play {
  func service(_ account: Int, _ amount: Int64, on day: Int) {
    let fact = decide(amount == 0 ? "amount_zero" : nil) { book throws(Refusal) in
      try book.decideService(
        account: UInt32(account), code: "99213", amount: Money(minor: amount), quantity: .one,
        renderedBy: "osei")
    }
    guard let fact else { return }
    let entry = record(fact, on: day)
    model.services.append(
      Model.Service(entry: entry, account: account, amount: amount, date: day))
  }

  func verify(_ entry: UInt64, on day: Int) {
    let place = model.services.firstIndex { $0.entry == entry }!
    let service = model.services[place]
    let expected =
      service.voided != Int.max
      ? "already_reversed"
      : service.verified != nil ? "already_verified" : day < service.date ? "before_service" : nil
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideVerify(service: entry, on: Play.day(day))
    }
    guard let fact else { return }
    record(fact, on: day)
    model.services[place].verified = day
  }

  func draft(
    _ account: Int, _ number: String, _ amount: Int64, on day: Int, due: Int?, services: [UInt64]
  ) {
    var expected: String? = model.hasNumber(number, account) ? "invoice_exists" : nil
    if let due, due < day { expected = expected ?? "due_before_date" }
    if amount == 0 { expected = expected ?? "amount_zero" }
    expected =
      expected ?? model.contentsRule(services, amount, account: account, isDraft: true, on: day)
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideDraft(
        account: UInt32(account), invoice: number, amount: Money(minor: amount),
        date: Play.day(day), due: due.map(Play.day), contents: InvoiceContents(services: services))
    }
    guard let fact else { return }
    let entry = record(fact, on: day)
    model.drafts.append(
      Model.Draft(
        entry: entry, account: account, number: number, amount: amount, date: day, due: due))
    model.bill(services, by: entry)
  }

  func release(_ account: Int, _ number: String, on day: Int, due: Int?) {
    let place = model.drafts.firstIndex {
      $0.account == account && $0.number == number && !$0.isEnded
    }
    var (expected, until) = (place == nil ? "draft_not_found" : nil, day)
    if let place {
      let draft = model.drafts[place]
      until = due ?? draft.due ?? day + 30
      if day < draft.date { expected = "release_before_draft" }
      if until < day { expected = expected ?? "due_before_date" }
      if model.isCreditHeld(account, on: day) { expected = expected ?? "credit_hold" }
      let mine = model.services.filter { $0.billedBy == draft.entry }
      if mine.contains(where: { $0.verified == nil }) {
        expected = expected ?? "service_unverified"
      }
    }
    let fact = decide(expected) { book throws(Refusal) in
      try book.decideRelease(
        ofDraft: number, account: UInt32(account), date: Play.day(day), due: due.map(Play.day))
    }
    guard let fact, let place else { return }
    let entry = record(fact, on: day)
    let drafted = model.drafts[place].entry
    model.endBilling(by: drafted, on: day)
    model.bill(model.services(on: drafted), by: entry)
    model.drafts[place].isEnded = true
    model.invoices.append(
      Model.Invoice(
        entry: entry, account: account, number: number, date: day, due: until,
        amount: model.drafts[place].amount))
  }
}
