/// What has become of a dispute by the end of a day.
public struct DisputeStanding: Sendable {
  /// An item of it.
  public struct Part: Sendable {
    /// The item's row.
    public let item: UInt32
    /// How much of it was disputed.
    public let amount: Money
    /// How much of it is open.
    public let open: Money
    /// How much of it is disputed still: what is open of it, and nothing once it is resolved.
    public let disputed: Money
  }

  /// The dispute's row.
  public let dispute: UInt32
  /// Its items.
  public let parts: [Part]
  /// What came of it by then; nil: it is open.
  public let outcome: DisputeOutcome?

  /// All that it was about.
  public var amount: Money { parts.reduce(.zero) { $0 + $1.amount } }
  /// What of that is disputed still.
  public var disputed: Money { parts.reduce(.zero) { $0 + $1.disputed } }
}

/// The days on which an amount of an item is disputed, or bears interest.
struct DisputedDays {
  var amount: Money
  var days: Range<Day>
}

// What is disputed of an item is derived: it is what open disputes say, and never more than is
// open. So a payment by the item's name ends a dispute of it as far as it goes, and its reversal
// brings that back.

extension Book {
  /// Whether an account ever had a dispute.
  public func hasDisputes(_ account: UInt32) -> Bool { has(.disputes, account) }

  /// A dispute as the book knows it: a view of the past does not know a later end.
  public func knownDispute(_ row: UInt32) -> DisputeRow {
    var dispute = disputes[row]
    if isPast, dispute.resolvedBy > sequence {
      dispute.resolved = never
      (dispute.resolvedWord, dispute.answerWord) = (0, 0)
      dispute.credited = .zero
    }
    return dispute
  }

  /// How much of each item the disputes of an account that are open on a day are about, whether or
  /// not as much of it is open. By the items' rows.
  func disputedAmounts(of account: UInt32, on day: Day) -> [UInt32: Money] {
    var amounts: [UInt32: Money] = [:]
    guard hasDisputes(account) else { return amounts }
    forEach(disputes, of: account) { dispute in
      guard knownDispute(dispute).isOpen(on: day) else { return }
      for part in items(ofDispute: dispute) { amounts[part.item, default: .zero] += part.amount }
    }
    return amounts
  }

  /// On which days how much of each item is disputed, whether or not as much of it is open. By the
  /// items' rows.
  func disputedDays(of account: UInt32) -> [UInt32: [DisputedDays]] {
    var days: [UInt32: [DisputedDays]] = [:]
    guard hasDisputes(account) else { return days }
    forEach(disputes, of: account) { dispute in
      let row = knownDispute(dispute)
      if row.made >= row.resolved { return }
      for part in items(ofDispute: dispute) {
        days[part.item, default: []].append(
          DisputedDays(amount: part.amount, days: row.made..<row.resolved))
      }
    }
    return days
  }

  /// The disputes of an account that were made by the end of a day, oldest first, and what has
  /// become of them by then. Of two about one item the older one has what is open.
  public func disputes(of account: UInt32, asOf day: Day) -> [DisputeStanding] {
    guard hasDisputes(account) else { return [] }
    var rows: [UInt32] = []
    forEach(disputes, of: account) { if disputes[$0].made <= day { rows.append($0) } }
    rows.reverse()
    var left: [UInt32: Money] = [:]
    return rows.map { dispute in
      let row = knownDispute(dispute)
      let isOpen = row.isOpen(on: day)
      let parts = items(ofDispute: dispute).map { part in
        let open = remaining(ofItem: part.item, asOf: day)
        let disputed = isOpen ? min(left[part.item] ?? open, part.amount) : .zero
        left[part.item] = (left[part.item] ?? open) - disputed
        return DisputeStanding.Part(
          item: part.item, amount: part.amount, open: open, disputed: disputed)
      }
      return DisputeStanding(dispute: dispute, parts: parts, outcome: isOpen ? nil : row.outcome)
    }
  }
}
