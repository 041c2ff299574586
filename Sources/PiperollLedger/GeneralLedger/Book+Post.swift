// How entries are posted to the general ledger. A document posts one amount to two accounts. An
// application moves an amount from unapplied credit to receivables. So every step balances by
// itself.

extension Book {
  /// Posts an item, or its end (below zero).
  /// - Returns: the effect on the account's balance.
  mutating func post(item kind: ItemKind, _ amount: Money, to account: UInt32) -> Money {
    let currency = accounts[account].add(amount, unapplied: .zero)
    move(amount, debit: .receivables, credit: kind.ledgerAccount, in: currency, isNew: true)
    return amount
  }

  /// Posts a credit, or its end (below zero).
  /// - Returns: the effect on the account's balance.
  mutating func post(credit kind: CreditKind, _ amount: Money, to account: UInt32) -> Money {
    let currency = accounts[account].add(-amount, unapplied: amount)
    move(amount, debit: kind.ledgerAccount, credit: .unapplied, in: currency, isNew: true)
    return -amount
  }

  /// Posts an application to items (below zero: one that is taken back). The balance does not
  /// change.
  mutating func post(applied amount: Money, to account: UInt32) {
    let currency = accounts[account].add(.zero, unapplied: -amount)
    move(amount, debit: .unapplied, credit: .receivables, in: currency, isNew: false)
  }

  /// - Parameter isNew: true for a document, false for an application.
  private mutating func move(
    _ amount: Money, debit: LedgerAccount, credit: LedgerAccount, in currency: Currency, isNew: Bool
  ) {
    let row = controlRow(currency)
    controls[row].move(amount, debit: debit, credit: credit, isNew: isNew)
  }

  private mutating func controlRow(_ currency: Currency) -> UInt32 {
    // The entry that is being applied has the number after the last one.
    findControl(currency) ?? controls.append(ControlRow(currency, firstEntry: sequence + 1))
  }
}

extension AccountRow {
  /// Changes the account's balance and unapplied credit.
  /// - Returns: the account's currency.
  fileprivate mutating func add(_ effect: Money, unapplied change: Money) -> Currency {
    balance += effect
    unapplied += change
    precondition(unapplied >= .zero, "unapplied credit is never negative")
    return currency
  }
}

extension ControlRow {
  fileprivate mutating func move(
    _ amount: Money, debit: LedgerAccount, credit: LedgerAccount, isNew: Bool
  ) {
    self[debit] += amount
    self[credit] -= amount
    if isNew, amount > .zero { volume += amount }
  }
}
