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
  public func disputedAmounts(of account: UInt32, on day: Day) -> [UInt32: Money] {
    itemDisputes(of: account, on: day).mapValues(\.amount).filter { $0.value > .zero }
  }

  /// What the disputes of an account that are open on a day say of each item, by the items' rows.
  func itemDisputes(of account: UInt32, on day: Day) -> [UInt32: ItemDisputes] {
    var items: [UInt32: ItemDisputes] = [:]
    for dispute in disputeRows(of: account) {
      let row = knownDispute(dispute)
      guard row.made <= day else { continue }
      for part in self.items(ofDispute: dispute) {
        items[part.item, default: ItemDisputes()].add(part.amount, dispute, row, on: day)
      }
    }
    return items
  }

  /// The disputes of an account, oldest first.
  private func disputeRows(of account: UInt32) -> [UInt32] {
    guard hasDisputes(account) else { return [] }
    var rows: [UInt32] = []
    forEach(disputes, of: account) { rows.append($0) }
    return rows.reversed()
  }

  /// On which days how much of each item is disputed, whether or not as much of it is open. By the
  /// items' rows.
  func disputedDays(of account: UInt32) -> [UInt32: [DisputedDays]] {
    let rows = disputeRows(of: account)
    let edges = Set(rows.map { knownDispute($0) }.flatMap { [$0.made, $0.resolved] }).sorted()
    var days: [UInt32: [DisputedDays]] = [:]
    for (first, end) in zip(edges, edges.dropFirst()) {
      for (item, amount) in disputedAmounts(of: account, on: first) {
        days[item, default: []].append(DisputedDays(amount: amount, days: first..<end))
      }
    }
    return days
  }

  /// The disputes of an account that were made by the end of a day, oldest first, and what has
  /// become of them by then. Of several about one item those in writing have what is open, and of
  /// these, as of the others, the older ones.
  public func disputes(of account: UInt32, asOf day: Day) -> [DisputeStanding] {
    let rows = disputeRows(of: account).filter { disputes[$0].made <= day }
    if rows.isEmpty { return [] }
    let shares = itemDisputes(of: account, on: day).map { item, said in
      (item, said.shares(of: remaining(ofItem: item, asOf: day)))
    }
    let disputed = Dictionary(uniqueKeysWithValues: shares)
    return rows.map { dispute in
      let row = knownDispute(dispute)
      let parts = items(ofDispute: dispute).map { part in
        DisputeStanding.Part(
          item: part.item, amount: part.amount, open: remaining(ofItem: part.item, asOf: day),
          disputed: disputed[part.item]?[dispute] ?? .zero)
      }
      let outcome = row.isOpen(on: day) ? nil : row.outcome
      return DisputeStanding(dispute: dispute, parts: parts, outcome: outcome)
    }
  }
}
