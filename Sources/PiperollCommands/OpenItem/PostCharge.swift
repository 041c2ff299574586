import PiperollLedger
import PiperollWire

enum PostCharge {
  static let spec = CommandSpec(
    "POST CHARGE",
    "Charges a fee, interest or costs: an open item of its own.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "kind", .choice(ItemKind.charges.map(\.word)), .required, help: "what it is for"),
      .amount, .number, .date,
      Parameter(
        "due", .date, .defaulted("date and the account's terms"), help: "when it is to be paid"),
      .memo,
    ],
    example: "POST CHARGE T-1042 35.00 kind=nsf ref=c-88 -- check 8812 came back",
    fields: [.entry, .accountField] + Telling.charge.fields + [.overLimit, .balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    guard let kind = try arguments.choice("kind", ItemKind.self), ItemKind.charges.contains(kind)
    else {
      let words = ItemKind.charges.map(\.word).joined(separator: " ")
      throw arguments.bad("kind", "one of \(words)")
    }
    return try arguments.decideCharge(on: book, account, kind, .other, effective)
  }
}
