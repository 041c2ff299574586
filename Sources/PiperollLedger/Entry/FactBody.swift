/// What the ledger asks of every fact. There are no default answers: a new fact compiles only once
/// it answers everything.
protocol FactBody: FactCoding, Equatable, Sendable {
  /// The kind of its entries.
  var entryKind: EntryKind { get }

  /// Names the rows that it will touch, as far as it knows them; many facts name nothing. A replay
  /// fetches these rows ahead. A wrong answer makes it slower, and never wrong.
  func aim(_ aim: inout ReplayAim)

  /// Applies it to the book.
  /// - Parameter number: the number of its entry.
  /// - Parameter row: the row of its entry. The effective date is set; the fact sets the account,
  ///   the subject, the effect and the detail.
  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow)

  /// The fact without an item number that was made from its entry's number; itself if it has none.
  /// An approved fact is compared in this form, because its entry has a later number than when it
  /// was asked for. If a fact forgets a number here, it can never be approved.
  func unnumbered(_ entry: EntryNumber) -> Self

  /// How much it gives up or lends of what its kind says (`EntryTraits.gives`); nil if nothing.
  /// - Parameter day: its effective date.
  func limited(in book: borrowing Book, on day: Day) -> Limited?

  /// The first day on which it changes something: its effective date, or an earlier one.
  func firstDay(effective: Day) -> Day
}

/// A fact that is held in `Fact.other`, and whose type is in `FactList`.
protocol ListedFact: FactBody {
  /// The code of its layout in the journal. A code never changes its meaning.
  static var code: FactCode { get }
}

/// An amount that is given up or lent.
struct Limited {
  var amount: Money
  var currency: Currency
}
