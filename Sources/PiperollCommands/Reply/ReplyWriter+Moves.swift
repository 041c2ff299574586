import PiperollLedger
import PiperollWire

extension ReplyWriter {
  /// Writes a cell of what an entry set against items, as `apply=` takes it:
  /// `INV-1:200.00,INV-2:5.00`. Below zero is what it took off them.
  mutating func cell(
    itemsMovedBy number: EntryNumber, _ currency: Currency, _ book: borrowing Book
  ) {
    let moves = book.itemMoves(by: number)
    if moves.isEmpty { return emptyCell() }
    var text = ""
    for (item, amount) in moves {
      if !text.isEmpty { text += "," }
      let number = Self.named(book.text(book.items[item].number))
      text += "\(number):\(amount.text(decimals: currency.decimals))"
    }
    cell(text)
  }

  /// An item's number as it stands in a list of items.
  private static func named(_ number: String) -> String {
    let isBare = !number.utf8.contains { [0x2C, 0x3A, 0x27].contains($0) }
    return isBare ? number : "'\(number.replacing("'", with: "''"))'"
  }
}
