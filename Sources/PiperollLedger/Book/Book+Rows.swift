// The chains of an account's rows as lists, in the order that people read them: oldest first.

extension Book {
  /// All items of an account, oldest first.
  public func itemRows(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachItem(of: account) { rows.append($0) }
    return rows.reversed()
  }

  /// All payments and credit memos of an account, oldest first.
  public func creditRows(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachCredit(of: account) { rows.append($0) }
    return rows.reversed()
  }

  /// What was set against an item and what of it was undone, oldest first.
  public func applicationRows(toItem item: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachApplication(toItem: item) { rows.append($0) }
    return rows.reversed()
  }

  /// The entries of an account, oldest first.
  public func entryNumbers(of account: UInt32) -> [EntryNumber] {
    var numbers: [EntryNumber] = []
    forEachEntry(of: account) {
      numbers.append($0)
      return true
    }
    return numbers.reversed()
  }
}

extension EntryRow {
  /// In the detail of a payment that has tender details.
  static var tenderDetailsBit: UInt8 { 1 }
  var hasTenderDetails: Bool {
    detailByte & Self.tenderDetailsBit != 0
      && (kindIfKnown == .payment || kindIfKnown == .recovery)
  }

  /// In the detail of what left credit unapplied because items were on hold.
  static var heldBit: UInt8 { 2 }
  var hasHeldBack: Bool {
    detailByte & Self.heldBit != 0
      && (kindIfKnown == .payment || kindIfKnown == .credit || kindIfKnown == .apply)
  }

  /// Why it reversed; only of a reversal.
  public var reversalReason: ReversalReason { ReversalReason(rawValue: detailByte)! }
}

extension Book {
  /// The reference that an entry was recorded with.
  public func reference(of number: EntryNumber) -> TextReference? {
    guard entries[Int(number) - 1].hasReference else { return nil }
    let row = references.firstRow { $0.entry >= number }
    return references[row].name
  }

  /// An entry's free text; empty if it has none.
  public func memo(of number: EntryNumber) -> TextReference {
    guard entries[Int(number) - 1].hasMemo else { return .empty }
    return memos[memos.firstRow { $0.entry >= number }].text
  }

  /// A payment's check, card token and the like; empty if it has none.
  public func tenderDetails(of number: EntryNumber) -> TextReference {
    guard entries[Int(number) - 1].hasTenderDetails else { return .empty }
    return tenderDetails[tenderDetails.firstRow { $0.entry >= number }].text
  }

  /// What an entry left unapplied because items were on hold.
  func heldBack(by number: EntryNumber) -> Money {
    guard entries[Int(number) - 1].hasHeldBack else { return .zero }
    return heldBacks[heldBacks.firstRow { $0.entry >= number }].amount
  }
}
