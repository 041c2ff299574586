import PiperollLedger
import PiperollWire

enum PostDispute {
  static let spec = CommandSpec(
    "POST DISPUTE",
    "Records that a debtor disputes what is open, or a part of it. Until POST RESOLVE that part"
      + " bears no interest, and nothing is set against it that does not name it.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "reason", .choice(DisputeReason.words), .required, .positional, "why it is disputed"),
      Parameter(
        "items", .applications, .defaulted("all that is open"),
        help: "what is disputed: INV-2:80.00,INV-3; without an amount all that is open of it"),
      Parameter("via", .choice(DisputeWay.words), .defaulted("call"), help: "how it came"),
      Parameter("received", .date, .defaulted("date="), help: "the day on which it came"),
      Parameter("contact", .entry, help: "the contact who disputes it, by its entry"),
      .date, .memo,
    ],
    example: "POST DISPUTE T-1042 goods items=INV-3381:80.00 via=email ref=d-7 -- a crate short",
    fields: [.entry, .accountField] + Telling.dispute.fields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let account = try arguments.account(in: book)
    guard let reason = try arguments.choice("reason", DisputeReason.self) else {
      throw arguments.bad("reason", "one of \(DisputeReason.words.joined(separator: " "))")
    }
    var wish = DisputeWish(reason)
    wish.items = try arguments.applications("items", book.accounts[account].currency) ?? []
    if reason == .originalCreditor, !wish.items.isEmpty {
      throw arguments.bad("items", "leave it out: whoever asks that disputes all")
    }
    wish.via = try arguments.choice("via", DisputeWay.self) ?? .call
    wish.received = try arguments.date("received")
    if arguments.has("contact") {
      wish.contact = book.contacts[try arguments.contact("contact", in: book, context)].entry
    }
    do {
      return Proposal(try book.decideDispute(wish, account: account, on: effective))
    } catch { throw .refused(error) }
  }
}
