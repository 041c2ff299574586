import PiperollLedger

/// An entry that is told of.
struct ToldEntry {
  typealias Amount = (amount: Money, currency: Currency)

  let number: EntryNumber
  let row: EntryRow

  init(_ number: EntryNumber, in book: borrowing Book) {
    self.number = number
    row = book.entries[Int(number) - 1]
  }

  /// The row it made, in the table of its kind (`EntryRow.subject`).
  var subject: UInt32 { row.subject }

  /// Of its account, which it must have.
  func currency(_ book: borrowing Book) -> Currency { book.accounts[row.account].currency }

  /// An amount in its account's currency.
  func amount(_ amount: Money, _ book: borrowing Book) -> Amount { (amount, currency(book)) }

  /// The same for people.
  func text(_ amount: Money, _ book: borrowing Book) -> String {
    amount.text(decimals: currency(book).decimals)
  }
}

extension Book {
  /// What an entry is about, whatever it does to a balance; nil where that is no money.
  func amount(about number: EntryNumber) -> ToldEntry.Amount? {
    let entry = ToldEntry(number, in: self)
    return entry.row.kind.telling.amount(entry, self)
  }
}
