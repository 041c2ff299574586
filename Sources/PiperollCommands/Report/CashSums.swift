import PiperollLedger
import PiperollWire

/// What a period's payments are added up by: when and how they came in, or whose accounts they are.
enum CashGrouping: UInt8, WireWord {
  case day, month, method, kind, account, collector, portfolio, client, currency, total

  static let words = PiperollCommands.words(of: Self.self)

  /// Of the accounts; nil of what is the payments' own.
  var ofAccounts: Grouping? {
    switch self {
    case .day, .month, .method: nil
    case .kind: .kind
    case .account: .account
    case .collector: .collector
    case .portfolio: .portfolio
    case .client: .client
    case .currency: .currency
    case .total: .total
    }
  }
}

/// A period's payments in sums.
struct CashSums {
  /// What the payments of a group come to. Days in order, then what else the key holds.
  struct Sum {
    let currency: Currency
    let key: Int64
    let method: PaymentMethod
    var payments = 0
    var received = Money.zero
    var returned = Money.zero
  }

  private(set) var sums: [Sum] = []

  /// - Parameter key: the group of a movement; those of one key, method and currency are one.
  init(
    _ cash: CashIn, _ book: borrowing Book, byMethod: Bool,
    key: (CashIn.Movement, borrowing Book) -> Int64
  ) {
    var places: [[Int64]: Int] = [:]
    for movement in cash.movements {
      let credit = book.credits[movement.credit]
      let currency = book.accounts[credit.account].currency
      let method = byMethod ? credit.method : .other
      let key = key(movement, book)
      let group = [Int64(currency.index), key, Int64(method.rawValue)]
      let place = places[group] ?? sums.count
      if place == sums.count {
        places[group] = place
        sums.append(Sum(currency: currency, key: key, method: method))
      }
      if movement.isReturn {
        sums[place].returned += credit.amount
      } else {
        sums[place].payments += 1
        sums[place].received += credit.amount
      }
    }
  }

  /// By currency in the order of the book, then by key and method.
  mutating func sort(_ proofs: [Proof]) {
    var order: [Currency: Int] = [:]
    for (place, proof) in proofs.enumerated() { order[proof.currency] = place }
    sums.sort { left, right in
      let first = (order[left.currency] ?? 0, left.key, left.method.rawValue)
      let second = (order[right.currency] ?? 0, right.key, right.method.rawValue)
      return first < second
    }
  }
}

extension ReplyWriter {
  /// The four cells of a sum.
  mutating func cells(_ sum: CashSums.Sum) {
    cell(sum.payments)
    cell(sum.received, sum.currency)
    cell(sum.returned, sum.currency)
    cell(sum.received - sum.returned, sum.currency)
  }
}

extension SectionSpec {
  /// The columns that `cells` fills.
  static let cashColumns = [
    ColumnSpec("payments", .count), ColumnSpec("received", .money), ColumnSpec("returned", .money),
    ColumnSpec("net", .money),
  ]
}
