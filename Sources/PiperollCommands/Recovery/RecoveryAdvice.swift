import PiperollLedger

/// What to do about a payment that was left over on an account of which something was written off;
/// nil for all other entries. Such money is mostly meant for what was written off.
func recoveryAdvice(_ number: EntryNumber, in book: borrowing Book, dry: Bool) -> String? {
  let entry = ToldEntry(number, in: book)
  guard entry.row.kind == .payment else { return nil }
  let recoverable = book.recoverable(behindPayment: number)
  if recoverable == .zero { return nil }
  let all = book.credits[entry.subject].amount
  let part = min(recoverable, all - book.applied(by: number, of: entry.subject))
  let account = book.text(book.accounts[entry.row.account].id)
  let (day, today) = (entry.row.effective, book.recordedDay(of: entry.row))
  let date = day == today ? "" : " date=\(day.text)"
  var advice = dry ? "" : "POST REVERSE \(number) reason=error, then "
  advice += "POST RECOVERY \(account) \(entry.text(part, book))\(date)"
  if part < all {
    advice += " and POST PAYMENT \(account) \(entry.text(all - part, book))\(date)"
  }
  let left = entry.text(recoverable, book)
  return "\(left) of what was written off there is left to recover; if this pays it, \(advice)"
}
