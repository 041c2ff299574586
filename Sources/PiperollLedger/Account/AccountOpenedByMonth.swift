/// A new account with terms by the end of the month. It is a fact of its own, because
/// `AccountOpened` has room for days alone.
struct AccountOpenedByMonth: Equatable, Sendable {
  var opened: AccountOpened
}

extension AccountOpenedByMonth: ListedFact {
  static var code: FactCode { 32 }
  var entryKind: EntryKind { opened.entryKind }
  func aim(_ aim: inout ReplayAim) { opened.aim(&aim) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    opened.apply(to: &book, number, &row)
  }

  func unnumbered(_: EntryNumber) -> AccountOpenedByMonth { self }

  func limited(in book: borrowing Book, on day: Day) -> Limited? {
    opened.limited(in: book, on: day)
  }

  func firstDay(effective: Day) -> Day { opened.firstDay(effective: effective) }

  func put(to writer: inout EntryWriter) {
    writer.put(opened.terms.form.rawValue)
    opened.put(to: &writer)
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    let form: PaymentTerms.Form = try reader.takeChoice()
    if form == .days { throw .unknownValue }
    opened = try AccountOpened(from: &reader)
    opened.terms.form = form
  }
}
