import PiperollLedger

/// The desk's day of the present quarter of an hour. Every request asks for it, and a zone's rule
/// takes longer to ask.
struct DeskDayCache {
  private var quarter: Int64 = -1
  /// How many policies there were: one of them may have set another zone since.
  private var policies = 0
  private var day = Day.first

  /// The desk's day at a time.
  mutating func day(at time: Int64, _ book: borrowing Book) -> Day {
    let now = time / Zone.quarterMilliseconds
    if now != quarter || book.policies.count != policies {
      (quarter, policies, day) = (now, book.policies.count, book.deskDay(at: time))
    }
    return day
  }
}
