import PiperollLedger
import PiperollWire

extension Telling {
  static let notice = Telling(
    "a notice",
    // POST DUN takes no reference, and tells of its letters in rows.
    fields: [], write: { _, _, _ in },
    // `letter reminder-2: level 2, INV-1 INV-7, pay 450.00`
    detail: { entry, book in
      let row = book.notices[entry.subject]
      let decimals = book.accounts[row.account].currency.decimals
      let items = book.parts(ofNotice: entry.subject).map { book.text(book.items[$0.item].number) }
      var text = "\(row.channel.word) \(row.template.word):"
      if row.level > 0 { text += " level \(row.level), \(items.joined(separator: " "))," }
      return text + " pay \(row.payNow.text(decimals: decimals))"
    },
    amount: { _, _ in nil })
}
