import PiperollLedger

// What a letter is about, beside what is owed: a promise, a plan, a payment, a dispute.

extension ModelMaker {
  /// The values of all of these; the letter is about one of them at most.
  func subject(_ book: borrowing Book) -> [String: LetterValue] {
    var values: [String: LetterValue] = [
      "promise": .nothing, "plan": .nothing, "settlement": .nothing, "payment": .nothing,
      "dispute": .nothing,
    ]
    guard let about = letter.about, let entry = book.entry(about) else { return values }
    switch entry.kind {
    case .promise: values["promise"] = promise(entry.subject, book)
    case .plan:
      let isSettlement = book.plans[entry.subject].isSettlement
      values[isSettlement ? "settlement" : "plan"] = plan(entry.subject, book)
    case .payment: values["payment"] = payment(about, book)
    case .reverse: values["payment"] = payment(EntryNumber(entry.subject), book)
    case .dispute, .resolve: values["dispute"] = dispute(entry.subject, book)
    default: break
    }
    return values
  }

  private func promise(_ promise: UInt32, _ book: borrowing Book) -> LetterValue {
    let all = book.promises(of: letter.account, asOf: day)
    guard let standing = all.first(where: { $0.promise == promise }) else { return .nothing }
    let row = book.promises[promise]
    return record([
      "entry": text(row.entry), "amount": text(row.amount), "due": text(row.due),
      "made": text(row.made), "counted": textIfAny(standing.counted),
      "missing": text(row.amount - standing.counted),
    ])
  }

  private func plan(_ plan: UInt32, _ book: borrowing Book) -> LetterValue {
    let all = book.plans(of: letter.account, asOf: day)
    guard let standing = all.first(where: { $0.plan == plan }) else { return .nothing }
    let row = book.plans[plan]
    let next = standing.parts.first { $0.due == standing.nextDue && $0.left > .zero }
    let percent = row.discount.shareText(of: row.open)
    let parts = standing.parts.map {
      LetterRecord(["date": text($0.due), "amount": text($0.amount)])
    }
    let shared: [String: LetterValue] = [
      "entry": text(row.entry), "made": text(row.made), "total": text(row.terms.total),
      "instalments": .records(parts),
    ]
    let own: [String: LetterValue] =
      row.isSettlement
      ? [
        "open": text(row.open), "discount": text(row.discount), "percent": .text(percent),
        "accept_by": text(row.acceptBy),
      ]
      : [
        "rest": text(standing.rest), "behind": textIfAny(standing.behind),
        "next_due": text(standing.nextDue), "next_amount": next.map { text($0.left) } ?? .nothing,
      ]
    return record(shared.merging(own) { _, new in new })
  }

  private func payment(_ number: EntryNumber, _ book: borrowing Book) -> LetterValue {
    guard let entry = book.entry(number), entry.kind == .payment else { return .nothing }
    let credit = book.credits[entry.subject]
    let reversal = book.reversal(of: number).flatMap { book.entry($0) }
    return record([
      "entry": text(number), "date": text(credit.date), "amount": text(credit.amount),
      "method": .text(language.word(credit.method)),
      "returned": text(reversal?.effective),
      "reason": reversal.map { .text(language.word($0.reversalReason)) } ?? .nothing,
      "fee": textIfAny(returnFee(of: number, book)),
    ])
  }

  /// The fee that the same request charged which reversed a payment.
  private func returnFee(of payment: EntryNumber, _ book: borrowing Book) -> Money {
    guard let reversal = book.reversal(of: payment), let fee = book.entry(reversal + 1),
      fee.isContinuation, fee.kind == .charge, fee.account == letter.account
    else { return .zero }
    return fee.effect
  }

  private func dispute(_ dispute: UInt32, _ book: borrowing Book) -> LetterValue {
    let all = book.disputes(of: letter.account, asOf: day)
    guard let standing = all.first(where: { $0.dispute == dispute }) else { return .nothing }
    let row = book.knownDispute(dispute)
    let items = standing.parts.map { part in
      LetterRecord([
        "number": .text(book.text(book.items[part.item].number)), "amount": text(part.amount),
        "open": text(part.open),
      ])
    }
    return record([
      "entry": text(row.entry), "date": text(row.received),
      "reason": .text(language.word(row.reason)),
      "outcome": standing.outcome.map { .text(language.sentence($0)) } ?? .nothing,
      "credited": textIfAny(row.credited), "items": .records(items),
    ])
  }
}

extension Money {
  /// The share of an amount in percent, with one decimal: `40.0`.
  fileprivate func shareText(of whole: Money) -> String {
    guard whole > .zero else { return "0.0" }
    let tenths = (Int128(minor) * 2000 + Int128(whole.minor)) / (Int128(whole.minor) * 2)
    return "\(tenths / 10).\(tenths % 10)"
  }
}
