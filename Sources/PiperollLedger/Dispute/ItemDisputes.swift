/// What open disputes say of one item, added in the order of recording. What was said on the
/// telephone and then written for the same reason is one thing, and counts once: the letter takes
/// its place, and is answered for both.
struct ItemDisputes {
  private struct Part {
    let dispute: UInt32
    let reason: DisputeReason
    let isWritten: Bool
    var amount: Money
  }

  private var parts: [Part] = []

  /// Adds how much of the item a dispute is about that was made by a day. One that is resolved by
  /// then has nothing of it, and what it took the place of comes not back.
  mutating func add(_ amount: Money, _ dispute: UInt32, _ row: DisputeRow, on day: Day) {
    if row.via.isWritten {
      var rest = amount
      for place in parts.indices where !parts[place].isWritten && parts[place].reason == row.reason
      {
        let again = min(rest, parts[place].amount)
        parts[place].amount -= again
        rest -= again
      }
    }
    if !row.isOpen(on: day) { return }
    parts.append(
      Part(dispute: dispute, reason: row.reason, isWritten: row.via.isWritten, amount: amount))
  }

  /// How much of the item is disputed, whether or not as much of it is open.
  var amount: Money { parts.reduce(.zero) { $0 + $1.amount } }

  /// How much of that cannot be disputed by another. In writing it is what was disputed in writing;
  /// who asks in writing for the original creditor disputes all, whatever was disputed before.
  func amount(barring wish: DisputeWish) -> Money {
    if !wish.via.isWritten { return amount }
    return parts.reduce(.zero) { sum, part in
      let isBarring =
        part.isWritten
        && (wish.reason != .originalCreditor || part.reason == .originalCreditor)
      return isBarring ? sum + part.amount : sum
    }
  }

  /// How much each dispute has, by its row, of what is open of the item: first those in writing,
  /// for the law asks for these, then the others; of both the older ones first.
  func shares(of open: Money) -> [UInt32: Money] {
    var (left, shares) = (open, [UInt32: Money]())
    for isWritten in [true, false] {
      for part in parts where part.isWritten == isWritten {
        let share = min(left, part.amount)
        shares[part.dispute] = share
        left -= share
      }
    }
    return shares
  }
}
