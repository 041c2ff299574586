/// A balanced line of the general ledger: an amount, debited to one account and credited to
/// another.
public struct LedgerLine: Equatable, Sendable {
  /// The entry that it is of.
  public let entry: EntryNumber
  /// The day from which it counts.
  public let day: Day
  /// The row of the account whose receivables or unapplied credit it moves.
  public let account: UInt32
  public let debit: LedgerAccount
  public let credit: LedgerAccount
  /// Above zero.
  public let amount: Money
  private let itemOrNone: UInt32

  /// - Parameter amount: below zero the two sides change places.
  init(
    entry: EntryNumber, day: Day, account: UInt32, debit: LedgerAccount, credit: LedgerAccount,
    amount: Money, item: UInt32 = none
  ) {
    self.entry = entry
    self.day = day
    self.account = account
    itemOrNone = item
    self.debit = amount < .zero ? credit : debit
    self.credit = amount < .zero ? debit : credit
    self.amount = amount < .zero ? -amount : amount
  }

  /// The row of the item of which more or less is open by it; nil if it moves no receivable.
  public var item: UInt32? { itemOrNone == none ? nil : itemOrNone }
}

extension Book {
  /// The lines of an entry: of the documents that it made or ended, and of what it set against what
  /// or took back. A function of the book alone; an entry that moves no money has none.
  public func lines(of number: EntryNumber) -> [LedgerLine] {
    var lines: [LedgerLine] = []
    for line in documentLines(of: number) { lines.append(line) }
    for row in applicationRows(by: number) { lines.append(line(ofApplication: UInt32(row))) }
    return lines
  }

  /// The lines of the item and of the credit that an entry made or ended.
  func documentLines(of number: EntryNumber) -> DocumentLines {
    let entry = entries[Int(number) - 1]
    let isEnd = entry.kind == .reverse
    let documents = documents(of: isEnd ? EntryNumber(entry.subject) : number)
    var lines = DocumentLines()
    if let item = documents.item {
      let row = items[item]
      lines.first = LedgerLine(
        entry: number, day: entry.effective, account: itemAccount[item], debit: .receivables,
        credit: row.kind.ledgerAccount, amount: isEnd ? -row.amount : row.amount, item: item)
    }
    if let credit = documents.credit {
      let row = credits[credit]
      lines.second = LedgerLine(
        entry: number, day: entry.effective, account: row.account,
        debit: row.kind.ledgerAccount, credit: .unapplied,
        amount: isEnd ? -row.amount : row.amount)
    }
    return lines
  }

  /// The line of an application or a correction of one. Where one of its documents is void by then
  /// it counts on the day of that: a reversal may be dated before the day on which an application
  /// was taken back, and takes it back with it.
  func line(ofApplication number: UInt32) -> LedgerLine {
    let row = applications[number]
    let end = min(end(of: items[row.item]), end(of: credits[row.credit]))
    return LedgerLine(
      entry: row.entry, day: min(row.effective, end),
      account: credits[row.credit].account, debit: .unapplied, credit: .receivables,
      amount: row.amount, item: row.item)
  }

  /// Gives each entry that moves money to the body, with its lines, in the order of recording.
  /// - Parameter account: only what is of it; nil: of all accounts.
  /// - Parameter selection: the accounts whose lines are meant; nil: all.
  public func forEachEntryWithLines(
    of account: UInt32?, in selection: Selection? = nil, _ body: (EntryNumber, [LedgerLine]) -> Void
  ) {
    if let account {
      guard selection?[account] ?? true else { return }
      for number in entryNumbers(of: account) {
        let lines = lines(of: number).filter { $0.account == account }
        if !lines.isEmpty { body(number, lines) }
      }
      return
    }
    var lines: [LedgerLine] = []
    // Applications stand in the order of their entries: none has to be looked for.
    var next: UInt32 = 0
    for number in 1..<(sequence + 1) {
      lines.removeAll(keepingCapacity: true)
      func add(_ line: LedgerLine) {
        if selection?[line.account] ?? true { lines.append(line) }
      }
      for line in documentLines(of: number) { add(line) }
      while next < applications.count, applications[next].entry == number {
        add(line(ofApplication: next))
        next += 1
      }
      if !lines.isEmpty { body(number, lines) }
    }
  }

  /// The rows of the applications that an entry made or corrected: they stand together.
  func applicationRows(by number: EntryNumber) -> Range<Int> {
    let first = applications.firstRow { $0.entry >= number }
    var end = first
    while end < applications.count, applications[end].entry == number { end += 1 }
    return first..<end
  }
}

/// At most two lines, one after the other, without an array for them: a report asks every entry.
struct DocumentLines: Sequence, IteratorProtocol {
  var first: LedgerLine?
  var second: LedgerLine?

  mutating func next() -> LedgerLine? {
    if let line = first {
      first = nil
      return line
    }
    defer { second = nil }
    return second
  }
}
