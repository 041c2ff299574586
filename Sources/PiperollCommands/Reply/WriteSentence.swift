import PiperollLedger
import PiperollWire

// What a write did, in a sentence for people.

extension ReplyWriter {
  /// Writes what a write did behind its keys, on screens alone: what, of how much, on whose
  /// account, and the balance after it.
  mutating func sentence(
    of outcome: Outcome, _ code: Code, in book: borrowing Book, dry: Bool
  ) {
    guard format == .screen, outcome.kind != .approval else { return }
    let entry = ToldEntry(outcome.entry, in: book)
    let verb = dry ? "it would record" : code == .dup ? "it was recorded before:" : "recorded"
    var text = "\(verb) \(entry.row.kind.telling.noun)"
    let about = entry.row.kind.telling.amount(entry, book)
    if let about { text += " of \(about.amount.text(decimals: about.currency.decimals))" }
    if entry.row.hasAccount {
      let account = book.account(entry.row.account, on: entry.row.effective)
      text += entry.row.kind == .account ? ", " : " on "
      text += "\(book.text(account.id)) \(book.text(account.name))"
    }
    if let second = outcome.second { text += " to \(book.text(second.account))" }
    let detail = entry.row.kind.telling.detail(entry, book)
    if !detail.isEmpty { text += " (\(detail))" }
    if let balance = outcome.lastBalance, let currency = outcome.currency {
      let left = balance.text(decimals: currency.decimals)
      text += "; the balance \(dry ? "would be" : "after it is") \(left)"
    }
    human(text)
  }
}
