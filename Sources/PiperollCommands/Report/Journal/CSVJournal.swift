import PiperollLedger

/// Writes comma-separated values (RFC 4180): a header row, and a row for each posting.
struct CSVJournal: JournalFormat {
  private static let columns = [
    "entry", "date", "kind", "account", "ledger-account", "debit", "credit", "currency", "item",
    "due", "ref", "user", "detail", "name",
  ]

  /// The names that the policies give to the ledger accounts on the last day, by account number.
  private let names: [String]
  private let cells: CSVCells

  init(_ scope: JournalScope, _ book: borrowing Book) {
    cells = scope.cells
    var names: [String] = []
    for account in LedgerAccount.allCases {
      names.append(cells.cell(book.name(of: account, on: scope.to)))
    }
    self.names = names
  }

  func writeHead(
    _ scope: JournalScope, _ survey: JournalSurvey, _ book: borrowing Book,
    _ file: inout JournalText
  ) {
    file.line(Self.columns.joined(separator: ","))
  }

  func write(
    _ transaction: JournalTransaction, _ book: borrowing Book, _ file: inout JournalText
  ) {
    // The cells that are the same in all rows of an entry: those before and behind the others.
    let row = transaction.entry.map { book.entries[Int($0) - 1] }
    let entry = transaction.entry.map { "\($0)" } ?? ""
    let head = "\(entry),\(transaction.day.text),\(row?.kind.word ?? "opening")"
    let ref = transaction.entry.flatMap { book.reference(of: $0) }.map { book.text($0) } ?? ""
    let user = row.map { book.text(symbol: $0.actor) } ?? ""
    let detail = transaction.entry.map { entryDetail($0, book) } ?? ""
    let tail = ",\(cells.cell(ref)),\(cells.cell(user)),\(cells.cell(detail))"
    for posting in transaction.postings {
      let amount = posting.amount
      file.put("\(head),\(posting.owner.map { book.text(book.accounts[$0].id) } ?? "")")
      file.put(",\(posting.account.word),")
      if amount >= .zero { file.put(amount, posting.currency) }
      file.put(",")
      if amount < .zero { file.put(-amount, posting.currency) }
      file.put(",\(posting.currency.code),")
      if let item = posting.item, posting.account == .receivables {
        file.put("\(cells.cell(book.text(book.items[item].number))),\(book.itemDue[item].text)")
      } else {
        file.put(",")
      }
      file.put(tail)
      file.line(",\(names[Int(posting.account.rawValue)])")
    }
  }

  /// Writes nothing: the file may hold only rows.
  func writeFoot(_ proofs: [JournalProof], _ file: inout JournalText) {}
}
