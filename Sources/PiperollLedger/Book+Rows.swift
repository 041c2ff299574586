// The chains of an account's rows as lists, in the order that people read them: oldest first.

extension Book {
  /// An account's open items, oldest due first.
  public func openItems(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachOpenItem(of: account) { rows.append($0) }
    return rows
  }

  /// An account's payments and credit memos with something unapplied, oldest first.
  public func openCredits(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachOpenCredit(of: account) { rows.append($0) }
    return rows
  }

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

  /// An account's contacts, in the order they were added.
  public func contactRows(of account: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachContact(of: account) { rows.append($0) }
    return rows.reversed()
  }

  /// A contact's telephone numbers, in the order they were added.
  public func phoneRows(of contact: UInt32) -> [UInt32] {
    var rows: [UInt32] = []
    forEachPhone(of: contact) { rows.append($0) }
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
  /// Why it reversed; only of a reversal.
  public var reversalReason: ReversalReason { ReversalReason(rawValue: detailByte)! }
}

extension Book {
  /// The reference that an entry was recorded with.
  public func referenceName(of entry: EntryRow) -> TextReference? {
    entry.reference == none ? nil : references[entry.reference].name
  }
}
