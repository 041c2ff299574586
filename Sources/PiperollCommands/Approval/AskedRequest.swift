import PiperollLedger
import PiperollWire

// What waits for an approval is kept as the text of its request, and is read again from there.

/// The arguments of a request that waits for an approval.
func arguments(
  ofRequest row: UInt32, in book: borrowing Book, today: Day
) throws -> Arguments {
  let line = Array(book.text(book.approvals[row].request).utf8)
  var request = Request()
  try request.parse(line)
  return try Registry.standard.bind(request, line: line, hasBlock: false, today: today)
}

/// The first day that a request concerns. Of all that waits, only a hold may begin before its own
/// date.
func firstDay(ofRequest row: UInt32, in book: borrowing Book) -> Day {
  let approval = book.approvals[row]
  guard approval.kind == .hold,
    let arguments = try? arguments(ofRequest: row, in: book, today: approval.effective),
    let from = try? arguments.date("from")
  else { return approval.effective }
  return HoldPlaced.firstDay(from: from, effective: approval.effective)
}
