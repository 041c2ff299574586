extension Book {
  /// Reads what `encode` wrote. Bytes that are no book are refused, so that what is returned can be
  /// read to its end; whether its sums are right is for `violations` to say.
  public init<Source: BookSource>(from source: inout Source) throws(BookDecodingError) {
    self.init()
    let layout = try source.readInteger()
    guard layout == Self.layout else { throw .layout(stored: layout) }
    arena = try TextArena(from: &source)
    symbols = try Symbols(from: &source, in: arena)
    var links = BookLinks(textPages: arena.pageCount, symbols: symbols.count)
    try readAccounts(from: &source, &links)
    try readEntries(from: &source, &links)
    try readIndices(from: &source, &links)
    if let flaw = links.flaw(in: self) { throw .rows(flaw) }
    guard let last = try source.readDay(), last != never else { throw .rows("the latest date") }
    latestEffective = last
    guard let closed = try source.readDay() else { throw .rows("the closed period") }
    closedThrough = closed == never ? nil : closed
  }

  private mutating func readAccounts<Source: BookSource>(
    from source: inout Source, _ links: inout BookLinks
  ) throws(BookDecodingError) {
    accounts = try Column(from: &source) { links.note(accounts: $0, from: $1) }
    contacts = try Column(from: &source) { links.note(contacts: $0, from: $1) }
    phones = try Column(from: &source) { links.note(phones: $0, from: $1) }
    items = try Column(from: &source) { links.note(items: $0, from: $1) }
    itemAccount = try Column(from: &source) { links.note(itemAccounts: $0, from: $1) }
    itemDue = try Column(from: &source) { links.note(itemDues: $0, from: $1) }
    itemRemaining = try Column(from: &source) { links.note(itemRemainings: $0, from: $1) }
    credits = try Column(from: &source) { links.note(credits: $0, from: $1) }
    applications = try Column(from: &source) { links.note(applications: $0, from: $1) }
  }

  private mutating func readEntries<Source: BookSource>(
    from source: inout Source, _ links: inout BookLinks
  ) throws(BookDecodingError) {
    entries = try Column(from: &source) { links.note(entries: $0, from: $1) }
    legs = try Column(from: &source) { links.note(legs: $0, from: $1) }
    pairs = try Column(from: &source) { links.note(pairs: $0, from: $1) }
    memos = try Column(from: &source) { links.note(memos: $0, from: $1) }
    particulars = try Column(from: &source) { links.note(particulars: $0, from: $1) }
    calls = try Column(from: &source) { links.note(calls: $0, from: $1) }
    references = try Column(from: &source) { links.note(references: $0, from: $1) }
    try readPolicies(from: &source, &links)
    accruals = try Column(from: &source) { links.note(accruals: $0, from: $1) }
    rates = try Column(from: &source) { links.note(rates: $0, from: $1) }
    loans = try Column(from: &source) { links.note(loans: $0, from: $1) }
    interestCharges = try Column(from: &source) { links.note(interestCharges: $0, from: $1) }
    holds = try Column(from: &source) { links.note(holds: $0, from: $1) }
    limits = try Column(from: &source) { links.note(limits: $0, from: $1) }
    services = try Column(from: &source) { links.note(services: $0, from: $1) }
    drafts = try Column(from: &source) { links.note(drafts: $0, from: $1) }
    lines = try Column(from: &source) { links.note(lines: $0, from: $1) }
    heldBacks = try Column(from: &source) { links.note(heldBacks: $0, from: $1) }
    approvals = try Column(from: &source) { links.note(approvals: $0, from: $1) }
    carriedOut = try Column(from: &source) { links.note(carriedOut: $0, from: $1) }
    lateFees = try Column(from: &source) { links.note(lateFees: $0, from: $1) }
    users = try Column(from: &source) { links.note(users: $0, from: $1) }
    controls = try Column(from: &source) { links.note(controls: $0, from: $1) }
  }

  private mutating func readPolicies<Source: BookSource>(
    from source: inout Source, _ links: inout BookLinks
  ) throws(BookDecodingError) {
    policies = try Column(from: &source) { links.note(policies: $0, from: $1) }
    if links.isFlawed { throw .rows("a policy") }
    for row in 0..<UInt32(policies.count) {
      let code = Int(policies[row].policyByte)
      policyRows[code].append(row)
      guard policies[row].isSetByte == 0 || value(ofPolicy: row) != nil else {
        throw .rows("the value of a policy")
      }
    }
  }

  private mutating func readIndices<Source: BookSource>(
    from source: inout Source, _ links: inout BookLinks
  ) throws(BookDecodingError) {
    // Every account and every reference is found by its key, whatever else may have it.
    var (keyed, referred) = (BookLinks.Sum(), BookLinks.Sum())
    for account in 0..<UInt32(accounts.count) { keyed.count(account) }
    for reference in 0..<UInt32(references.count) { referred.count(reference) }
    accountIndex = try HashIndex(from: &source, of: accounts.count, naming: &keyed)
    invoiceIndex = try HashIndex(from: &source, of: items.count, naming: &links.invoices)
    accountInvoiceIndex = try HashIndex(
      from: &source, of: items.count, naming: &links.repeatedInvoices)
    phoneIndex = try HashIndex(from: &source, of: phones.count, naming: &links.numbers)
    referenceIndex = try HashIndex(from: &source, of: references.count, naming: &referred)
    accrualIndex = try HashIndex(from: &source, of: accruals.count, naming: &links.accruals)
    guard keyed.isEven, referred.isEven, links.accruals.isEven else { throw .rows("an index") }
  }
}

extension BookSource {
  /// A day of the calendar, or `never`; nil for anything else.
  fileprivate mutating func readDay() throws(BookDecodingError) -> Day? {
    let number = Int64(bitPattern: try readInteger())
    let isDay = (Int64(Day.first.number)...Int64(Day.last.number)).contains(number)
    guard isDay || number == Int64(never.number) else { return nil }
    return Day(number: Int32(number))
  }
}
