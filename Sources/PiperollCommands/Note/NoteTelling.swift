import PiperollLedger
import PiperollWire

extension Telling {
  static let note = Telling(
    "a note", fields: [], write: { _, _, _ in }, detail: { _, _ in "" }, amount: { _, _ in nil })

  static let call = Telling(
    "a call",
    fields: [
      FieldSpec("entries", "on how many accounts it was recorded, if more than one"),
      FieldSpec("promise", "the promises that were made, by their entries"),
      FieldSpec("amount", "what they come to"),
      FieldSpec("due", "the day on which the first is due"),
      FieldSpec("until", "the last day on which its money is in time"),
    ],
    write: { entry, book, reply in
      let made = book.made(withCall: entry.number)
      if made.accounts > 1 { reply.field("entries", made.accounts) }
      guard let first = made.promises.first else { return }
      reply.field("promise", text(of: made.promises))
      let rows = made.promises.map { book.promises[book.entries[Int($0) - 1].subject] }
      let amount = rows.reduce(Money.zero) { $0 + $1.amount }
      reply.field("amount", amount, book.accounts[rows[0].account].currency)
      reply.field("due", rows[0].due)
      reply.field("until", book.lastDayOfGrace(ofPromise: book.entries[Int(first) - 1].subject))
    },
    // `out +12125550147 right-party, 12 minutes, contact 4`
    detail: { entry, book in
      let call = book.calls[entry.subject]
      var text = "\(call.direction.word) \(call.number.text) \(call.result.word)"
      if call.marks.contains(.automatic) { text += ", dialer" }
      if call.marks.contains(.recorded) { text += ", recorded voice" }
      if call.marks.contains(.limited) { text += ", limited" }
      if call.minutes > 0 { text += call.minutes == 1 ? ", 1 minute" : ", \(call.minutes) minutes" }
      if let contact = call.contact { text += ", contact \(book.contacts[contact].entry)" }
      return text
    },
    amount: { _, _ in nil })

  private static func text(of entries: [EntryNumber]) -> String {
    entries.map(String.init).joined(separator: ",")
  }
}
