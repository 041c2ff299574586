import PiperollLedger
import PiperollWire

/// Writes an export of the general ledger and adds it up.
struct JournalExport {
  private let scope: JournalScope
  private let survey: JournalSurvey
  private var text = JournalText()
  private let places: CurrencyPlaces
  /// The sums of each currency, in the order in which the currencies were first used.
  private(set) var proofs: [JournalProof]
  /// Of how many entries something was written.
  private(set) var entries = 0

  init(_ scope: JournalScope, _ survey: JournalSurvey) {
    self.scope = scope
    self.survey = survey
    places = CurrencyPlaces(survey.currencies)
    proofs = survey.currencies.map { JournalProof($0) }
  }

  /// Writes the file's lines as rows of the section that is open.
  mutating func write(
    as format: some JournalFormat, _ book: borrowing Book, _ reply: inout ReplyWriter,
    _ turns: ReportRun
  ) async throws(Failure) {
    format.writeHead(scope, survey, book, &text)
    text.flush(to: &reply)
    for opening in survey.openings(scope, book) { write(opening, as: format, book, &reply) }
    var walk = LedgerWalk(book, of: scope.account, in: scope.selection)
    while !walk.isDone {
      walk.advance(book, by: Self.entriesAtOnce) { number, lines in
        write(lines, of: number, as: format, book, &reply)
      }
      try await turns.rest(&reply)
    }
    try prove(book)
    format.writeFoot(proofs, &text)
    text.flush(to: &reply)
  }

  /// Entries that are written before others get their turn: their lines are a piece of the reply.
  private static let entriesAtOnce = 256

  /// Writes the lines of an entry, with a transaction for each of their days. They can
  /// differ: an application may count from a later day than its document, and end on another one.
  private mutating func write(
    _ lines: [LedgerLine], of number: EntryNumber, as format: some JournalFormat,
    _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let from = scope.from ?? .first
    var written: [Day] = []
    for first in lines where first.day >= from && first.day <= scope.to {
      if written.contains(first.day) { continue }
      written.append(first.day)
      var transaction = JournalTransaction(day: first.day, entry: number)
      for line in lines where line.day == first.day {
        let currency = book.accounts[line.account].currency
        for (account, amount) in [(line.debit, line.amount), (line.credit, -line.amount)] {
          transaction.postings.append(
            JournalPosting(
              account: account, owner: line.account, item: line.item, amount: amount,
              currency: currency))
        }
      }
      write(transaction, as: format, book, &reply)
    }
    if !written.isEmpty { entries += 1 }
  }

  private mutating func write(
    _ transaction: JournalTransaction, as format: some JournalFormat, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    format.write(transaction, book, &text)
    text.flush(to: &reply)
    // All postings of a transaction are in one currency.
    proofs[places[transaction.postings[0].currency]].take(transaction)
  }

  /// Checks that what was written agrees with the book.
  /// - Throws: 590 INTERNAL where it does not; the export is then not given.
  private mutating func prove(_ book: borrowing Book) throws(Failure) {
    if let account = scope.account {
      let currency = book.accounts[account].currency
      proofs.removeAll { $0.currency.index != currency.index }
      for place in proofs.indices {
        let isMeant = scope.selection?[account] ?? true
        proofs[place].tie(to: isMeant ? book.balance(of: account, asOf: scope.to) : .zero)
      }
    } else {
      let trials = book.trialBalances(
        from: scope.from ?? .first, asOf: scope.to, of: scope.selection)
      for (place, trial) in trials.enumerated() { proofs[place].tie(to: trial) }
    }
    for proof in proofs where !proof.isProved {
      throw .fault(
        .internal, column: nil, key: nil,
        sentence: "the journal in \(proof.currency.code) does not tie; run REPORT VERIFY")
    }
  }
}
