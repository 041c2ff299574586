import PiperollLedger
import PiperollWire

extension Telling {
  static let service = Telling(
    "a service", fields: [FieldSpec("code", "what it was"), .amountField],
    write: { entry, book, reply in
      let service = book.services[entry.subject]
      reply.field("code", book.symbols[service.code], book)
      reply.field("amount", service.amount, entry.currency(book))
    },
    // `99213, 1.5 for 140.00, by Dr. Osei`
    detail: { entry, book in
      let service = book.services[entry.subject]
      let text =
        "\(book.text(symbol: service.code)), \(service.quantity.text) for"
        + " \(entry.text(service.amount, book))"
      let who = book.text(symbol: service.renderedBy)
      return who.isEmpty ? text : text + ", by \(who)"
    },
    amount: { entry, book in entry.amount(book.services[entry.subject].amount, book) })

  static let verify = Telling(
    "a verification", fields: [FieldSpec("service", "the entry that recorded the service")],
    write: { entry, book, reply in
      reply.field("service", book.services[entry.subject].entry)
    },
    detail: { entry, book in
      let service = book.services[entry.subject]
      return "entry \(service.entry) \(book.text(symbol: service.code))"
    },
    amount: { entry, book in book.amount(about: book.services[entry.subject].entry) })
}
