import Synchronization

/// What each user has given up or lent on a day without anybody else's approval.
///
/// It is derived from the entries and is in no snapshot. It is counted when somebody gives
/// something, from the last entry that was counted, or from the first one of the day. So each entry
/// is looked at once, and writes that give nothing pay nothing for it.
struct GivenToday: Sendable {
  struct Key: Hashable {
    /// The user, as a symbol.
    var actor: UInt32
    var concession: Concession
    var currency: Currency
  }

  /// The first entry of the day.
  let first: EntryNumber
  /// The next entry to be counted.
  private(set) var next: EntryNumber
  /// The first entry of the request that the last counted entry belongs to.
  private var request: EntryNumber = 0
  private(set) var sums: [Key: Money] = [:]

  init(from first: EntryNumber = 1) { (self.first, next) = (first, first) }

  /// Counts the entries up to the last one.
  mutating func count(in book: borrowing Book, on today: Day) {
    while next <= book.sequence {
      let entry = book.entries[Int(next) - 1]
      if !entry.isContinuation { request = next }
      // What somebody else approved two people have agreed on.
      if entry.kind.mayGive, book.approval(behind: request) == nil {
        for given in book.given(by: next, on: today) {
          let key = Key(
            actor: entry.actor, concession: given.concession, currency: given.currency)
          sums[key] = min((sums[key] ?? .zero) + given.amount, .largest)
        }
      }
      next += 1
    }
  }
}

extension Book {
  /// The day on which an entry was recorded.
  public func recordedDay(of entry: EntryRow) -> Day { deskDay(at: entry.recorded) }

  /// How much of something a user has given up or lent today, and nobody has approved.
  func givenToday(
    by user: String, _ concession: Concession, in currency: Currency, on today: Day
  ) -> Money {
    guard let actor = symbols.find(user, in: arena) else { return .zero }
    // What is only tried bears the time of the last entry, which may be of another day.
    let first = min(lastEntry(recordedBy: end(ofDeskDay: today.advanced(days: -1))) + 1, firstTried)
    return counted.withLock { counted in
      if counted.first != first { counted = GivenToday(from: first) }
      counted.count(in: self, on: today)
      return counted.sums[
        GivenToday.Key(actor: actor, concession: concession, currency: currency)] ?? .zero
    }
  }
}
