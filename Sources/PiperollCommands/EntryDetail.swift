import PiperollLedger

/// What an entry says, in a line for people: the document, how, why, and the free text.
func entryDetail(_ number: EntryNumber, _ book: borrowing Book) -> String {
  let entry = book.entries[Int(number) - 1]
  var parts: [String] = []
  switch entry.kind {
  case .invoice: parts.append(book.text(book.items[entry.subject].number))
  case .payment: parts.append(book.credits[entry.subject].method.word)
  case .credit: parts.append(book.credits[entry.subject].reason.word)
  case .apply: parts.append("of entry \(book.credits[entry.subject].entry)")
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
