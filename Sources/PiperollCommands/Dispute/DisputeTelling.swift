import PiperollLedger
import PiperollWire

extension Telling {
  static let dispute = Telling(
    "a dispute",
    fields: [
      FieldSpec("reason", "why it is disputed"), FieldSpec("amount", "how much is disputed"),
      FieldSpec("items", "of how many items"),
      FieldSpec("in-period", "yes: in writing within the validation period (rule N5)"),
    ],
    write: { entry, book, reply in
      let row = book.disputes[entry.subject]
      reply.field("reason", row.reason.word)
      reply.field("amount", book.amount(ofDispute: entry.subject), entry.currency(book))
      reply.field("items", book.items(ofDispute: entry.subject).count)
      if book.cameInPeriod(dispute: entry.subject) { reply.field("in-period", "yes") }
    },
    // `goods by email of 2026-11-23: INV-2:80.00`
    detail: { entry, book in
      let row = book.disputes[entry.subject]
      let text = "\(row.reason.word) by \(row.via.word) of \(row.received.text)"
      let items = book.items(ofDispute: entry.subject)
      let shown = items.prefix(itemsMax).map {
        "\(book.text(book.items[$0.item].number)):\(entry.text($0.amount, book))"
      }
      let more = items.count > itemsMax ? ", and \(items.count - itemsMax) more" : ""
      return "\(text), \(shown.joined(separator: ","))\(more)"
    },
    amount: { entry, book in
      entry.amount(book.amount(ofDispute: entry.subject), book)
    })

  /// A line names so many items of a dispute; LOOKUP DISPUTES has all.
  private static let itemsMax = 5

  static let resolve = Telling(
    "the end of a dispute",
    fields: [
      FieldSpec("dispute", "the dispute that it ends"), FieldSpec("outcome", "what came of it"),
      FieldSpec("credited", "how much is credited"),
      FieldSpec("answer", "the letter, email or text that told them"),
    ],
    write: { entry, book, reply in
      let row = book.disputes[entry.subject]
      reply.field("dispute", row.entry)
      if let outcome = row.outcome { reply.field("outcome", outcome.word) }
      if row.credited > .zero { reply.field("credited", row.credited, entry.currency(book)) }
      if let answer = row.answer { reply.field("answer", answer) }
    },
    // `credit of dispute 14: 50.00, told by entry 15`
    detail: { entry, book in
      let row = book.disputes[entry.subject]
      var text = "\(row.outcome?.word ?? "") of dispute \(row.entry)"
      if row.credited > .zero { text += ": \(entry.text(row.credited, book))" }
      return row.answer.map { "\(text), told by entry \($0)" } ?? text
    },
    amount: { entry, book in
      let credited = book.disputes[entry.subject].credited
      return credited > .zero ? entry.amount(credited, book) : nil
    })
}

extension DisputeReason: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .other: "other"
    case .notTheirs: "not-theirs"
    case .identityTheft: "identity-theft"
    case .paid: "paid"
    case .price: "price"
    case .billedTwice: "billed-twice"
    case .goods: "goods"
    case .service: "service"
    case .originalCreditor: "original-creditor"
    }
  }
}

extension DisputeWay: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .call: "call"
    case .letter: "letter"
    case .email: "email"
    case .web: "web"
    }
  }
}

extension DisputeOutcome: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .credit: "credit"
    case .upheld: "upheld"
    case .withdrawn: "withdrawn"
    case .duplicate: "duplicate"
    }
  }
}
