import PiperollLedger
import PiperollWire

enum LookupRef {
  static let spec = CommandSpec(
    "LOOKUP REF",
    "Says whether a write was recorded, and what its result was; of a request that needed an"
      + " approval, what has become of it.",
    role: .viewer,
    parameters: [
      Parameter("ref", .reference, .required, .positional, "the reference it was sent with")
    ],
    example: "LOOKUP REF lb-17-4", fields: fields, sections: [entries],
    codes: [.ok, .pending, .notFound, .invalid], effect: .read(run))

  private static let entries = SectionSpec(
    "entries", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("account"),
      ColumnSpec("currency"), ColumnSpec("amount", .money), ColumnSpec("effect", .money),
      ColumnSpec("balance", .money), ColumnSpec("detail"),
    ])

  /// All keys that a reply may have, in the order in which it has them.
  private static let fields: [FieldSpec] = {
    let ofAny = FieldSpec.beforeKind + FieldSpec.afterKind
    let ofKinds = Telling.keys(of: EntryKind.allCases.map(\.telling)).filter { field in
      !ofAny.contains { $0.name == field.name }
    }
    return [FieldSpec("ref", "the reference"), FieldSpec("kind", "what was recorded"), .state]
      + FieldSpec.beforeKind + ofKinds + FieldSpec.afterKind + [.rows]
  }()

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let name = arguments.required("ref")
    guard let reference = book.reference(name),
      !book.isHidden(entry: reference.entry, from: context.viewer)
    else { throw .refused(.referenceNotFound(name)) }
    if book.isRestricted(entry: reference.entry) { reply.showsRestricted = true }
    switch book.write(recordedBy: reference.entry, today: context.today) {
    case .done(let number): return write(number, name, state: nil, book, &reply)
    case .approved(let number): return write(number, name, state: .approved, book, &reply)
    case .waiting: return write(reference.entry, name, state: .pending, book, &reply)
    case .ended(let request): throw .requestEnded(request)
    }
  }

  /// - Parameter state: what has become of a request that needed an approval.
  private static func write(
    _ number: EntryNumber, _ name: String, state: ApprovalState?, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) -> EntryNumber {
    let all = book.continuation(of: number)
    reply.status(state == .pending ? .pending : .ok, block: all.count > 1)
    reply.field("ref", name)
    let (first, approval) = (book.entries[Int(number) - 1], book.approval(behind: number))
    reply.field("kind", first.kind.word)
    if let state { reply.field("state", state.word) }
    if book.isOfOneAccount(all) {
      // The keys of POST APPROVE have their count themselves.
      if all.count > 1, approval == nil || state != nil { reply.field("entries", all.count) }
      let outcome = book.outcome(of: number)
      reply.fields(of: outcome, in: book, asAsked: state != nil)
      if all.count == 1 { reply.sentence(of: outcome, .ok, in: book, dry: false) }
    } else {
      reply.fields(ofSeveral: all, in: book)
    }
    reply.endLine()
    if all.count > 1 { writeEntries(all, book, &reply) }
    return all.upperBound
  }

  private static func writeEntries(
    _ numbers: ClosedRange<EntryNumber>, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(entries)
    for number in numbers {
      let entry = ToldEntry(number, in: book)
      reply.beginRow()
      reply.cell(number)
      reply.cell(entry.row.kind.word)
      if entry.row.hasAccount {
        let account = book.accounts[entry.row.account]
        reply.cell(shown: account.id, book)
        reply.cell(account.currency.code)
        if let about = book.amount(about: number) {
          reply.cell(about.amount, about.currency)
        } else {
          reply.emptyCell()
        }
        reply.cell(entry.row.effect, account.currency)
        reply.cell(entry.row.balance, account.currency)
      } else {
        for _ in 0..<5 { reply.emptyCell() }
      }
      reply.cell(detailOf: number, book)
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
  }
}
