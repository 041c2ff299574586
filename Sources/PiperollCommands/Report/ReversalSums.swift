import PiperollLedger
import PiperollWire

/// Sums of the reversals in a period, by group.
struct ReversalSums {
  /// The sum of the reversals of a group.
  struct Sum {
    let currency: Currency
    /// The group, as in `MovementGrouping.key`. A reason is that of the reversal.
    let key: Int64
    var count = 0
    var effect = Money.zero
  }

  /// What they may be added up by: everything but the method by which money came in.
  static let groupings = MovementGrouping.ofWriteOffs

  /// The sums, sorted by currency in the order of the book, then by key.
  private(set) var sums: [Sum] = []

  init(_ report: Reversals, _ book: borrowing Book, by grouping: MovementGrouping) {
    for proof in report.proofs {
      var places: [Int64: Int] = [:]
      let first = sums.count
      for line in report.lines where book.accounts[line.account].currency == proof.currency {
        let key = Self.key(of: line, by: grouping, book)
        let place = places[key] ?? sums.count
        if place == sums.count {
          places[key] = place
          sums.append(Sum(currency: proof.currency, key: key))
        }
        sums[place].count += 1
        sums[place].effect += line.effect
      }
      sums[first...].sort { $0.key < $1.key }
    }
  }

  private static func key(
    of line: Reversals.Line, by grouping: MovementGrouping, _ book: borrowing Book
  ) -> Int64 {
    let entry = book.entries[Int(line.entry) - 1]
    return switch grouping {
    case .day: Int64(entry.effective.number)
    case .month: Int64(entry.effective.startOfMonth.number)
    case .reason, .method: Int64(entry.reversalReason.rawValue)
    case .kind, .account, .collector, .portfolio, .client, .currency, .total:
      Int64(grouping.ofAccounts!.group(of: line.account, book))
    }
  }
}

extension ReplyWriter {
  /// Writes the cells of a sum: the name of the group, how many reversals, their effect on
  /// balances, and the debtor's name if each group is one account.
  mutating func cells(
    _ sum: ReversalSums.Sum, by grouping: MovementGrouping, _ book: borrowing Book
  ) {
    switch grouping {
    case .day, .month: cell(Day(number: Int32(sum.key)))
    case .reason, .method: cell(ReversalReason.words[Int(sum.key)])
    case .kind, .account, .collector, .portfolio, .client, .currency, .total:
      cell(group: UInt32(sum.key), by: grouping.ofAccounts!, sum.currency, book)
    }
    cell(sum.count)
    cell(sum.effect, sum.currency)
    if grouping == .account {
      cell(book.accounts[UInt32(sum.key)].name, book)
    } else {
      emptyCell()
    }
  }
}
