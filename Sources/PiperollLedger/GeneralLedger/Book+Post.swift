// What the entries do to the general ledger. A document posts one amount to two accounts, and what
// is set against what moves an amount from unapplied credit to receivables: so every step is
// balanced by itself.

extension Book {
  /// Posts an item, or its end (below zero), and returns what it does to the account's balance.
  mutating func post(item kind: ItemKind, _ amount: Money, to account: UInt32) -> Money {
    accounts[account].balance += amount
    addToControl(amount, debit: .receivables, credit: kind.ledgerAccount, of: account)
    return amount
  }

  /// Posts a credit, or its end (below zero), and returns what it does to the account's balance.
  mutating func post(credit kind: CreditKind, _ amount: Money, to account: UInt32) -> Money {
    accounts[account].balance -= amount
    accounts[account].unapplied += amount
    precondition(accounts[account].unapplied >= .zero, "unapplied credit is never negative")
    addToControl(amount, debit: kind.ledgerAccount, credit: .unapplied, of: account)
    return -amount
  }

  /// Posts what was set against items (below zero: taken back), which leaves the balance as it is.
  mutating func post(applied amount: Money, to account: UInt32) {
    accounts[account].unapplied -= amount
    precondition(accounts[account].unapplied >= .zero, "unapplied credit is never negative")
    let control = controlRow(accounts[account].currency)
    controls[control].move(amount, debit: .unapplied, credit: .receivables)
  }

  private mutating func addToControl(
    _ amount: Money, debit: LedgerAccount, credit: LedgerAccount, of account: UInt32
  ) {
    let control = controlRow(accounts[account].currency)
    controls[control].move(amount, debit: debit, credit: credit)
    if amount > .zero { controls[control].volume += amount }
  }

  private mutating func controlRow(_ currency: Currency) -> UInt32 {
    // The entry that is being applied is the one after the last.
    findControl(currency) ?? controls.append(ControlRow(currency, firstEntry: sequence + 1))
  }
}

extension ControlRow {
  fileprivate mutating func move(_ amount: Money, debit: LedgerAccount, credit: LedgerAccount) {
    self[debit] += amount
    self[credit] -= amount
  }
}
