extension Book {
  /// Decides to open an account.
  public func decide(_ fact: AccountOpened) throws(Refusal) -> Fact {
    if findAccount(fact.account) != nil { throw .accountExists(fact.account) }
    return fact.terms.form == .days ? Fact(fact) : Fact(AccountOpenedByMonth(plain: fact))
  }

  mutating func apply(_ fact: AccountOpened, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = accounts.append(
      AccountRow(
        id: arena.append(fact.account), name: arena.append(fact.name),
        creditLimitOrNone: fact.creditLimit ?? .noLimit, openedWord: UInt32(number),
        termsCount: fact.terms.count, kindByte: fact.kind.rawValue,
        currencyByte: fact.currency.index, collector: symbols.intern(fact.collector, in: &arena),
        portfolio: symbols.intern(fact.portfolio, in: &arena),
        client: symbols.intern(fact.client, in: &arena), openedOn: row.effective,
        termsFormByte: fact.terms.form.rawValue))
    accountIndex.insert(withUTF8(fact.account) { hashKey.hash($0) }, row: account)
    row.account = account
    row.subject = account
  }
}
