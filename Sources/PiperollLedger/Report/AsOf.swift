/// The time that a question about the book refers to: the end of a day, or everything that is
/// recorded.
///
/// It is made once for each question. It is valid only for the book that it was made of.
public struct AsOf: BitwiseCopyable, Sendable {
  /// The day whose end was asked for; nil for everything that is recorded, even if it is dated
  /// ahead.
  public let asked: Day?
  /// The day for which to say what is due or in force: the day that was asked for, or else today.
  public let day: Day
  /// The last entry that is known, if `known=` gave one; nil if all entries are known.
  public let known: EntryNumber?
  /// Whether the balances and remainders in the rows are the answer: nothing takes effect after the
  /// day that was asked for, and the book is no view of the past. If not, they are added up from
  /// the entries.
  public let isPresent: Bool
  /// The last effective date that counts.
  public let last: Day

  /// - Parameter asked: the day whose end is asked for; nil for everything that is recorded.
  /// - Parameter known: the last entry of the book, if `known=` asked for it.
  public init(
    _ asked: Day?, today: Day, known: EntryNumber? = nil, in book: borrowing Book
  ) {
    self.asked = asked
    day = asked ?? today
    self.known = known
    last = asked ?? .last
    isPresent = book.stands(at: last)
  }
}
