import PiperollLedger
import PiperollWire

enum PostLoan {
  static let spec = CommandSpec(
    "POST LOAN",
    "Lends money on an account of the kind loan: makes an item of the principal, which is paid back"
      + " in equal instalments.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "amount", .money, .required, .positional, "the principal, in the account's currency"),
      Parameter("rate", .percent, .required, help: "the rate of interest that it begins with"),
      Parameter(
        "basis", .choice(DayCount.words), .defaulted("actual/365"),
        help: "how days are counted for interest"),
      Parameter(
        "instalments", .count(1...LoanTerms.instalmentsMax), .required, help: "how many there are"),
      Parameter("first-due", .date, .required, help: "when the first one is to be paid"),
      Parameter(
        "every", .choice(LoanPeriod.words), .defaulted("month"),
        help: "the time between two of them"),
      .number, .date, .memo,
    ],
    example: "POST LOAN L-88 12000.00 rate=7.25 instalments=36 first-due=+1m ref=ln-88",
    fields: [.entry, .accountField] + Telling.loan.fields + [.overLimit, .balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    let number = arguments.has("number") ? try arguments.newItemNumber("number") : nil
    let terms = LoanTerms(
      principal: try arguments.money("amount", book.accounts[account].currency),
      rate: try arguments.rate("rate"),
      dayCount: try arguments.choice("basis", DayCount.self) ?? .actual365,
      instalments: try arguments.count("instalments", in: 1...LoanTerms.instalmentsMax) ?? 1,
      firstDue: try arguments.date("first-due") ?? effective,
      every: try arguments.choice("every", LoanPeriod.self) ?? .month)
    do {
      return try book.decideLoan(account: account, number: number, terms, date: effective)
    } catch { throw .refused(error) }
  }
}
