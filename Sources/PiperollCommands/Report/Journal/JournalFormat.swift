import PiperollLedger
import PiperollWire

/// A transaction of an export: the part of an entry that counts on one day, or opening balances.
struct JournalTransaction {
  let day: Day
  /// The entry; nil: opening balances.
  let entry: EntryNumber?
  /// Its postings. Their amounts add up to zero.
  var postings: [JournalPosting] = []
}

/// One side of a line of the general ledger.
struct JournalPosting {
  let account: LedgerAccount
  /// The row of the book's account that the line belongs to; nil in opening balances of all of
  /// them.
  let owner: UInt32?
  /// The item whose open amount it changes, if any.
  let item: UInt32?
  /// Above zero for a debit, below zero for a credit.
  let amount: Money
  let currency: Currency
}

/// A file format of exports.
protocol JournalFormat {
  init(_ scope: JournalScope, _ book: borrowing Book)
  /// Writes what stands before the transactions.
  func writeHead(
    _ scope: JournalScope, _ survey: JournalSurvey, _ book: borrowing Book,
    _ file: inout JournalText)
  func write(
    _ transaction: JournalTransaction, _ book: borrowing Book, _ file: inout JournalText)
  /// Writes what stands behind the transactions.
  func writeFoot(_ proofs: [JournalProof], _ file: inout JournalText)
}

/// The part of the general ledger that is exported.
struct JournalScope {
  /// The first day; nil: from the first entry on, without opening balances.
  let from: Day?
  /// The last day.
  let to: Day
  /// The account (its row) to which the export is limited; nil: all.
  let account: UInt32?
  /// The accounts to which the export is limited; nil: all.
  var selection: Selection?
  /// The filter that chose these accounts, as it was given.
  var filter: String?
  /// How CSV has the texts of users.
  var cells = CSVCells.safe

  /// The scope for people. It names the last entry too, so that who asks for the same scope with
  /// that `known=` gets the same file again.
  func sentence(_ book: borrowing Book) -> String {
    let account = account.map { " of account \(book.text(book.accounts[$0].id))" } ?? ""
    let filter = filter.map { " where \($0)" } ?? ""
    let from = from.map { " from \($0.text)" } ?? ""
    return "the general ledger\(account)\(filter)\(from) to \(to.text),"
      + " as known after entry \(book.sequence)"
  }
}

/// A buffer of lines of a file, until `flush` makes them rows of the reply.
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

/// An entry in one line for people: its kind, its account, its detail. Nil is "opening balances".
func journalDescription(_ entry: EntryNumber?, _ book: borrowing Book) -> String {
  guard let entry else { return "opening balances" }
  let row = book.entries[Int(entry) - 1]
  // The detail of a transfer names both of its accounts.
  let account = row.kind == .transfer ? "" : book.text(book.accounts[row.account].id)
  return [row.kind.word, account, entryDetail(entry, book)].filter { !$0.isEmpty }
    .joined(separator: " ")
}
