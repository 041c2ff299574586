import PiperollLedger
import PiperollWire

enum PostAdjust {
  static let spec = CommandSpec(
    "POST ADJUST",
    "Adjusts what is owed: a credit is set against items, a debit becomes an item of its own.",
    role: .operator,
    parameters: [
      .account,
      Parameter(
        "side", .choice(AdjustmentSide.words), .required, .positional,
        "credit: less is owed; debit: more"),
      .amount, .reason(Reason.ofAdjustments, "why"), .applyAll, .number,
      Parameter(
        "due", .date, .defaulted("date and the account's terms"),
        help: "for a debit: when it is to be paid"),
      .date, .memo,
    ],
    example: "POST ADJUST T-1042 credit 0.37 reason=small-balance apply=INV-3381 ref=adj-5",
    fields: [.entry, .accountField] + Telling.adjust.fields + [.overLimit, .balance],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid], effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let reason = try arguments.reason(among: Reason.ofAdjustments)
    if try arguments.choice("side", AdjustmentSide.self) == .debit {
      if arguments.has("apply") {
        throw arguments.bad("apply", "leave it out: it goes with a credit only")
      }
      let account = try arguments.account(in: book)
      return try arguments.decideCharge(on: book, account, .adjustment, reason, effective)
    }
    for name: StaticString in ["number", "due"] where arguments.has(name) {
      throw arguments.bad(name, "leave it out: it goes with a debit only")
    }
    return try arguments.decideCredit(on: book, effective, kind: .adjustment, reason: reason)
  }
}

/// The side of an adjustment: with a credit the debtor owes less, with a debit more.
enum AdjustmentSide: UInt8, CaseIterable, Sendable {
  case credit, debit
}

extension AdjustmentSide: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .credit: "credit"
    case .debit: "debit"
    }
  }
}

extension Arguments {
  /// Decides a charge or a debit adjustment. Both are an item of their own.
  func decideCharge(
    on book: borrowing Book, _ account: UInt32, _ kind: ItemKind, _ reason: Reason,
    _ effective: Day
  ) throws(Failure) -> Fact {
    let row = book.accounts[account]
    let number = has("number") ? try newItemNumber("number") : nil
    let amount = try money("amount", row.currency)
    let due = try date("due") ?? book.terms(of: account, on: effective).due(from: effective)
    do {
      return try book.decideCharge(
        account: account, kind: kind, reason: reason, number: number, amount: amount,
        date: effective, due: due)
    } catch { throw .refused(error) }
  }
}
