import PiperollLedger

/// What an entry says, in a line for people: the document, how, why, and the free text.
func entryDetail(_ number: EntryNumber, _ book: borrowing Book) -> String {
  let entry = book.entries[Int(number) - 1]
  var parts: [String] = []
  if let approval = book.approval(behind: number) {
    parts.append("approval \(book.approvals[approval].entry)")
  }
  switch entry.kind {
  case .invoice: parts.append(book.text(book.items[entry.subject].number))
  case .charge, .refund:
    let item = book.items[entry.subject]
    let kind = entry.kind == .charge ? "\(item.kind.word) " : ""
    parts.append(kind + book.text(item.number))
    if entry.isContinuation { parts.append("for entry \(number - 1)") }
  case .adjust where entry.isDebit:
    parts.append("\(entry.debitReason.word) \(book.text(book.items[entry.subject].number))")
  case .payment: parts.append(received(book.credits[entry.subject].method, number, book))
  case .recovery:
    let credit = book.pairs[entry.subject].credit
    parts.append(received(book.credits[credit].method, number, book))
  case .credit, .adjust, .writeoff: parts.append(book.credits[entry.subject].reason.word)
  case .apply, .unapply: parts.append("of entry \(book.credits[entry.subject].entry)")
  case .transfer:
    let to = book.accounts[book.credits[book.pairs[entry.subject].credit].account].id
    parts.append("\(book.text(book.accounts[entry.account].id)) to \(book.text(to))")
  case .reverse: parts.append("entry \(entry.subject) \(entry.reversalReason.word)")
  case .contact:
    let contact = book.contacts[entry.subject]
    parts.append("\(contact.role.word) \(book.text(contact.name))")
  case .call:
    let call = book.calls[entry.subject]
    parts.append("\(call.direction.word) \(call.number.text) \(call.result.word)")
  case .approval:
    let approval = book.approvals[entry.subject]
    parts.append("\(approval.needs.words) \(approval.kind.word)")
  case .reject: parts.append("of entry \(book.approvals[entry.subject].entry)")
  case .close: parts.append("through \(entry.closedThrough.text)")
  case .policy: parts.append(policyDetail(entry.subject, book))
  case .loan:
    let loan = book.loans[entry.subject]
    let item = book.text(book.items[loan.item].number)
    parts.append("\(item) \(loan.rate.text)% \(loan.dayCount.word)")
  case .interest:
    if let item = book.documents(of: number).item {
      parts.append(book.text(book.items[item].number))
    }
    parts.append("through \(book.interest(chargedBy: number).text)")
  case .rate: parts.append("\(book.rates[entry.subject].rate.text)%")
  case .service: parts.append(serviceText(entry.subject, book))
  case .verify:
    let service = book.services[entry.subject]
    parts.append("entry \(service.entry) \(book.text(symbol: service.code))")
  case .draft: parts.append(draftText(book.drafts[entry.subject], book))
  case .hold: parts.append(holdText(book.holds[entry.subject], book))
  case .releaseHold:
    let hold = book.holds[entry.subject]
    parts.append("\(hold.kind.word) of entry \(hold.entry)")
  case .limit: parts.append(limitText(number, book))
  case .account, .note, .user: break
  }
  let memo = book.memo(of: number)
  if !memo.isEmpty { parts.append(book.text(memo)) }
  return parts.joined(separator: ": ")
}

/// How money came in: the method, and its particulars where there are any.
private func received(
  _ method: PaymentMethod, _ number: EntryNumber, _ book: borrowing Book
) -> String {
  let particulars = book.text(book.particulars(of: number))
  return particulars.isEmpty ? method.word : "\(method.word) \(particulars)"
}

/// `dispute INV-3 from 2026-11-23 until 2026-12-24, by letter`
private func holdText(_ hold: HoldRow, _ book: borrowing Book) -> String {
  var text = hold.kind.word
  if let item = hold.item { text += " \(book.text(book.items[item].number))" }
  text += " from \(hold.from.text)"
  if let until = hold.until { text += " until \(until.text)" }
  return hold.source.isEmpty ? text : text + ", \(book.text(hold.source))"
}

/// `5000.00, was none, order, asked for by lena`
private func limitText(_ number: EntryNumber, _ book: borrowing Book) -> String {
  let outcome = book.outcome(of: number)
  guard case .limit(let limit, let was) = outcome.detail, let currency = outcome.currency else {
    return ""
  }
  func text(_ limit: Money?) -> String { limit?.text(decimals: currency.decimals) ?? "none" }
  let row = book.limits[book.entries[Int(number) - 1].subject]
  let who = book.text(symbol: row.requestedBy)
  return "\(text(limit)), was \(text(was)), \(row.reason.word), asked for by \(who)"
}

/// `99213, 1.5 for 140.00, by Dr. Osei`
private func serviceText(_ service: UInt32, _ book: borrowing Book) -> String {
  let row = book.services[service]
  let amount = row.amount.text(decimals: book.accounts[row.account].currency.decimals)
  let text = "\(book.text(symbol: row.code)), \(row.quantity.text) for \(amount)"
  let who = book.text(symbol: row.renderedBy)
  return who.isEmpty ? text : text + ", by \(who)"
}

/// `H-90 for 140.00`
private func draftText(_ draft: DraftRow, _ book: borrowing Book) -> String {
  let amount = draft.amount.text(decimals: book.accounts[draft.account].currency.decimals)
  return "\(book.text(draft.number)) for \(amount)"
}
