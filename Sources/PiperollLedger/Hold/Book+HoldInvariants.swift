extension Book {
  /// A hold is on its own account's item, and ended by the entry that released it.
  func checkHolds(_ demand: Demand) {
    for hold in 0..<holds.count {
      let row = holds[hold]
      let placed = entries[Int(row.entry) - 1]
      demand(placed.kind == .hold && placed.subject == UInt32(hold), "hold \(row.entry): its entry")
      demand(placed.account == row.account, "hold \(row.entry): its account")
      if let item = row.item {
        demand(itemAccount[item] == row.account, "hold \(row.entry): its item")
      }
      guard row.releasedBy != 0 else {
        demand(row.releasedOn == nil, "hold \(row.entry): its release")
        continue
      }
      let release = entries[Int(row.releasedBy) - 1]
      demand(
        release.kind == .releaseHold && release.subject == UInt32(hold)
          && release.effective == row.releasedOn, "hold \(row.entry): its release")
    }
  }
}
