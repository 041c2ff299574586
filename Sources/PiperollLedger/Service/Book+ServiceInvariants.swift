extension Book {
  /// A service stands on one draft or invoice at most, and knows which; a draft became the invoice
  /// that it was meant to be, or nothing.
  func checkServices(_ demand: Demand) {
    var billedBy = [EntryNumber](repeating: 0, count: services.count)
    for place in 0..<lines.count {
      let line = lines[place]
      guard let service = line.service, isStanding(documentOf: line.entry) else { continue }
      demand(billedBy[Int(service)] == 0, "service \(services[service].entry): billed twice")
      billedBy[Int(service)] = line.entry
    }
    for service in 0..<services.count {
      let row = services[service]
      demand(row.billedBy == billedBy[service], "service \(row.entry): what bills it")
      demand(row.billedBy == 0 || row.voided == never, "service \(row.entry): billed and void")
      let verified = row.verifiedBy == 0 ? nil : entries[Int(row.verifiedBy) - 1]
      demand(
        verified.map { $0.kind == .verify && $0.subject == UInt32(service) } ?? true,
        "service \(row.entry): who verified it")
    }
    checkDrafts(demand)
  }

  private func isStanding(documentOf number: EntryNumber) -> Bool {
    let entry = entries[Int(number) - 1]
    switch entry.kind {
    case .draft: return drafts[entry.subject].endedBy == 0
    case .invoice: return items[entry.subject].voided == never
    default: return false
    }
  }

  private func checkDrafts(_ demand: Demand) {
    for draft in 0..<drafts.count {
      let row = drafts[draft]
      guard row.endedBy != 0 else { continue }
      let end = entries[Int(row.endedBy) - 1]
      let holds =
        end.kind == .invoice
        ? items[end.subject].amount == row.amount && itemAccount[end.subject] == row.account
        : end.kind == .reverse && EntryNumber(end.subject) == row.entry
      demand(holds, "draft \(row.entry): how it ended")
    }
  }
}
