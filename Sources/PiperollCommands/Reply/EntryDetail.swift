import PiperollLedger

/// What an entry says, in a line for people: the approval behind it, what its kind has to say, and
/// the free text.
func entryDetail(_ number: EntryNumber, _ book: borrowing Book) -> String {
  let entry = ToldEntry(number, in: book)
  var line = entry.row.kind.telling.detail(entry, book)
  if let approval = book.approval(behind: number) {
    line = joined("approval \(book.approvals[approval].entry)", line)
  }
  let memo = book.memo(of: number)
  return memo.isEmpty ? line : joined(line, book.text(memo))
}

/// Two parts of a line, each of which may be empty. A note is its text alone, and a screen of an
/// account shows some: they are not copied.
private func joined(_ first: String, _ second: String) -> String {
  if first.isEmpty { return second }
  if second.isEmpty { return first }
  return "\(first): \(second)"
}
