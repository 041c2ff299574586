/// As of when a question about the book is: the end of a day, or all that is recorded.
///
/// It is made once for a question, of the book that is asked, and holds for that book alone.
public struct AsOf: BitwiseCopyable, Sendable {
  /// The day whose end was asked for; nil: all that is recorded, be it dated ahead.
  public let asked: Day?
  /// The day on which it is asked what is due or in force: the same, or today where none was asked
  /// for.
  public let day: Day
  /// The last entry that is known, where that was asked for; nil: all are.
  public let known: EntryNumber?
  /// Whether the rows tell what is left and what is owed: nothing is dated later than what was
  /// asked for, and the book is no view of what was known. If not, it is added up from the entries.
  public let isPresent: Bool

  /// - Parameter asked: the day whose end is asked for; nil: all that is recorded.
  /// - Parameter known: the last entry of the book, where `known=` asked for it.
  public init(
    _ asked: Day?, today: Day, known: EntryNumber? = nil, in book: borrowing Book
  ) {
    self.asked = asked
    day = asked ?? today
    self.known = known
    isPresent = book.stands(at: asked ?? .last)
  }

  /// The last effective date that counts.
  public var last: Day { asked ?? .last }
}
