public import PiperollLedger
public import PiperollWire

/// `CALL`: who is on the line now.
public enum Call {
  static let spec = CommandSpec(
    "CALL",
    "Says who calls, and shows whose number that is and what to ask them. Until NOTE IDENTIFIED"
      + " says that they are known, look-ups show nothing of what is owed, where the policy"
      + " verify-before says so. With state= a telephone says it, and the operator's consoles are"
      + " told.",
    role: .operator,
    parameters: [
      Parameter(
        "from", .text, .required, .rest,
        "the caller's number, in any usual spelling; \(unknown): it is hidden; \(off): the call is"
          + " over"),
      Parameter(
        "state", .choice(CallState.words), .defaulted(CallState.answered.word),
        help: "what the telephone does; of a call that is known, a state that is not later changes"
          + " nothing"
      ).also(taking: CallState.self),
      Parameter(
        "to", .user, .defaulted("you"),
        help: "with state=: the operator who is called; only a user of the role phone says others"),
      Parameter(
        "id", .text,
        help: "with state=: the telephone's name of the call, by which it is known again; without"
          + " it, it is known by its number"),
      Parameter(
        "name", .text,
        help: "with state=: what the caller calls themselves: a claim, shown once and not kept"),
    ],
    example: "CALL (212) 555-0147",
    fields: [
      FieldSpec("call", "the caller's number in E.164, or \(unknown), or \(off)"),
      FieldSpec("state", "with state=: what has become of the call"),
      FieldSpec("to", "with state=: the operator who is called"),
      FieldSpec("told", "with state=: how many of their consoles were told now"),
      FieldSpec("accounts", "how many it leads to"),
      FieldSpec("must", "identify: ask them who they are before you say anything of a debt"),
      FieldSpec("more", "yes: there are more than the \(Limits.searchRows) accounts shown"),
      .rows,
    ],
    sections: [.callers, accounts], codes: [.data, .ok, .notFound],
    effect: .session(.call),
    asksWhoSpeaks: true, isForPhones: true)

  static let unknown = "unknown"
  static let off = "off"

  private static let accounts = SectionSpec(
    "accounts", .rows,
    [
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("kind"), ColumnSpec("currency"),
      ColumnSpec("balance", .money), ColumnSpec("past-due", .money), ColumnSpec("collector"),
    ])

  /// Writes the reply behind `CALL off`.
  public static func writeOff(to reply: inout ReplyWriter) {
    reply.status(.ok)
    reply.field("call", off)
    reply.endLine()
  }

  /// Answers a telephone, which is told nothing of who it may be that calls.
  /// - Parameter told: how many consoles were told.
  public static func write(_ said: CallSaid, told: Int, to reply: inout ReplyWriter) {
    reply.status(.ok)
    reply.field(caller: said.number)
    reply.field(said, told: told)
    reply.endLine()
  }

  /// Writes who it may be that calls.
  /// - Parameter told: of what a telephone says, how many consoles were told.
  /// - Returns: the last entry that it shows.
  public static func write(
    _ said: CallSaid, told: Int, in book: borrowing Book, _ context: Context,
    to reply: inout ReplyWriter
  ) -> EntryNumber {
    let number = said.number
    let found = number.map { PhoneMatch.all(of: $0, on: .last, context.viewer, book) } ?? []
    var all: [UInt32] = []
    for match in found where !all.contains(match.account) { all.append(match.account) }
    let shown = all.prefix(Limits.searchRows)
    if found.contains(where: { book.isRestricted(book.phones[$0.phone].contact) }) {
      reply.showsRestricted = true
    }
    let guarded = Set(shown.filter { context.mustIdentify($0, in: book) })
    reply.status(.data, block: true)
    reply.field(caller: number)
    if said.isByTelephone { reply.field(said, told: told) }
    reply.field("accounts", all.count)
    if !guarded.isEmpty { reply.field("must", ContactMust.identify.word) }
    if all.count > shown.count { reply.field("more", "yes") }
    reply.endLine()
    reply.section(.callers)
    for account in shown {
      reply.write(
        callersOf: account, number, isGuarded: guarded.contains(account), context, book)
    }
    reply.section(accounts)
    for account in shown { write(account, guarded.contains(account), context, book, &reply) }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ account: UInt32, _ isGuarded: Bool, _ context: Context, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let row = book.account(account, on: .last)
    reply.beginRow()
    reply.cell(shown: row.id, book)
    reply.cell(row.name, book)
    if isGuarded {
      for _ in 0..<4 { reply.emptyCell() }
    } else {
      let now = AsOf(nil, today: context.today, known: nil, in: book)
      reply.cell(row.kind.word)
      reply.cell(row.currency.code)
      reply.cell(row.balance, row.currency)
      reply.cell(OpenSums(book, account, now).pastDue, row.currency)
    }
    reply.cell(symbol: row.collector, book)
    reply.endRow()
  }
}

extension ReplyWriter {
  /// Writes the number of who calls.
  mutating func field(caller number: PhoneNumber?) {
    guard let number else { return field("call", Call.unknown) }
    field("call", room: PhoneNumber.textBytesMax) { number.write(to: $0) }
  }

  fileprivate mutating func field(_ said: CallSaid, told: Int) {
    field("state", said.state.word)
    field("to", said.to)
    field("told", told)
  }
}

extension Call {
  /// The account that a number leads to; nil if that is none, or several.
  public static func onlyAccount(
    of number: PhoneNumber, in book: borrowing Book, _ context: Context
  ) -> String? {
    let accounts = Set(
      PhoneMatch.all(of: number, on: .last, context.viewer, book).map(\.account))
    guard accounts.count == 1, let account = accounts.first else { return nil }
    return book.text(book.accounts[account].id)
  }

  /// The contact of an account with a number, by its entry; nil if the account has none.
  public static func contact(
    with number: PhoneNumber, of account: String, in book: borrowing Book, _ context: Context
  ) -> EntryNumber? {
    guard let row = book.findAccount(account) else { return nil }
    let match = PhoneMatch.all(of: number, on: .last, context.viewer, book).first {
      $0.account == row
    }
    return match.map { book.contacts[book.phones[$0.phone].contact].entry }
  }
}
