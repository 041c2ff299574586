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
        "terms", .count(0...termsDaysMax), .defaulted("30"),
        help: "days from an invoice's date to its due date"),
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

  /// Ten years. A longer term is a typing error.
  static let termsDaysMax = 3650

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let currency = try arguments.currency("currency") ?? .usd
    let limit = arguments.has("credit-limit") ? try arguments.money("credit-limit", currency) : nil
    let fact = AccountOpened(
      account: try arguments.newIdentifier("account"),
      kind: try arguments.choice("kind", AccountKind.self) ?? .trade,
      name: try arguments.freeText("name"), currency: currency,
      termsDays: UInt16(try arguments.count("terms", in: 0...termsDaysMax) ?? 30),
      creditLimit: limit, collector: try arguments.freeText("collector"),
      portfolio: try arguments.freeText("portfolio"), client: try arguments.freeText("client"))
    do { return try book.decide(fact) } catch { throw .refused(error) }
  }
}
