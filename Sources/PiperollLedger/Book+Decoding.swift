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
    let last = Int64(bitPattern: try source.readInteger())
    guard last >= Int64(Day.first.number), last <= Int64(Day.last.number) else {
      throw .rows("the latest date")
    }
    latestEffective = Day(number: Int32(last))
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
    holds = try Column(from: &source) { links.note(holds: $0, from: $1) }
    limits = try Column(from: &source) { links.note(limits: $0, from: $1) }
    services = try Column(from: &source) { links.note(services: $0, from: $1) }
    drafts = try Column(from: &source) { links.note(drafts: $0, from: $1) }
    lines = try Column(from: &source) { links.note(lines: $0, from: $1) }
    heldBacks = try Column(from: &source) { links.note(heldBacks: $0, from: $1) }
    users = try Column(from: &source) { links.note(users: $0, from: $1) }
    controls = try Column(from: &source) { links.note(controls: $0, from: $1) }
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
    guard keyed.isEven, referred.isEven else { throw .rows("an index") }
  }
}
