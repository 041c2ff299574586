import PiperollLedger

extension ToldEntry {
  /// What of an account's write-offs a payment that was left over may be meant for; zero for all
  /// other entries.
  func recoverable(_ book: borrowing Book) -> Money {
    row.kind == .payment ? book.recoverable(behindPayment: number, of: row.account) : .zero
  }
}

/// What to do about a payment that was left over on an account of which something was written off.
/// Such money is mostly meant for what was written off.
/// - Parameter recoverable: `entry.recoverable(book)`, which is not zero.
func recoveryAdvice(
  _ entry: ToldEntry, _ recoverable: Money, in book: borrowing Book, dry: Bool
) -> String {
  let number = entry.number
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
