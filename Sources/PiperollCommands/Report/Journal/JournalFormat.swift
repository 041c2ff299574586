import PiperollLedger
import PiperollWire

/// A day's part of an entry as an export has it, or what a period opens with.
struct JournalTransaction {
  let day: Day
  /// Nil: what a period opens with.
  let entry: EntryNumber?
  /// They come to nothing.
  var postings: [JournalPosting] = []
}

/// One side of a line of the general ledger.
struct JournalPosting {
  let account: LedgerAccount
  /// The row of the account that the line is of; nil where it is of all of them.
  let owner: UInt32?
  /// The item of which more or less is open by it.
  let item: UInt32?
  /// Debits less credits.
  let amount: Money
  let currency: Currency
}

/// How an export is written.
protocol JournalFormat {
  init(_ scope: JournalScope, _ book: borrowing Book)
  /// What stands before the transactions.
  func writeHead(
    _ scope: JournalScope, _ survey: JournalSurvey, _ book: borrowing Book,
    _ file: inout JournalText)
  func write(
    _ transaction: JournalTransaction, _ book: borrowing Book, _ file: inout JournalText)
  /// What stands behind them.
  func writeFoot(_ proofs: [JournalProof], _ file: inout JournalText)
}

/// What of the general ledger is exported.
struct JournalScope {
  /// The first day; nil: from the first entry, with nothing to open with.
  let from: Day?
  /// The last day.
  let to: Day
  /// Only what is of this account; nil: of all.
  let account: UInt32?
  /// Only what is of these accounts; nil: of all.
  var selection: Selection?
  /// What chose them, for people.
  var filter: String?

  /// For people; asked for again so, it is the same for ever.
  func sentence(_ book: borrowing Book) -> String {
    let account = account.map { " of account \(book.text(book.accounts[$0].id))" } ?? ""
    let filter = filter.map { " where \($0)" } ?? ""
    let from = from.map { " from \($0.text)" } ?? ""
    return "the general ledger\(account)\(filter)\(from) to \(to.text),"
      + " as known after entry \(book.sequence)"
  }
}

/// Lines of a file that gather until they are rows of the reply.
struct JournalText {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func put(_ text: TextReference, _ book: borrowing Book) {
    book.arena.withBytes(text) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ amount: Money, _ currency: Currency) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Money.textRoom) { place in
      let count = amount.write(to: place.baseAddress!, decimals: currency.decimals)
      bytes.append(contentsOf: place[..<count])
    }
  }

  mutating func endLine() { ends.append(bytes.count) }

  mutating func line(_ text: String) {
    put(text)
    endLine()
  }

  /// Makes the lines rows of the section that is open.
  mutating func flush(to reply: inout ReplyWriter) {
    bytes.withUnsafeBytes { all in
      var start = 0
      for end in ends {
        reply.beginRow()
        reply.cell(bytes: UnsafeRawBufferPointer(rebasing: all[start..<end]))
        reply.endRow()
        start = end
      }
    }
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}

/// What an entry says in one line, for people: its kind, its account, its detail.
func journalDescription(_ entry: EntryNumber?, _ book: borrowing Book) -> String {
  guard let entry else { return "opening balances" }
  let row = book.entries[Int(entry) - 1]
  // The detail of a transfer says both of its accounts.
  let account = row.kind == .transfer ? "" : book.text(book.accounts[row.account].id)
  return [row.kind.word, account, entryDetail(entry, book)].filter { !$0.isEmpty }
    .joined(separator: " ")
}
