/// What the ledger asks of every fact. Nothing is answered by default: a new fact does not compile
/// until it has answered everything.
protocol FactBody: FactCoding, Equatable, Sendable {
  /// What its entries are.
  var entryKind: EntryKind { get }

  /// Says what it will touch, as far as it names it; many name nothing. A replay asks the memory
  /// for it ahead: a wrong answer makes it slower, and never wrong.
  func aim(_ aim: inout ReplayAim)

  /// Adds it to the book.
  /// - Parameter number: its entry's.
  /// - Parameter row: its entry's row, with the effective date; the account, the subject, the
  ///   effect and the detail are for the fact to set.
  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow)

  /// The fact without a number that was made from its entry's, because what is approved later gets
  /// a later one; itself if it has none. One that is forgotten here can never be approved.
  func unnumbered(_ entry: EntryNumber) -> Self

  /// How much it does of what a policy limits; nil if no limit is about it.
  /// - Parameter day: its effective date.
  func limited(in book: borrowing Book, on day: Day) -> Limited?

  /// The first day on which it changes something: its effective date, or an earlier one.
  func firstDay(effective: Day) -> Day
}

/// A fact that stands in `Fact.other`, and in `FactList`.
protocol ListedFact: FactBody {
  /// The code of its layout on the journal; it never changes its meaning.
  static var code: FactCode { get }
}

/// How much of something that a policy limits.
struct Limited {
  var policy: Policy
  var amount: Money
  var currency: Currency
}
