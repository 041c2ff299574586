import PiperollLedger

/// What an entry says, in a line for people: the document, how, why, and the free text.
func entryDetail(_ number: EntryNumber, _ book: borrowing Book) -> String {
  let entry = book.entries[Int(number) - 1]
  var parts: [String] = []
  switch entry.kind {
  case .invoice: parts.append(book.text(book.items[entry.subject].number))
  case .charge, .refund:
    let item = book.items[entry.subject]
    let kind = entry.kind == .charge ? "\(item.kind.word) " : ""
    parts.append(kind + book.text(item.number))
  case .adjust where entry.isDebit:
    parts.append("\(entry.debitReason.word) \(book.text(book.items[entry.subject].number))")
  case .payment, .recovery:
    let particulars = book.text(book.particulars(of: number))
    let method = book.credits[entry.subject].method.word
    parts.append(particulars.isEmpty ? method : "\(method) \(particulars)")
  case .credit, .adjust, .writeoff: parts.append(book.credits[entry.subject].reason.word)
  case .apply, .unapply: parts.append("of entry \(book.credits[entry.subject].entry)")
  case .transfer:
    let to = book.accounts[book.legs[entry.subject].account].id
    parts.append("\(book.text(book.accounts[entry.account].id)) to \(book.text(to))")
  case .reverse: parts.append("entry \(entry.subject) \(entry.reversalReason.word)")
  case .contact:
    let contact = book.contacts[entry.subject]
    parts.append("\(contact.role.word) \(book.text(contact.name))")
  case .call:
    let call = book.calls[entry.subject]
    parts.append("\(call.direction.word) \(call.number.text) \(call.result.word)")
  case .account, .note, .user: break
  }
  let memo = book.memo(of: number)
  if !memo.isEmpty { parts.append(book.text(memo)) }
  return parts.joined(separator: ": ")
}
