import PiperollLedger

extension Telling {
  static let note = Telling(
    "a note", fields: [], write: { _, _, _ in }, detail: { _, _ in "" }, amount: { _, _ in nil })

  static let call = Telling(
    "a call", fields: [], write: { _, _, _ in },
    detail: { entry, book in
      let call = book.calls[entry.subject]
      return "\(call.direction.word) \(call.number.text) \(call.result.word)"
    },
    amount: { _, _ in nil })
}
