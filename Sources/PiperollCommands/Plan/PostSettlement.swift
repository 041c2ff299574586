import PiperollLedger
import PiperollWire

enum PostSettlement {
  static let spec = CommandSpec(
    "POST SETTLEMENT",
    "Records that a debt is taken for paid once a smaller sum was, at once or in parts, and shows"
      + " them. The payment that completes it takes off the rest. With accept-by= it is an offer.",
    role: .operator,
    parameters: [
      .account,
      Parameter("amount", .money, .optional, .positional, "the sum that is to be paid"),
      Parameter("due", .date, help: "when it is due, if it is paid at once"),
      .instalments, .each,
      Parameter("first", .date, help: "when the first instalment is due"), .every, .down,
      Parameter(
        "items", .applications, .defaulted("all that is owed and not on hold"),
        help: "the items that it settles: INV-1:200.00,INV-2; then only money on these counts"),
      Parameter(
        "accept-by", .date, .defaulted("it is agreed on already"),
        help: "for an offer: the last day on which the debtor may accept it"),
      Parameter(
        "accepts", .entry, help: "instead of all this: the offer that the debtor accepts"),
      .planInterest, .authorization, .replacesPlan, .date, .memo,
    ],
    example: "POST SETTLEMENT T-1042 561.00 due=+14d ref=st-7 -- 60 % by wire",
    fields: [.entry, .accountField, .wouldNeed] + Telling.settlementFields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide),
    showing: .schedule)

  private static let terms: [StaticString] = [
    "amount", "due", "instalments", "each", "first", "every", "down", "items", "accept-by",
    "interest", "authorization", "replaces",
  ]

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    if arguments.has("accepts") {
      for name in terms where arguments.has(name) {
        throw arguments.bad(name, "leave it out: accepts= takes what was offered")
      }
      let offer = try arguments.entry("accepts")
      do {
        return try book.decideAcceptance(of: offer, account: account, on: effective)
      } catch { throw .refused(error) }
    }
    if !arguments.has("amount") {
      throw arguments.missing("amount", "give the amount, or accepts= for an offer")
    }
    let currency = book.accounts[account].currency
    let total = try arguments.money("amount", currency)
    let (size, first) = try size(arguments, currency)
    let wish = try arguments.planWish(size, first: first, currency)
    let acceptBy = try arguments.date("accept-by")
    do {
      return try book.decideSettlement(
        wish, total: total, acceptBy: acceptBy, account: account, on: effective)
    } catch { throw .refused(error) }
  }

  /// How many parts there are, and when the first is due.
  private static func size(
    _ arguments: borrowing Arguments, _ currency: Currency
  ) throws(Failure) -> (PlanSize, first: Day) {
    let size = try arguments.planSize(currency)
    if let due = try arguments.date("due") {
      for name: StaticString in ["instalments", "each", "first", "every"] where arguments.has(name)
      {
        throw arguments.bad(name, "leave it out: with due= it is paid at once")
      }
      return (.count(1), due)
    }
    guard let size, let first = try arguments.date("first") else {
      throw arguments.missing("due", "give due=, or first= and instalments= or each=")
    }
    return (size, first)
  }
}
