import PiperollLedger
import PiperollWire

extension Telling {
  static let note = Telling(
    "a note",
    fields: [
      FieldSpec("verdict", "what the rules of contact said of a message of the desk's"),
      FieldSpec("rule", "the first of the rules with that verdict"),
      FieldSpec("contact", "the contact that it made known"),
      FieldSpec("hold-entry", "the hold that it placed, by its entry"),
    ] + FieldSpec.nextSteps + FieldSpec.learned + FieldSpec.correction,
    write: { entry, book, reply in
      reply.write(book.noteRow(of: entry.number)?.verdict)
      let made = book.made(withNote: entry.number)
      if let contact = made.contact { reply.field("contact", contact) }
      if let hold = made.hold { reply.field("hold-entry", hold) }
      reply.write(stepsWithNote: entry.number, book)
      tell(made, of: entry.number, book, &reply)
    },
    // `email in jane@example.com`, `cease by letter of 2026-11-20`
    detail: { entry, book in
      guard let row = book.noteRow(of: entry.number), let kind = entry.row.noteKind else {
        return ""
      }
      var text = kind == .general ? "" : kind.word
      if let via = row.via { text += " by \(via.word)" }
      if let direction = row.direction { text += " \(direction.word)" }
      if !row.point.isEmpty { text += " \(book.text(row.point))" }
      if let purpose = row.purpose { text += " for \(purpose.word)" }
      if let day = row.day { text += " of \(day.text)" }
      if let at = book.time(ofNote: entry.number) { text += " at \(utcText(at))" }
      if let kept = row.verdict?.text { text += " \(kept)" }
      if let corrected = row.corrects { text += " corrects \(corrected)" }
      return text.first == " " ? String(text.dropFirst()) : text
    },
    amount: { _, _ in nil })

  static let call = Telling(
    "a call",
    fields: [
      FieldSpec("verdict", "what the rules of contact said of a call of the desk's"),
      FieldSpec("rule", "the first of the rules with that verdict"),
      FieldSpec(
        "calls7", "on a third-party debt: how many calls of seven days count (12 CFR 1006.14(b))"),
      FieldSpec("next-call", "the day on which the next call may be, if not today"),
      FieldSpec("owes-notice", "the last day on which a validation notice is in time"),
      FieldSpec("entries", "on how many accounts it was recorded, if more than one"),
      FieldSpec("promise", "the promises that were made, by their entries"),
      FieldSpec("amount", "what they come to"),
      FieldSpec("due", "the day on which the first is due"),
      FieldSpec("until", "the last day on which its money is in time"),
    ] + FieldSpec.nextSteps + FieldSpec.learned + FieldSpec.correction,
    write: { entry, book, reply in
      reply.write(book.calls[entry.subject].verdict)
      if let counts = book.callCounts(after: entry.number) {
        reply.field("calls7", counts.calls)
        if let day = counts.nextCall { reply.field("next-call", day) }
        if let day = counts.noticeBy { reply.field("owes-notice", day) }
      }
      let made = book.made(withCall: entry.number)
      if made.accounts > 1 { reply.field("entries", made.accounts) }
      tell(promises: made.promises, book, &reply)
      reply.write(stepsWithNote: entry.number, book)
      tell(book.made(withNote: entry.number), of: entry.number, book, &reply)
    },
    // `out +12125550147 right-party, 12 minutes, contact 4`
    detail: { entry, book in
      let call = book.calls[entry.subject]
      var text = "\(call.direction.word) \(call.number.text) \(call.result.word)"
      if call.marks.contains(.automatic) { text += ", dialer" }
      if call.marks.contains(.recorded) { text += ", recorded voice" }
      if let purpose = call.purpose { text += ", for \(purpose.word)" }
      if call.marks.contains(.limited) { text += ", limited" }
      if let kept = call.verdict?.text { text += ", \(kept)" }
      if call.minutes > 0 { text += call.minutes == 1 ? ", 1 minute" : ", \(call.minutes) minutes" }
      if let at = book.time(ofNote: entry.number) { text += ", at \(utcText(at))" }
      if let contact = call.contact { text += ", contact \(book.contacts[contact].entry)" }
      if let corrected = call.corrects { text += ", corrects \(corrected)" }
      return text
    },
    amount: { _, _ in nil })

  /// Writes `FieldSpec.learned` and `FieldSpec.correction`.
  private static func tell(
    _ made: Book.MadeWithNote, of number: EntryNumber, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    if !made.amended.isEmpty { reply.field("amended", text(of: made.amended)) }
    if !made.stops.isEmpty { reply.field("stop", text(of: made.stops)) }
    if let corrected = book.corrected(by: number) { reply.field("corrects", corrected) }
    if !made.undone.isEmpty { reply.field("undone", text(of: made.undone)) }
  }

  private static func text(of entries: [EntryNumber]) -> String {
    entries.map(String.init).joined(separator: ",")
  }

  private static func tell(
    promises: [EntryNumber], _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    guard let first = promises.first else { return }
    reply.field("promise", text(of: promises))
    let rows = promises.map { book.promises[book.entries[Int($0) - 1].subject] }
    let amount = rows.reduce(Money.zero) { $0 + $1.amount }
    reply.field("amount", amount, book.accounts[rows[0].account].currency)
    reply.field("due", rows[0].due)
    reply.field("until", book.lastDayOfGrace(ofPromise: book.entries[Int(first) - 1].subject))
  }
}

extension KeptVerdict {
  /// The verdict and its rule; nil where it was allowed.
  fileprivate var text: String? { rule.map { "\(verdict.word) \($0.word)" } }
}

extension ReplyWriter {
  fileprivate mutating func write(_ kept: KeptVerdict?) {
    guard let kept else { return }
    field("verdict", kept.verdict.word)
    if let rule = kept.rule { field("rule", rule.word) }
  }
}

extension FieldSpec {
  /// The keys of what a note or a call says of contacts.
  static let learned = [
    FieldSpec("amended", "what it says of numbers and addresses, by the entries that amend them"),
    FieldSpec("stop", "what they do not want any more, by the entries of these preferences"),
  ]

  /// The keys of a note or a call that corrects another.
  static let correction = [
    FieldSpec("corrects", "the note or call that it corrects"),
    FieldSpec("undone", "what came with that one and ends with it, by the entries that end it"),
  ]
}
