import PiperollLedger
import PiperollWire

/// A period's reversals in sums.
struct ReversalSums {
  /// What the reversals of a group come to.
  struct Sum {
    let currency: Currency
    /// As `MovementGrouping.key`; of reasons the reversal's.
    let key: Int64
    var count = 0
    var effect = Money.zero
  }

  /// What they may be added up by: all but how money came in.
  static let groupings = MovementGrouping.ofWriteOffs

  /// By currency in the order of the book, then by key.
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
  /// The name of a group of reversals, how many they are, what they did, and an account's name.
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
