import PiperollLedger

/// An entry that a reply tells: its number and its row in the book.
struct ToldEntry {
  typealias Amount = (amount: Money, currency: Currency)

  let number: EntryNumber
  let row: EntryRow

  init(_ number: EntryNumber, in book: borrowing Book) {
    self.number = number
    row = book.entries[Int(number) - 1]
  }

  /// The number of the row that the entry made in the table of its kind (`EntryRow.subject`).
  var subject: UInt32 { row.subject }

  /// The currency of its account. It must have one.
  func currency(_ book: borrowing Book) -> Currency { book.accounts[row.account].currency }

  /// An amount in its account's currency.
  func amount(_ amount: Money, _ book: borrowing Book) -> Amount { (amount, currency(book)) }

  /// An amount in its account's currency, as text for people.
  func text(_ amount: Money, _ book: borrowing Book) -> String {
    amount.text(decimals: currency(book).decimals)
  }
}

extension Book {
  /// The amount that an entry is about, whatever its effect on a balance; nil if it is not about
  /// money.
  func amount(about number: EntryNumber) -> ToldEntry.Amount? {
    let entry = ToldEntry(number, in: self)
    return entry.row.kind.telling.amount(entry, self)
  }
}
