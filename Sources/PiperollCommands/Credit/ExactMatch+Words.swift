import PiperollLedger
import PiperollWire

extension ExactMatch: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .one: "one"
    case .several: "several"
    case .noItem: "none"
    }
  }
}

extension ReplyWriter {
  /// Writes what `apply=exact` found, and the item that was taken, if one was.
  mutating func fields(_ match: ExactMatch, foundBy number: EntryNumber, _ book: borrowing Book) {
    field("exact", match.word)
    if match == .noItem { return }
    if let first = book.itemMoves(by: number).first {
      field("exact-item", book.items[first.item].number, book)
    }
  }
}

extension FieldSpec {
  /// The keys of what `apply=exact` found.
  static let exact = [
    FieldSpec("exact", "how many items apply=exact found: one, several or none"),
    FieldSpec("exact-item", "the item that it took, of several the one that is due first"),
  ]
}
