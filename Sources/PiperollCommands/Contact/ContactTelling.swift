import PiperollLedger

extension Telling {
  static let contact = Telling(
    "a contact", fields: [], write: { _, _, _ in },
    detail: { entry, book in
      let contact = book.contact(entry.subject, after: entry.number)
      return "\(contact.role.word) \(book.text(contact.name))"
    },
    amount: { _, _ in nil })
}
