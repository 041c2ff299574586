import PiperollLedger
import PiperollWire

enum PostAccount {
  static let spec = CommandSpec(
    "POST ACCOUNT", "Opens an account.", role: .operator,
    parameters: [
      .newAccount,
      Parameter(
        "kind", .choice(AccountKind.words), .required, help: "what kind of debtor it is for"),
      Parameter("name", .text, .required, help: "the debtor's name"),
      Parameter("currency", .currency, .defaulted("USD"), help: "the currency of all its amounts"),
      Parameter(
        "terms", .terms, .defaulted("30"),
        help: "when an invoice is due: days from its date, or eom, eom+30, 30+eom, eom+1m"),
      Parameter("credit-limit", .money, help: "the most that the account should owe"),
      Parameter("collector", .text, help: "the collector who works the account"),
      Parameter("portfolio", .text, help: "the group of accounts it belongs to"),
      Parameter(
        "client", .text, help: "for whom the debt is collected, if it is not the desk's own"),
      .date, .memo,
    ],
    example: "POST ACCOUNT T-1042 kind=trade name=\"Harbor & Vale Provisions\" terms=30 ref=a-1",
    fields: [.entry, .accountField], codes: [.created, .dup, .ok, .refMismatch, .invalid],
    effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let currency = try arguments.currency("currency") ?? .usd
    let limit = arguments.has("credit-limit") ? try arguments.money("credit-limit", currency) : nil
    let fact = AccountOpened(
      account: try arguments.newIdentifier("account"),
      kind: try arguments.choice("kind", AccountKind.self) ?? .trade,
      name: try arguments.freeText("name"), currency: currency,
      terms: try arguments.terms("terms") ?? .usual,
      creditLimit: limit, collector: try arguments.freeText("collector"),
      portfolio: try arguments.freeText("portfolio"), client: try arguments.freeText("client"))
    do { return try book.decide(fact) } catch { throw .refused(error) }
  }
}

extension Arguments {
  /// Terms of payment; nil if they were not given.
  func terms(_ name: StaticString) throws(Failure) -> PaymentTerms? {
    guard let text = text(name) else { return nil }
    guard let terms = PaymentTerms(parsing: text) else {
      throw bad(
        name,
        "30 (days from the invoice's date), eom (the end of its month), eom+30 (30 days after"
          + " that), 30+eom (the end of the month 30 days on) or eom+1m (the end of the next"
          + " month)")
    }
    return terms
  }
}
