// Which acts holds block. For an account that never had a hold this costs one look at its row.

extension Book {
  /// Whether an account ever had a hold.
  public func hasHolds(_ account: UInt32) -> Bool { has(.holds, account) }

  /// All holds of an account, newest first.
  public func forEachHold(of account: UInt32, _ body: (UInt32) -> Void) {
    forEach(holds, of: account, body)
  }

  /// A hold as the book knows it: a view of the past does not know a later release.
  public func knownHold(_ row: UInt32) -> HoldRow {
    var hold = holds[row]
    if isPast, hold.releasedBy > sequence {
      hold.released = never
      hold.releasedWord = 0
    }
    return hold
  }

  /// All holds of an account, oldest first.
  public func holdRows(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachHold(of: account) { rows.append($0) }
    return rows.reversed()
  }

  /// The oldest hold that is in force on a day and blocks an act.
  /// - Parameter item: an item whose own holds count too; nil for only those of the whole account.
  public func hold(
    blocking act: HeldAct, account: UInt32, item: UInt32? = nil, on day: Day
  ) -> UInt32? {
    var found: UInt32?
    forEachHold(of: account) { hold in
      let row = knownHold(hold)
      let concerns = row.item == nil || row.item == item
      if concerns, row.isInForce(on: day), row.kind.blocks(act) { found = hold }
    }
    return found
  }

  /// Whether a hold on the whole account, or on an item of it, blocks an act on a day.
  public func isBlocked(
    account: UInt32, item: UInt32? = nil, act: HeldAct, on day: Day
  ) -> Bool {
    hold(blocking: act, account: account, item: item, on: day) != nil
  }

  /// The days on which holds on an account or its items block an act, sorted by their first days.
  func heldDays(of account: UInt32, from act: HeldAct) -> [HeldDays] {
    var held: [HeldDays] = []
    forEachHold(of: account) { hold in
      let row = knownHold(hold)
      let end = min(row.until?.advanced(days: 1) ?? never, row.released)
      if row.kind.blocks(act), row.from < end {
        held.append(HeldDays(item: row.item, days: row.from..<end))
      }
    }
    if act == .interest { held += interestFreeDays(of: account) }
    return held.sorted { $0.days.lowerBound < $1.days.lowerBound }
  }

  /// The items of an account that holds and disputes keep an act from on a day; nil if there are
  /// none.
  func heldItems(of account: UInt32, from act: HeldAct, on day: Day) -> HeldItems? {
    let isOnPlan = act == .interest && has(.plans, account)
    let isDisputed = hasDisputes(account) && HoldKind.dispute.blocks(act)
    guard isOnPlan || isDisputed || hasHolds(account) else { return nil }
    var held = HeldItems()
    if isDisputed { held.parts = disputedAmounts(of: account, on: day) }
    forEachHold(of: account) { hold in
      let row = knownHold(hold)
      guard row.isInForce(on: day), row.kind.blocks(act) else { return }
      if let item = row.item { held.items.insert(item) } else { held.isAll = true }
    }
    if isOnPlan {
      for free in interestFreeDays(of: account) where free.days.contains(day) {
        if let item = free.item { held.items.insert(item) } else { held.isAll = true }
      }
    }
    return held.isAll || !held.items.isEmpty || !held.parts.isEmpty ? held : nil
  }
}

/// The days on which a hold is in force.
struct HeldDays {
  /// The row of the item that is on hold; nil for the whole account.
  var item: UInt32?
  var days: Range<Day>
}

/// The items of an account that are on hold.
struct HeldItems {
  /// Whether a hold is on the whole account.
  var isAll = false
  /// The rows of the items that are on hold by themselves.
  var items: Set<UInt32> = []
  /// Of items by their rows: how much of each is disputed.
  var parts: [UInt32: Money] = [:]

  /// Whether an item is on hold whole, whatever is open of it.
  func has(_ item: UInt32) -> Bool { isAll || items.contains(item) }

  /// How much is on hold of what is open of an item.
  func part(of item: UInt32, open: Money) -> Money {
    if has(item) { return open }
    return parts.isEmpty ? .zero : min(parts[item] ?? .zero, open)
  }
}
