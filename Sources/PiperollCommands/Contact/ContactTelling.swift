import PiperollLedger

extension Telling {
  static let contact = Telling(
    "a contact", fields: [], write: { _, _, _ in },
    detail: { entry, book in
      let contact = book.contacts[entry.subject]
      return "\(contact.role.word) \(book.text(contact.name))"
    },
    amount: { _, _ in nil })
}
