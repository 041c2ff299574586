import PiperollLedger
import PiperollWire

enum PostService {
  static let spec = CommandSpec(
    "POST SERVICE",
    "Records a service that was rendered; it is billed once somebody else has verified it.",
    role: .operator,
    parameters: [
      .account,
      Parameter("code", .identifier, .required, .positional, "a code for what was done"),
      .amount,
      Parameter(
        "quantity", .decimal, .defaulted("1"), help: "how much of it; the amount is for all of it"),
      Parameter("by", .text, help: "who rendered it"),
      Parameter(
        "date", .date, .defaulted("today"), help: "when it was; at most a day ahead of today"),
      .memo,
    ],
    example: "POST SERVICE C-20417 99213 140.00 by=\"Dr. Osei\" date=2026-11-02 ref=sv-1",
    fields: [.entry, .accountField] + Telling.service.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    let code = try arguments.newIdentifier("code")
    let amount = try arguments.money("amount", book.accounts[account].currency)
    let quantity = try arguments.quantity("quantity") ?? .one
    let renderedBy = try arguments.freeText("by")
    do {
      return try book.decideService(
        account: account, code: code, amount: amount, quantity: quantity, renderedBy: renderedBy)
    } catch { throw .refused(error) }
  }
}

extension Arguments {
  /// A quantity above zero, with at most three decimals; nil if it was not given.
  fileprivate func quantity(_ name: StaticString) throws(Failure) -> Quantity? {
    guard let text = text(name) else { return nil }
    let number = try? Money(parsing: text.utf8, decimals: Quantity.decimals).minor
    guard let number, number > 0, let thousandths = UInt32(exactly: number) else {
      throw bad(name, "a number above zero such as 2 or 1.5, with at most 3 decimals")
    }
    return Quantity(thousandths: thousandths)
  }
}
