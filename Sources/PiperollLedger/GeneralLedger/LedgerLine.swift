/// A balanced line of the general ledger: an amount, debited to one account and credited to
/// another.
public struct LedgerLine: Equatable, Sendable {
  /// The entry that posted it.
  public let entry: EntryNumber
  /// The day from which it counts.
  public let day: Day
  /// The row of the debtor's account whose receivables or unapplied credit it changes.
  public let account: UInt32
  public let debit: LedgerAccount
  public let credit: LedgerAccount
  /// The amount; never below zero.
  public let amount: Money
  private let itemOrNone: UInt32

  /// - Parameter amount: if it is below zero, the line is made with the two sides exchanged.
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

  /// The row of the item whose open amount it changes; nil if it changes no receivable.
  public var item: UInt32? { itemOrNone == none ? nil : itemOrNone }
}

extension Book {
  /// The lines of an entry: those of documents that it made or ended, and those of its applications
  /// and corrections. They follow from the book alone. An entry that moves no money has none.
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

  /// The line of an application or of a correction. If the item or the credit became void before
  /// that day, the line counts on the day it became void. (A reversal may be dated before the day
  /// on which an application was taken back, and then takes it back itself.)
  func line(ofApplication number: UInt32) -> LedgerLine {
    let row = applications[number]
    let end = min(end(of: items[row.item]), end(of: credits[row.credit]))
    return LedgerLine(
      entry: row.entry, day: min(row.effective, end),
      account: credits[row.credit].account, debit: .unapplied, credit: .receivables,
      amount: row.amount, item: row.item)
  }

  /// The rows of the applications and corrections that an entry made. They stand together.
  func applicationRows(by number: EntryNumber) -> Range<Int> {
    let first = applications.firstRow { $0.entry >= number }
    var end = first
    while end < applications.count, applications[end].entry == number { end += 1 }
    return first..<end
  }
}

/// At most two lines, as a sequence without an array: a report makes one for every entry.
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
