import PiperollLedger
import PiperollWire

extension Telling {
  static let prefer = Telling(
    "a preference",
    fields: [FieldSpec("contact", "the contact whose preference it is")],
    write: { entry, book, reply in
      reply.field("contact", book.contacts[book.preferences[entry.subject].contact].entry)
    },
    // `contact 4: never call mon-fri 15:00-17:00`
    detail: { entry, book in
      let row = book.preferences[entry.subject]
      var words = [row.verb.word, row.channel.word]
      if let point = book.point(of: row) { words.append(point.text) }
      if let when = book.when(of: row) { words.append(when.text) }
      if let place = row.place { words.append("at \(place.word)") }
      if let with = row.with { words.append("with contact \(book.contacts[with].entry)") }
      if let account = row.account { words.append("on \(book.text(book.accounts[account].id))") }
      if let until = row.until { words.append("until \(until.text)") }
      if row.source != .own { words.append("by \(row.source.word)") }
      if row.via == .silence { words.append("who did not answer") }
      return "contact \(book.contacts[row.contact].entry): \(words.joined(separator: " "))"
    },
    amount: { _, _ in nil })
}

extension PreferenceVia: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .call: "call"
    case .letter: "letter"
    case .email: "email"
    case .text: "text"
    case .web: "web"
    case .visit: "visit"
    case .database: "database"
    case .silence: "silence"
    }
  }
}

extension PreferenceState: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .inForce: "in-force"
    case .expired: "expired"
    case .ended: "ended"
    case .overruled: "overruled"
    }
  }
}
