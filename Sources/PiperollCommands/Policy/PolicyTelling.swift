import PiperollLedger
import PiperollWire

extension Telling {
  static let policy = Telling(
    "a policy",
    fields: [
      FieldSpec("policy", "its name"), FieldSpec("scope", "for which role or kind of account"),
      FieldSpec("currency", "the currency of the amount"), FieldSpec("value", "its value"),
    ],
    write: { entry, book, reply in
      let set = book.policies[entry.subject]
      reply.field("policy", set.policy.name)
      if let scope = set.scope.word { reply.field("scope", scope) }
      if let currency = set.currency { reply.field("currency", currency.code) }
      reply.field("value", policyText(entry.subject, book))
    },
    detail: { entry, book in
      let set = book.policies[entry.subject]
      let words = [
        set.policy.name, set.scope.word, set.currency?.code, policyText(entry.subject, book),
      ]
      return words.compactMap(\.self).joined(separator: " ")
    },
    amount: { entry, book in
      guard case .money(let value) = book.value(ofPolicy: entry.subject) else { return nil }
      return book.policies[entry.subject].currency.map { (value, $0) }
    })
}
