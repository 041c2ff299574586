import PiperollLedger
import PiperollWire

enum PostResolve {
  static let spec = CommandSpec(
    "POST RESOLVE",
    "Ends a dispute, and says what came of it. With outcome=credit it gives a credit memo.",
    role: .operator,
    parameters: [
      Parameter(
        "dispute", .entry, .required, .positional, "the number of the entry that recorded it"
      ).namingRecord,
      Parameter(
        "outcome", .choice(DisputeOutcome.words), .required, .positional,
        "credit: they were right, at least in part; upheld: the debt stands; withdrawn: they do not"
          + " dispute it any more; duplicate: it was disputed and answered before"),
      Parameter(
        "amount", .money, .defaulted("all that is open of it"),
        help: "with outcome=credit: how much is credited"),
      Parameter(
        "answer", .entry, help: "the letter, email or text that told them, by the entry of its note"
      ),
      .date, .memo,
    ],
    example: "POST RESOLVE 14 credit amount=5.00 ref=rs-7 -- one crate was missing",
    fields: [.entry, .accountField] + Telling.resolve.fields + [.creditEntry, .balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .proposal(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _: Context, _ effective: Day
  ) throws(Failure) -> Proposal {
    let dispute = try arguments.entry("dispute")
    guard let outcome = try arguments.choice("outcome", DisputeOutcome.self) else {
      throw arguments.bad("outcome", "one of \(DisputeOutcome.words.joined(separator: " "))")
    }
    var amount: Money?
    if arguments.has("amount") {
      if outcome != .credit { throw arguments.bad("amount", "only with outcome=credit") }
      amount = try arguments.money("amount", currency(of: dispute, book))
    }
    let answer = arguments.has("answer") ? try arguments.entry("answer") : nil
    do {
      let decided = try book.decideResolve(
        dispute: dispute, outcome, amount: amount, answer: answer, on: effective)
      var proposal = Proposal(decided.end)
      if let credit = decided.credit { proposal.rest = [credit] }
      return proposal
    } catch { throw .refused(error) }
  }

  /// The currency of the account of an entry; US dollars where there is none, for then it is
  /// refused anyway.
  private static func currency(of number: EntryNumber, _ book: borrowing Book) -> Currency {
    guard let entry = book.entry(number), entry.hasAccount else { return .usd }
    return book.accounts[entry.account].currency
  }
}
