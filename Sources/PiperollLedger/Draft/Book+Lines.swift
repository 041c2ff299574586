// The services and lines of invoices and drafts. Few documents list them, so these rows stand in a
// table of their own, in the order of their entries.

extension Book {
  /// Refuses contents that do not add up to the amount, or that name services which cannot be
  /// billed.
  func check(
    _ contents: InvoiceContents, _ amount: Money, of account: UInt32, on day: Day
  ) throws(Refusal) {
    if contents.isEmpty { return }
    var total = Money.zero
    for (place, number) in contents.services.enumerated() {
      let service = try findService(number)
      let row = services[service]
      if contents.services[..<place].contains(number) { throw .serviceRepeated(number) }
      if row.account != account { throw .serviceElsewhere(number) }
      if row.billedBy != 0 { throw .serviceBilled(number, by: row.billedBy) }
      try demandRendered(service, by: day)
      total += row.amount
    }
    for line in contents.lines {
      if line.amount == .zero { throw .amountZero }
      total += line.amount
    }
    if total != amount { throw .linesDiffer(total, currency: accounts[account].currency) }
  }

  func demandVerified(_ service: UInt32) throws(Refusal) {
    if services[service].verifiedBy == 0 { throw .serviceUnverified(services[service].entry) }
  }

  /// Refuses a day on which a service was not rendered yet.
  func demandRendered(_ service: UInt32, by day: Day) throws(Refusal) {
    let row = services[service]
    if day < row.date { throw .beforeService(row.entry, date: day, row.date) }
  }

  /// The day from which the invoice or the draft of an entry is no more; `never` if it stands.
  func end(ofDocument number: EntryNumber) -> Day {
    let entry = entries[Int(number) - 1]
    guard entry.kind == .draft else { return items[entry.subject].voided }
    let end = drafts[entry.subject].endedBy
    return end == 0 ? never : entries[Int(end) - 1].effective
  }

  /// Refuses contents with unverified services: these may be drafted but not billed.
  func demandVerified(_ contents: InvoiceContents) throws(Refusal) {
    for number in contents.services { try demandVerified(try findService(number)) }
  }

  mutating func add(_ contents: InvoiceContents, _ number: EntryNumber, _ row: inout EntryRow) {
    for entry in contents.services {
      let service = entries[Int(entry) - 1].subject
      add(
        LineRow(
          entry: number, amount: services[service].amount, code: services[service].code,
          serviceRow: service), &row)
    }
    for line in contents.lines {
      add(
        LineRow(
          entry: number, amount: line.amount, code: symbols.intern(line.code, in: &arena),
          serviceRow: none), &row)
    }
  }

  mutating func add(_ line: LineRow, _ row: inout EntryRow) {
    lines.append(line)
    row.detailByte |= EntryRow.linesBit
    if let service = line.service { services[service].billedWord = UInt32(line.entry) }
  }

  /// Frees the services of an invoice or draft that ended: they may be billed again.
  mutating func freeServices(of number: EntryNumber) {
    for line in lineRows(of: number) {
      if let service = lines[line].service { services[service].billedWord = 0 }
    }
  }

  /// The rows of the services and lines of an invoice or draft; empty if it lists none.
  public func lineRows(of number: EntryNumber) -> Range<Int> {
    guard entries[Int(number) - 1].hasLines else { return 0..<0 }
    let first = lines.firstRow { $0.entry >= number }
    var end = first
    while end < lines.count, lines[end].entry == number { end += 1 }
    return first..<end
  }
}

extension EntryRow {
  /// The bit of `detailByte` that an invoice or a draft with lines has.
  static var linesBit: UInt8 { 1 }
  var hasLines: Bool {
    detailByte & Self.linesBit != 0 && (kindIfKnown == .invoice || kindIfKnown == .draft)
  }
}
