extension Book {
  /// Decides to record a service that was rendered.
  public func decideService(
    account: UInt32, code: String, amount: Money, quantity: Quantity, renderedBy: String
  ) throws(Refusal) -> Fact {
    if amount <= .zero { throw .amountZero }
    return Fact(
      ServiceRendered(
        account: accounts[account].opened, code: code, amount: amount, quantity: quantity,
        renderedBy: renderedBy))
  }

  /// Decides to verify a service.
  public func decideVerify(service number: EntryNumber, on day: Day) throws(Refusal) -> Fact {
    let service = try findService(number)
    let verifiedBy = services[service].verifiedBy
    if verifiedBy != 0 { throw .alreadyVerified(by: verifiedBy) }
    try demandRendered(service, by: day)
    return Fact(ServiceVerified(service: number))
  }

  /// Refuses a fact that must not be the work of this user: nobody verifies a service that they
  /// recorded, asked to have recorded, or rendered themselves.
  public func demandOther(than user: String, for fact: Fact) throws(Refusal) {
    guard let fact = fact.body(as: ServiceVerified.self) else { return }
    let row = services[try findService(fact.service)]
    var who = [doing(row.entry), Doing(user: text(symbol: row.renderedBy), entry: row.entry)]
    if let approval = approval(behind: row.entry) { who.append(doing(approvals[approval].entry)) }
    try demandApart(user, from: who)
  }

  /// The row of a service that was not reversed, by its entry.
  /// - Throws: if there is none.
  func findService(_ number: EntryNumber) throws(Refusal) -> UInt32 {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    guard entry.kind == .service else { throw .entryNotService(entry.kind) }
    if entry.reversedBy != 0 { throw .alreadyReversed(by: EntryNumber(entry.reversedBy)) }
    return entry.subject
  }

  mutating func apply(_ fact: ServiceRendered, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let service = services.append(
      ServiceRow(
        amount: fact.amount, quantityWord: fact.quantity.thousandths,
        code: symbols.intern(fact.code, in: &arena),
        renderedBy: symbols.intern(fact.renderedBy, in: &arena), account: account,
        entryWord: UInt32(number), date: row.effective,
        previousOfAccount: beginChain(.services, of: account, with: services.count)))
    row.account = account
    row.subject = service
  }

  mutating func apply(_ fact: ServiceVerified, _ number: EntryNumber, _ row: inout EntryRow) {
    let rendered = entries[Int(fact.service) - 1]
    precondition(rendered.kind == .service, "entry \(fact.service) is a \(rendered.kind)")
    services[rendered.subject].verifiedWord = UInt32(number)
    row.account = rendered.account
    row.subject = rendered.subject
  }

  /// All services of an account, newest first.
  public func forEachService(of account: UInt32, _ body: (UInt32) -> Void) {
    forEach(services, of: account, body)
  }

  /// The effective date of a service's verification; nil if it was not verified.
  public func verifiedOn(service: UInt32) -> Day? {
    let entry = knownService(service).verifiedBy
    return entry == 0 ? nil : entries[Int(entry) - 1].effective
  }

  /// The number of the invoice or draft that a service is on; nil if there is none.
  public func document(ofService service: UInt32, asOf: AsOf) -> TextReference? {
    let number = billing(ofService: service, asOf: asOf)
    return number == 0 ? nil : documentNumber(of: number)
  }

  private func documentNumber(of number: EntryNumber) -> TextReference? {
    let entry = entries[Int(number) - 1]
    if entry.kind == .invoice { return items[entry.subject].number }
    return entry.kind == .draft ? drafts[entry.subject].number : nil
  }
}
