// What holds keep from being done. An account that never had one costs a look at its row.

extension Book {
  /// Whether an account ever had a hold.
  public func hasHolds(_ account: UInt32) -> Bool { has(.holds, account) }

  /// All holds of an account, newest first.
  public func forEachHold(of account: UInt32, _ body: (UInt32) -> Void) {
    forEach(holds, of: account, body)
  }

  /// A hold as it is known: a view of the past has not heard of a later release.
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

  /// The oldest hold in force on a day that keeps an act from being done.
  /// - Parameter item: to whose own holds those of the whole account are added; nil: these alone.
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

  /// Whether a hold on an account, or on an item of it, keeps an act from being done on a day.
  public func isBlocked(
    account: UInt32, item: UInt32? = nil, act: HeldAct, on day: Day
  ) -> Bool {
    hold(blocking: act, account: account, item: item, on: day) != nil
  }

  /// The days on which holds on an account or its items keep an act from being done, by their first
  /// ones.
  func heldDays(of account: UInt32, from act: HeldAct) -> [HeldDays] {
    var held: [HeldDays] = []
    forEachHold(of: account) { hold in
      let row = knownHold(hold)
      let end = min(row.until?.advanced(days: 1) ?? never, row.released)
      if row.kind.blocks(act), row.from < end {
        held.append(HeldDays(item: row.item, days: row.from..<end))
      }
    }
    return held.sorted { $0.days.lowerBound < $1.days.lowerBound }
  }

  /// What of an account's items holds keep an act from on a day; nil: none of it.
  func heldItems(of account: UInt32, from act: HeldAct, on day: Day) -> HeldItems? {
    guard hasHolds(account) else { return nil }
    var held = HeldItems()
    forEachHold(of: account) { hold in
      let row = knownHold(hold)
      guard row.isInForce(on: day), row.kind.blocks(act) else { return }
      if let item = row.item { held.items.insert(item) } else { held.isAll = true }
    }
    return held.isAll || !held.items.isEmpty ? held : nil
  }
}

/// The days of a hold.
struct HeldDays {
  /// The item's row; nil for all of the account.
  var item: UInt32?
  var days: Range<Day>
}

/// Those of an account's items that something must leave alone.
struct HeldItems {
  /// A hold is on the whole account.
  var isAll = false
  /// Their rows.
  var items: Set<UInt32> = []

  func has(_ item: UInt32) -> Bool { isAll || items.contains(item) }
}
