public import PiperollLedger
public import PiperollWire

/// `CALL`: who is on the line now.
public enum Call {
  static let spec = CommandSpec(
    "CALL",
    "Says who calls you now, and shows whose number that is and what to ask them. Until NOTE"
      + " IDENTIFIED says that they are known, your look-ups show nothing of what is owed, where"
      + " the policy verify-before says so.",
    role: .operator,
    parameters: [
      Parameter(
        "from", .text, .required, .rest,
        "the caller's number, in any usual spelling; \(unknown): it is hidden; \(off): the call is"
          + " over")
    ],
    example: "CALL (212) 555-0147",
    fields: [
      FieldSpec("call", "the caller's number in E.164, or \(unknown), or \(off)"),
      FieldSpec("accounts", "how many it leads to"),
      FieldSpec("must", "identify: ask them who they are before you say anything of a debt"),
      FieldSpec("more", "yes: there are more than the \(Limits.searchRows) accounts shown"),
      .rows,
    ],
    sections: [.callers, accounts], codes: [.data, .ok], effect: .session(.call),
    asksWhoSpeaks: true)

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

  /// Writes who it may be that calls.
  /// - Parameter number: the caller's; nil: it is hidden.
  /// - Returns: the last entry that it shows.
  public static func write(
    _ number: PhoneNumber?, in book: borrowing Book, _ context: Context,
    to reply: inout ReplyWriter
  ) -> EntryNumber {
    let found = number.map { PhoneMatch.all(of: $0, on: .last, context.viewer, book) } ?? []
    var all: [UInt32] = []
    for match in found where !all.contains(match.account) { all.append(match.account) }
    let shown = all.prefix(Limits.searchRows)
    if found.contains(where: { book.isRestricted(book.phones[$0.phone].contact) }) {
      reply.showsRestricted = true
    }
    let guarded = Set(shown.filter { context.mustIdentify($0, in: book) })
    reply.status(.data, block: true)
    if let number {
      reply.field("call", room: PhoneNumber.textBytesMax) { number.write(to: $0) }
    } else {
      reply.field("call", unknown)
    }
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

extension Arguments {
  /// What CALL says: the caller's number, nil inside if it is hidden; nil if the call is over.
  public func caller(in book: borrowing Book) throws(Failure) -> PhoneNumber?? {
    switch required("from").lowercased() {
    case Call.off: return nil
    case Call.unknown: return .some(nil)
    default: break
    }
    do throws(Failure) { return try phone("from", in: book) } catch {
      throw bad(
        "from", "a telephone number such as (212) 555-0147, or \(Call.unknown), or \(Call.off)")
    }
  }
}

extension Call {
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
