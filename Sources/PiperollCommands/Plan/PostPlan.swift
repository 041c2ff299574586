import PiperollLedger
import PiperollWire

enum PostPlan {
  static let spec = CommandSpec(
    "POST PLAN",
    "Records that what is owed is paid in parts, and shows them. With dry=yes it only shows them,"
      + " so that numbers can be tried during a call.",
    role: .operator,
    parameters: [
      .account, .instalments, .each,
      Parameter("first", .date, .required, help: "when the first instalment is due"), .every,
      Parameter(
        "total", .money, .defaulted("what is owed and not on hold, less unapplied credit"),
        help: "how much is paid by it"),
      .down,
      Parameter(
        "items", .applications, .defaulted("whatever is owed"),
        help: "the items that it is for: INV-1:200.00,INV-2; then only money on these counts"),
      .planInterest, .authorization, .replacesPlan, .date, .memo,
    ],
    example: "POST PLAN T-1042 instalments=6 first=+1m down=100.00@fri ref=pl-7 -- as agreed",
    fields: [.entry, .accountField, .wouldNeed] + Telling.planFields,
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide),
    showing: .schedule)

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    let currency = book.accounts[account].currency
    guard let size = try arguments.planSize(currency) else {
      throw arguments.missing("instalments", "give instalments= or each=")
    }
    var wish = try arguments.planWish(
      size, first: try arguments.date("first") ?? effective, currency)
    if arguments.has("total") {
      if !wish.items.isEmpty {
        throw arguments.bad("total", "leave it out: items= says how much it is about")
      }
      wish.total = try arguments.money("total", currency)
    }
    do { return try book.decidePlan(wish, account: account, on: effective) } catch {
      throw .refused(error)
    }
  }
}

extension Parameter {
  static let instalments = Parameter(
    "instalments", .count(1...PlanTerms.instalmentsMax),
    help: "how many instalments there are, of one amount; the last takes the rest")
  static let each = Parameter(
    "each", .money, help: "instead: how much each instalment is; as many as are needed")
  static let every = Parameter(
    "every", .choice(LoanPeriod.words), .defaulted("month"),
    help: "the time between two of them; months keep the first one's day, or end with the month")
  static let down = Parameter(
    "down", .dues, help: "a down payment and its day: 100.00@fri; the instalments are of the rest")
  static let planInterest = Parameter(
    "interest", .choice(PlanInterest.words), .defaulted("run"),
    help: "stop: while it is kept, no interest accrues and no late fee is charged")
  static let authorization = Parameter(
    "authorization", .reference,
    help: "where the debtor's authorization to draw the instalments is kept")
  static let replacesPlan = Parameter(
    "replaces", .entry, help: "the plan or settlement whose place it takes, by its entry")
}

extension Arguments {
  /// How the instalments are given; nil if they are not.
  func planSize(_ currency: Currency) throws(Failure) -> PlanSize? {
    let count = try count("instalments", in: 1...PlanTerms.instalmentsMax)
    if !has("each") { return count.map { .count($0) } }
    if count != nil { throw bad("each", "leave it out: instalments= says how much each is") }
    return .each(try money("each", currency))
  }

  /// What plans and settlements have in common.
  func planWish(
    _ size: PlanSize, first: Day, _ currency: Currency
  ) throws(Failure) -> PlanWish {
    var wish = PlanWish(
      total: nil, size: size, first: first,
      every: try choice("every", LoanPeriod.self) ?? .month)
    if has("down") {
      let down = try dues("down", currency)
      if down.count != 1 { throw bad("down", "one amount and its day: 100.00@fri") }
      wish.down = PlanTerms.Part(amount: down[0].amount, due: down[0].due)
    }
    wish.items = try applications("items", currency) ?? []
    wish.stopsInterest = try choice("interest", PlanInterest.self) == .stop
    wish.authorization = text("authorization") ?? ""
    wish.replaces = has("replaces") ? try entry("replaces") : nil
    return wish
  }

  /// The failure of a request without a parameter that it needs.
  func missing(_ name: String, _ sentence: String) -> Failure {
    .fault(.syntax, column: nil, key: name, sentence: "\(sentence); \(spec.usage)")
  }
}
