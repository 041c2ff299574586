import PiperollLedger
import PiperollWire

enum PostHold {
  static let spec = CommandSpec(
    "POST HOLD",
    "Puts an account or an item on hold: some acts are blocked for now; HELP HOLDS says which.",
    role: .operator,
    parameters: [
      .account,
      Parameter("kind", .choice(HoldKind.words), .required, .positional, "what kind of hold"),
      Parameter("item", .number, .defaulted("all of the account"), help: "the item's number"),
      Parameter("from", .date, .defaulted("today"), help: "its first day"),
      Parameter("until", .date, .defaulted("its release"), help: "its last day").far,
      Parameter("source", .text, help: "who or what reported it"),
      Parameter("memo", .text, .required, .text, "the reason"),
    ],
    example: "POST HOLD T-1042 dispute item=INV-3381 source=letter ref=h-7 -- two crates missing",
    fields: [.entry, .accountField] + Telling.hold.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    guard let kind = try arguments.choice("kind", HoldKind.self) else {
      throw arguments.bad("kind", "one of \(HoldKind.words.joined(separator: " "))")
    }
    let item = arguments.has("item") ? try arguments.itemNumber("item") : nil
    let from = try arguments.date("from") ?? effective
    let until = try arguments.date("until")
    let source = try arguments.freeText("source")
    do {
      return try book.decideHold(
        account: account, item: item, kind: kind, from: from, until: until, source: source)
    } catch { throw .refused(error) }
  }
}
