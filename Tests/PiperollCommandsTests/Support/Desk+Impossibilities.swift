@testable import PiperollLedger

extension Desk {
  /// What was used on a day before it was there.
  func impossibilities(on day: Day) -> [String] {
    var found: [String] = []
    for item in 0..<UInt32(book.items.count) {
      let left = book.remaining(ofItem: item, asOf: day)
      let row = book.items[item]
      if left < .zero { found.append("item of entry \(row.entry): \(left.minor)") }
      switch row.kind {
      case .transfer, .recovery:
        if left != .zero { found.append("entry \(row.entry) moved what was not there") }
      case .refund:
        // A refund is owed once the money has come back.
        if left != .zero, !hasLostCredit(item, by: day) {
          found.append("entry \(row.entry) refunded what was not there")
        }
      case .invoice, .fee, .late, .court, .repossession, .interest, .nsf, .adjustment, .principal:
        continue
      }
    }
    for credit in 0..<UInt32(book.credits.count) {
      let left = book.unapplied(ofCredit: credit, asOf: day)
      let row = book.credits[credit]
      if left < .zero { found.append("credit of entry \(row.entry): \(left.minor)") }
      if !row.kind.isUnappliable, left != .zero {
        found.append("entry \(row.entry) covered what was not there")
      }
    }
    return found + recoveries(on: day) + services(on: day)
  }

  private func recoveries(on day: Day) -> [String] {
    var left = [Int64](repeating: 0, count: book.accounts.count)
    for number in 0..<book.credits.count {
      let row = book.credits[number]
      guard row.date <= day, day < row.voided else { continue }
      switch row.kind {
      case .writeOff: left[Int(row.account)] += row.amount.minor
      case .recovery: left[Int(row.account)] -= row.amount.minor
      case .payment, .memo, .adjustment, .transfer, .interest: continue
      }
    }
    return left.contains { $0 < 0 } ? ["more was recovered than was written off"] : []
  }

  private func services(on day: Day) -> [String] {
    let asOf = AsOf(day, today: today, in: book)
    return (0..<UInt32(book.services.count)).compactMap { service in
      let row = book.services[service]
      let isThere = row.date <= day && day < row.voided
      let isUsed =
        book.billing(ofService: service, asOf: asOf) != 0
        || book.verifiedOn(service: service).map { $0 <= day && day < row.date } ?? false
      return isUsed && !isThere ? "service of entry \(row.entry) was not rendered" : nil
    }
  }

  /// Whether a credit that had covered an item was reversed by a day.
  private func hasLostCredit(_ item: UInt32, by day: Day) -> Bool {
    (0..<book.applications.count).contains {
      let row = book.applications[$0]
      return row.item == item && book.credits[row.credit].voided <= day
    }
  }
}
