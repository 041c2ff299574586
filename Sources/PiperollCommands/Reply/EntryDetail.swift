import PiperollLedger
import PiperollWire

/// What an entry says, in one line for people: the approval that allowed it, the detail of its
/// kind, and its memo.
func entryDetail(_ number: EntryNumber, _ book: borrowing Book) -> String {
  joined(detailBeforeMemo(number, book), book.text(book.memo(of: number)))
}

extension ReplyWriter {
  /// Writes a cell of what an entry says; without a value if that is nothing.
  mutating func cell(detailOf number: EntryNumber, _ book: borrowing Book) {
    let (line, memo) = (detailBeforeMemo(number, book), book.memo(of: number))
    // Most notes are only a text, and LOOKUP ACCOUNT shows several: it is written in place.
    if line.isEmpty { return cell(memo, book) }
    cell(memo.isEmpty ? line : joined(line, book.text(memo)))
  }
}

private func detailBeforeMemo(_ number: EntryNumber, _ book: borrowing Book) -> String {
  let entry = ToldEntry(number, in: book)
  let line = entry.row.kind.telling.detail(entry, book)
  guard let approval = book.approval(behind: number) else { return line }
  return joined("approval \(book.approvals[approval].entry)", line)
}

/// Joins two parts of a line; each may be empty.
private func joined(_ first: String, _ second: String) -> String {
  if first.isEmpty { return second }
  if second.isEmpty { return first }
  return "\(first): \(second)"
}
