import PiperollLedger

/// What an entry says, in one line for people: the approval that allowed it, the detail of its
/// kind, and its memo.
func entryDetail(_ number: EntryNumber, _ book: borrowing Book) -> String {
  let entry = ToldEntry(number, in: book)
  var line = entry.row.kind.telling.detail(entry, book)
  if let approval = book.approval(behind: number) {
    line = joined("approval \(book.approvals[approval].entry)", line)
  }
  let memo = book.memo(of: number)
  return memo.isEmpty ? line : joined(line, book.text(memo))
}

/// Joins two parts of a line; each may be empty. Where one is empty the other is returned without a
/// copy: most notes are only a text, and LOOKUP ACCOUNT shows several.
private func joined(_ first: String, _ second: String) -> String {
  if first.isEmpty { return second }
  if second.isEmpty { return first }
  return "\(first): \(second)"
}
