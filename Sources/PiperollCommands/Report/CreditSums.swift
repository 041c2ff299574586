import PiperollLedger
import PiperollWire

/// Sums of credit lines by groups of accounts.
struct CreditSums {
  /// The sum of the credit lines of a group.
  struct Sum {
    let currency: Currency
    /// The number of the group, as in `AccountGroups.Group.group`.
    let group: UInt32
    var accounts = 0
    var over = 0
    // Each limit fits a `Money`, but their sum may not.
    var limit = Turnover.zero
    var open = Turnover.zero
    var unapplied = Turnover.zero
    var exposure = Turnover.zero
    var headroom = Turnover.zero
  }

  /// The sums, in the order in which their groups first occur.
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
  /// Writes the cells of a sum: how many accounts, how many of them are over their limit, amounts.
  mutating func cells(_ sum: CreditSums.Sum) {
    cell(sum.accounts)
    cell(sum.over)
    for amount in [sum.limit, sum.open, sum.unapplied, sum.exposure, sum.headroom] {
      cell(amount.text(decimals: sum.currency.decimals))
    }
  }
}
