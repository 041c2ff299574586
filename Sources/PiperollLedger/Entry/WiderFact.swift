/// A fact in a layout with more fields than its plain one. To the book it is the plain fact: only
/// the journal knows which of the two layouts it is written in.
protocol WiderFact: ListedFact {
  associatedtype Plain: ListedFact
  /// All that it says.
  var plain: Plain { get set }
}

extension WiderFact {
  var entryKind: EntryKind { plain.entryKind }
  func aim(_ aim: inout ReplayAim) { plain.aim(&aim) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    plain.apply(to: &book, number, &row)
  }

  func unnumbered(_ entry: EntryNumber) -> Self {
    var fact = self
    fact.plain = plain.unnumbered(entry)
    return fact
  }

  func limited(in book: borrowing Book, on day: Day) -> Limited? {
    plain.limited(in: book, on: day)
  }

  func firstDay(effective: Day) -> Day { plain.firstDay(effective: effective) }
}
