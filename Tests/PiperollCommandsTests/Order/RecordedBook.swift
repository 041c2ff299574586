import PiperollCommands
import TestSupport

@testable import PiperollLedger

/// What comes of dated lines that are recorded in an order.
struct RecordedBook {
  let desk = Desk()
  /// The entry of each line that was taken.
  private(set) var entries: [Int: EntryNumber] = [:]

  /// Records lines in an order. A line that is refused is tried again once others are recorded.
  init(_ lines: [DatedLines.Line], in order: [Int]) {
    var (waiting, count) = (order, 0)
    while waiting.count != count {
      count = waiting.count
      waiting = waiting.filter { !record(lines[$0], number: $0) }
    }
  }

  private mutating func record(_ line: DatedLines.Line, number: Int) -> Bool {
    var text = line.text
    for other in line.rests {
      guard let entry = entries[other] else { return false }
      text = text.replacing("{\(other)}", with: "\(entry)")
    }
    (desk.user, desk.role) = (line.user, line.role)
    let entry = desk.book.sequence + 1
    guard ["201", "264"].contains(code(desk.run(text))) else { return false }
    // Interest that is charged ahead of a payment is an entry in front of it.
    entries[number] = desk.book.subject(ofRequestFrom: entry)
    return true
  }

  var taken: Set<Int> { Set(entries.keys) }

  /// The line that made each entry, and whether it is the first entry of the line.
  func names() -> [EntryNumber: String] {
    var names: [EntryNumber: String] = [:]
    for (line, entry) in entries {
      for number in desk.book.continuation(of: entry) {
        names[number] = "\(line)+\(number - entry)"
      }
    }
    return names
  }

  /// For each account the last day on which something was taken off an item.
  func lastUndoings() -> [Day] {
    var days = [Day](repeating: .first, count: desk.book.accounts.count)
    for number in 0..<desk.book.applications.count {
      let row = desk.book.applications[number]
      let account = place(of: desk.book.itemAccount[row.item])
      if row.amount < .zero { days[account] = max(days[account], row.effective) }
    }
    return days
  }

  /// An account's place in the lines, whichever was opened first.
  func place(of account: UInt32) -> Int {
    Int(desk.book.text(desk.book.accounts[account].id).dropFirst(2))!
  }

  // MARK: What it says of a day

  /// - Parameter settled: for each account, the day from which on also what is left of single items
  ///   and credits is told; the first day where nothing was taken back.
  /// - Parameter bears: whether interest and late fees are charged.
  func says(on day: Day, settled: [Day], bears: Bool) -> [String: String] {
    var told: [String: String] = [:]
    let names = names()
    for account in 0..<UInt32(desk.book.accounts.count) {
      let id = desk.book.text(desk.book.accounts[account].id)
      let balance = desk.book.balance(of: account, asOf: day) - charged(on: account, by: day)
      told["balance of \(id)"] = "\(balance.minor)"
      told["limit of \(id)"] = "\(desk.book.creditLimit(of: account, asOf: day)?.minor ?? -1)"
      if bears { tellInterest(account, id, on: day, settled, &told) }
    }
    tellLedger(on: day, isSettled: settled.allSatisfy { $0 <= day } && !bears, &told)
    tellDocuments(on: day, settled, names, &told)
    tellServices(on: day, names, &told)
    for hold in 0..<desk.book.holds.count {
      let row = desk.book.holds[hold]
      told["hold \(names[row.entry]!)"] = "\(row.status(on: day))"
    }
    return told
  }

  private func tellLedger(on day: Day, isSettled: Bool, _ told: inout [String: String]) {
    for trial in desk.book.trials(asOf: day) {
      let accounts = (0..<UInt32(desk.book.accounts.count)).filter {
        desk.book.accounts[$0].currency == trial.currency
      }
      for account in LedgerAccount.allCases
      where isSettled || (account != .receivables && account != .unapplied) {
        var sum = trial[account]
        for debtor in accounts { sum += run(account, on: debtor, by: day) }
        told["\(trial.currency.code) \(account)"] = "\(sum.minor)"
      }
    }
    guard isSettled else { return }
    let asOf = AsOf(day, today: desk.today, in: desk.book)
    for row in desk.book.aging(asOf: asOf, by: .account, basis: .due).rows {
      let buckets = row.buckets.indices.map { row.buckets[$0].minor }
      let id = desk.book.text(desk.book.accounts[row.group].id)
      told["aging of \(id)"] = "\(buckets) \(row.unapplied.minor)"
    }
  }

  private func tellDocuments(
    on day: Day, _ settled: [Day], _ names: [EntryNumber: String], _ told: inout [String: String]
  ) {
    let asOf = AsOf(day, today: desk.today, in: desk.book)
    for item in 0..<UInt32(desk.book.items.count)
    where isNamed(desk.book.itemAccount[item], settled, day) && !isRun(desk.book.items[item]) {
      let cover = desk.book.cover(ofItem: item, asOf: asOf)
      let left = desk.book.remaining(ofItem: item, asOf: day).minor
      told["item \(names[desk.book.items[item].entry]!)"] =
        "\(left) \(cover.status) \(cover.writtenOff.minor)"
    }
    for credit in 0..<UInt32(desk.book.credits.count)
    where isNamed(desk.book.credits[credit].account, settled, day)
      && !isRun(desk.book.credits[credit])
    {
      told["credit \(names[desk.book.credits[credit].entry]!)"] =
        "\(desk.book.unapplied(ofCredit: credit, asOf: day).minor)"
    }
  }

  /// Whether requests on an account name their items, and nothing is taken back after a day.
  private func isNamed(_ account: UInt32, _ settled: [Day], _ day: Day) -> Bool {
    let place = place(of: account)
    return place != DatedLines.lent && settled[place] <= day
  }

  private func tellServices(
    on day: Day, _ names: [EntryNumber: String], _ told: inout [String: String]
  ) {
    let asOf = AsOf(day, today: desk.today, in: desk.book)
    for service in 0..<UInt32(desk.book.services.count) {
      let row = desk.book.knownService(service)
      let verified = desk.book.verifiedOn(service: service).map { $0 <= day } ?? false
      let billed = names[desk.book.billing(ofService: service, asOf: asOf)] ?? "nothing"
      told["service \(names[row.entry]!)"] = "\(day < row.voided) \(verified) on \(billed)"
    }
    for draft in 0..<UInt32(desk.book.drafts.count) {
      let entry = desk.book.drafts[draft].entry
      told["draft \(names[entry]!)"] = "\(desk.book.isDraft(draft, on: day))"
    }
  }
}
