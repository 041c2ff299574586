// The chains of an account's rows as lists, oldest first, as people read them.

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

  /// The applications to an item and their corrections, oldest first.
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
  /// The bit of `detailByte` that a payment with tender details has.
  static var tenderDetailsBit: UInt8 { 1 }
  var hasTenderDetails: Bool {
    detailByte & Self.tenderDetailsBit != 0
      && (kindIfKnown == .payment || kindIfKnown == .recovery)
  }

  /// The bit of `detailByte` that an entry has which left credit unapplied because items were on
  /// hold.
  static var heldBit: UInt8 { 2 }
  var hasHeldBack: Bool {
    detailByte & Self.heldBit != 0
      && (kindIfKnown == .payment || kindIfKnown == .credit || kindIfKnown == .apply)
  }

  /// Why the entry reversed another; only for a reversal.
  public var reversalReason: ReversalReason { ReversalReason(rawValue: detailByte)! }
}

extension Book {
  /// The reference that an entry was recorded with; nil if it had none.
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

  /// A payment's check number, card token and the like; empty if it has none.
  public func tenderDetails(of number: EntryNumber) -> TextReference {
    guard entries[Int(number) - 1].hasTenderDetails else { return .empty }
    return tenderDetails[tenderDetails.firstRow { $0.entry >= number }].text
  }

  /// How much credit an entry left unapplied because items were on hold.
  func heldBack(by number: EntryNumber) -> Money {
    guard entries[Int(number) - 1].hasHeldBack else { return .zero }
    return heldBacks[heldBacks.firstRow { $0.entry >= number }].amount
  }
}
