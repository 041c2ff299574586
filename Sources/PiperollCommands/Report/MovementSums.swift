import PiperollLedger

/// Sums of the movements of credit in a period, by group.
struct MovementSums {
  /// The sum of the movements of a group.
  struct Sum {
    let currency: Currency
    /// The group, as `MovementGrouping.key` gives it.
    let key: Int64
    /// The method, if the sums are by method too; else `other`.
    let method: PaymentMethod
    /// The group of accounts, if the sums are by such groups too; else 0.
    let group: UInt32
    var count = 0
    var taken = Money.zero
    var reversed = Money.zero
    /// The part of `taken` less `reversed` that is recoveries.
    var recovered = Money.zero
  }

  /// The sums, sorted by currency in the order of the book, then by key, method and group.
  private(set) var sums: [Sum] = []

  /// What makes a group of movements.
  private struct Key: Hashable {
    let currency: Currency
    let key: Int64
    let method: PaymentMethod
    let group: UInt32
  }

  /// - Parameter byMethod: whether the sums are by method too.
  /// - Parameter accounts: by which groups of accounts the sums are too.
  init(
    _ report: CreditMovements, _ book: borrowing Book, by grouping: MovementGrouping,
    andMethod byMethod: Bool = false, of accounts: Grouping = .total
  ) {
    var places: [Key: Int] = [:]
    for movement in report.movements {
      let credit = book.credits[movement.credit]
      let key = Key(
        currency: book.accounts[credit.account].currency, key: grouping.key(of: movement, book),
        method: byMethod ? credit.method : .other,
        group: accounts.group(of: credit.account, book))
      let place = places[key] ?? sums.count
      if place == sums.count {
        places[key] = place
        sums.append(
          Sum(currency: key.currency, key: key.key, method: key.method, group: key.group))
      }
      sums[place].add(movement, isRecovery: credit.kind == .recovery)
    }
    sort(report.proofs.map(\.currency))
  }

  private mutating func sort(_ currencies: [Currency]) {
    let order = Dictionary(uniqueKeysWithValues: zip(currencies, 0...))
    sums.sort { left, right in
      let first = (order[left.currency] ?? 0, left.key, left.method.rawValue, left.group)
      let second = (order[right.currency] ?? 0, right.key, right.method.rawValue, right.group)
      return first < second
    }
  }
}

extension MovementSums.Sum {
  fileprivate mutating func add(_ movement: CreditMovements.Movement, isRecovery: Bool) {
    if movement.isReturn {
      reversed -= movement.amount
    } else {
      count += 1
      taken += movement.amount
    }
    if isRecovery { recovered += movement.amount }
  }
}
