import PiperollLedger
import PiperollWire

enum NoteGeneral {
  static let spec = CommandSpec(
    "NOTE GENERAL", "Writes a note on an account.", role: .operator,
    parameters: [
      .account, Parameter("memo", .text, .required, .text, "the note"), .date,
    ],
    example: "NOTE GENERAL T-1042 -- they want a copy of INV-3381",
    fields: [.entry, .accountField],
    codes: [.created, .dup, .ok, .refMismatch, .notFound, .invalid],
    effect: .write(decide))

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let account = try arguments.account(in: book)
    return .noted(Noted(account: book.accounts[account].opened))
  }
}
