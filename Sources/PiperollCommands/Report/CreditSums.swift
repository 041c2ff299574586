import PiperollLedger
import PiperollWire

/// The lines of credit of groups of accounts in sums.
struct CreditSums {
  /// What the lines of a group come to.
  struct Sum {
    let currency: Currency
    /// As `AccountGroups.Group.group`.
    let group: UInt32
    var accounts = 0
    var over = 0
    // Limits are bounded one by one only: their sum may be more than an amount holds.
    var limit = Turnover.zero
    var open = Turnover.zero
    var unapplied = Turnover.zero
    var exposure = Turnover.zero
    var headroom = Turnover.zero
  }

  /// In the order of their first line.
  private(set) var sums: [Sum] = []

  private struct Key: Hashable {
    let currency: Currency
    let group: UInt32
  }

  init(_ report: CreditLines, _ book: borrowing Book, by grouping: Grouping) {
    var places: [Key: Int] = [:]
    for line in report.lines {
      let key = Key(
        currency: book.accounts[line.account].currency,
        group: grouping.group(of: line.account, book))
      let place = places[key] ?? sums.count
      if place == sums.count {
        places[key] = place
        sums.append(Sum(currency: key.currency, group: key.group))
      }
      sums[place].add(line)
    }
  }
}

extension CreditSums.Sum {
  fileprivate mutating func add(_ line: CreditLines.Line) {
    accounts += 1
    over += line.isOver ? 1 : 0
    limit.add(line.limit)
    open.add(line.open)
    unapplied.add(line.unapplied)
    exposure.add(line.exposure)
    headroom.add(line.headroom)
  }
}

extension ReplyWriter {
  /// How many accounts, how many of them are over their limits, and their amounts.
  mutating func cells(_ sum: CreditSums.Sum) {
    cell(sum.accounts)
    cell(sum.over)
    for amount in [sum.limit, sum.open, sum.unapplied, sum.exposure, sum.headroom] {
      cell(amount.text(decimals: sum.currency.decimals))
    }
  }
}
