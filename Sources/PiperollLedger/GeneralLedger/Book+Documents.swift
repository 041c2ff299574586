// The documents that an entry made: at most one item and one credit.

extension Book {
  /// The item and the credit that an entry made.
  public func documents(of number: EntryNumber) -> (item: UInt32?, credit: UInt32?) {
    let entry = entries[Int(number) - 1]
    switch entry.kind.traits.subject {
    case .item: return (entry.subject, nil)
    case .credit: return (nil, entry.subject)
    case .itemOrCredit: return entry.isDebit ? (entry.subject, nil) : (nil, entry.subject)
    case .pair: return (pairs[entry.subject].item, pairs[entry.subject].credit)
    case .loan: return (loans[entry.subject].item, nil)
    case .interest:
      let charge = interestCharges[entry.subject]
      return (charge.item == none ? nil : charge.item, charge.credit == none ? nil : charge.credit)
    case .row, .oldRow, .oldCredit, .original, .oldEntry, .plan, .note, .call, .day:
      return (nil, nil)
    }
  }

  /// The item that an entry made. The caller knows that there is one.
  func item(of number: EntryNumber) -> UInt32 {
    guard let item = documents(of: number).item else {
      preconditionFailure("entry \(number) made no item")
    }
    return item
  }

  /// The credit that an entry made. The caller knows that there is one.
  func credit(of number: EntryNumber) -> UInt32 {
    guard let credit = documents(of: number).credit else {
      preconditionFailure("entry \(number) made no credit")
    }
    return credit
  }

  /// The row of an account by the entry that opened it.
  func account(openedBy number: EntryNumber) -> UInt32 {
    let row = entries[Int(number) - 1]
    precondition(row.kind == .account, "entry \(number) is a \(row.kind)")
    return row.subject
  }

  /// How much an entry changed the balance of an account, which is its first or its second account.
  public func effect(of number: EntryNumber, on account: UInt32) -> Money {
    let row = entries[Int(number) - 1]
    guard row.account != account, let leg = secondLeg(of: number) else { return row.effect }
    return legs[leg].effect
  }

  /// An account's balance after an entry, in the order of recording.
  public func balance(after number: EntryNumber, of account: UInt32) -> Money {
    let row = entries[Int(number) - 1]
    guard row.account != account, let leg = secondLeg(of: number) else { return row.balance }
    return legs[leg].balance
  }

  /// The leg (the second account) of an entry, by its row number; nil for most entries.
  public func secondLeg(of number: EntryNumber) -> UInt32? {
    let row = legs.firstRow { $0.entry >= number }
    return row < legs.rowCount && legs[row].entry == number ? UInt32(row) : nil
  }
}

extension EntryRow {
  /// Whether an adjustment or interest is a debit of the debtor. For other kinds it means nothing.
  public var isDebit: Bool { detailByte & Self.debitBit != 0 }
  /// The reason of a debit adjustment; it means nothing for other entries.
  public var debitReason: Reason { Reason(rawValue: detailByte & ~Self.debitBit)! }
  static var debitBit: UInt8 { 0x80 }
}
