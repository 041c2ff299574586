import PiperollLedger
import PiperollWire

enum ReportJournal {
  /// The program that reads the file.
  enum Format: UInt8, CaseIterable, Sendable {
    case hledger, beancount, csv
  }

  static let spec = CommandSpec(
    "REPORT JOURNAL",
    "The general ledger as a file for hledger, beancount or a spreadsheet: the book or a period.",
    role: .viewer,
    parameters: [
      Parameter(
        "format", .choice(Format.words), .defaulted("hledger"),
        help: "the program that reads it; beancount knows no day after"
          + " \(BeancountJournal.lastYear)"),
      Parameter(
        "from", .date, .defaulted("the first entry"),
        help: "the first day; what was there before it becomes opening balances"),
      Parameter("account", .identifier, .defaulted("all"), help: "only postings of this account"),
      .filter, .lastDay,
      Parameter(
        "cells", .choice(CSVCells.words), .defaulted("safe"),
        help: "with format=csv; safe: a text that a spreadsheet would run as a formula gets an"
          + " apostrophe in front; raw: texts as they are"),
    ],
    example: "REPORT JOURNAL format=hledger from=2026-10-01 as-of=2026-10-31",
    fields: [
      FieldSpec("fmt", "how the block is written; text: its lines are a file"),
      FieldSpec("format", "the program that reads the file"), .from, .asOf, .known,
      FieldSpec("account", "the account asked for"),
      FieldSpec("entries", "how many entries are in it"), .rows,
    ],
    sections: [journal, proof], codes: [.data, .ok, .notFound], effect: .report(run))

  private static let journal = SectionSpec("journal", .file, [ColumnSpec("line")])
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("transactions", .count), ColumnSpec("debits", .money),
      ColumnSpec("credits", .money), ColumnSpec("control", .money),
      ColumnSpec("trial", .money), ColumnSpec("difference", .money), ColumnSpec("others", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let format = try arguments.choice("format", Format.self) ?? .hledger
    let scope = try scope(arguments, book, context)
    var survey = JournalSurvey(scope, book)
    // Only this may refuse the report; all others are begun before what takes long, so that the
    // server finds out at once where nobody reads.
    if format == .beancount {
      try await survey.look(scope, book, &reply, turns)
      try checkYears(survey, arguments)
    }
    reply.status(.data, block: true)
    if reply.format == .tsv { reply.field("fmt", reply.format.rawValue) }
    reply.field("format", format.word)
    if let from = scope.from { reply.field("from", from) }
    reply.fields(asOf: scope.to, of: book)
    if let account = scope.account { reply.field("account", book.accounts[account].id, book) }
    reply.endLine()
    reply.section(journal)
    try await turns.rest(&reply)
    if format != .beancount { try await survey.look(scope, book, &reply, turns) }
    var export = JournalExport(scope, survey)
    switch format {
    case .hledger:
      try await export.write(as: HledgerJournal(scope, book), book, &reply, turns)
    case .beancount:
      try await export.write(as: BeancountJournal(scope, book), book, &reply, turns)
    case .csv:
      try await export.write(as: CSVJournal(scope, book), book, &reply, turns)
    }
    // In text only the lines of the file are written. `export.write` has checked the sums.
    if reply.format != .text { write(export.proofs, &reply) }
    reply.endBlock()
    reply.field("entries", export.entries)
    reply.endLine()
    return book.sequence
  }

  private static func scope(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context
  ) throws(Failure) -> JournalScope {
    let cells = try arguments.choice("cells", CSVCells.self)
    if cells != nil, try arguments.choice("format", Format.self) != .csv {
      throw arguments.bad("cells", "leave it out: it goes with format=csv only")
    }
    let asOf = try arguments.reportDay(context)
    let from = try arguments.firstDay(upTo: asOf, or: .first)
    return JournalScope(
      from: arguments.has("from") ? from : nil, to: asOf,
      account: arguments.has("account") ? try arguments.account(in: book) : nil,
      selection: try arguments.selection(in: book, asOf: asOf), filter: arguments.text("where"),
      cells: cells ?? .safe)
  }

  private static func checkYears(
    _ survey: JournalSurvey, _ arguments: borrowing Arguments
  ) throws(Failure) {
    guard let last = survey.last, last.civil.year > BeancountJournal.lastYear else { return }
    throw .fault(
      .badValue, column: nil, key: "format",
      sentence: "beancount knows no day such as \(last.text), only those until"
        + " \(BeancountJournal.lastYear); as-of= an earlier day leaves it out")
  }

  private static func write(_ proofs: [JournalProof], _ reply: inout ReplyWriter) {
    reply.section(proof)
    for proof in proofs {
      reply.beginRow()
      reply.cell(proof.currency.code)
      reply.cell(proof.transactions)
      reply.cell(proof.debits.text(decimals: proof.currency.decimals))
      reply.cell(proof.credits.text(decimals: proof.currency.decimals))
      for amount in [proof.control, proof.expected, proof.control - proof.expected] {
        reply.cell(amount, proof.currency)
      }
      if let others = proof.others { reply.cell(others, proof.currency) } else { reply.emptyCell() }
      reply.endRow()
    }
  }
}

extension ReportJournal.Format: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .hledger: "hledger"
    case .beancount: "beancount"
    case .csv: "csv"
    }
  }
}
