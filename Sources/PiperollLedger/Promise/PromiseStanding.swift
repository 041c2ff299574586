/// The state of a promise on a day.
public enum PromiseState: UInt8, CaseIterable, Sendable {
  /// As much as was promised came in by the last day of grace, but for the tolerance.
  case kept
  case ended, replaced
  /// It is not due yet.
  case open
  /// It is due, and its days of grace are not over.
  case grace
  /// Some of it came in by the last day of grace.
  case partial
  /// Nothing of it came in by then.
  case broken

  /// Whether the money may still come in time.
  public var isOpen: Bool { self == .open || self == .grace }
}

/// What has become of a promise by the end of a day.
public struct PromiseStanding: Equatable, Sendable {
  /// The promise's row.
  public let promise: UInt32
  /// The last day of grace.
  public let until: Day
  /// How much came in for it in time, up to its amount.
  public internal(set) var counted = Money.zero
  /// How much came in for it too late, up to what was missing.
  public internal(set) var late = Money.zero
  /// The day of the payment that kept it.
  public internal(set) var keptOn: Day?
  /// The day of the payment that made up, too late, for what was missing.
  public internal(set) var curedOn: Day?
  /// The first state that fits.
  public internal(set) var state = PromiseState.broken

}

// States are derived whenever they are asked for, from the promises and the money as the book knows
// them on a day. What a promise needs - days of grace, tolerance, methods that do not count - is
// what the policies said on the day on which it was made.

extension Book {
  /// The promises of an account that were made by the end of a day, by their due dates, and what
  /// has become of them by then.
  public func promises(of account: UInt32, asOf day: Day) -> [PromiseStanding] {
    promisesAndMoney(of: account, asOf: day).standings
  }

  /// The same, and how much of the account's money they took, added up by the payments.
  /// - Parameter credit: money that is taken for not there; nil for none.
  func promisesAndMoney(
    of account: UInt32, asOf day: Day, without credit: UInt32? = nil
  ) -> (standings: [PromiseStanding], taken: Money) {
    var terms: [PromiseTerms] = []
    forEach(promises, of: account) {
      if promises[$0].made <= day { terms.append(PromiseTerms($0, self, asOf: day)) }
    }
    guard let first = terms.map(\.row.made).min() else { return ([], .zero) }
    terms.sort { ($0.row.due, $0.row.entry) < ($1.row.due, $1.row.entry) }
    var payments = money(of: account, from: first, asOf: day)
      .filter { $0.credit != credit }.map { PromiseMoney($0) }
    // Those for items come first, with what is applied to their items.
    let items = Set(terms.flatMap { $0.items.keys })
    if !items.isEmpty {
      for place in payments.indices { payments[place].look(at: items, self, asOf: day) }
      terms.sort {
        ($0.items.isEmpty ? 1 : 0, $0.row.due, $0.row.entry)
          < ($1.items.isEmpty ? 1 : 0, $1.row.due, $1.row.entry)
      }
    }
    for place in payments.indices { payments[place].count(for: &terms) }
    for place in payments.indices { payments[place].cure(&terms) }
    if !items.isEmpty {
      terms.sort { ($0.row.due, $0.row.entry) < ($1.row.due, $1.row.entry) }
    }
    let taken = payments.reduce(Money.zero) { $0 + $1.taken }
    return (terms.map { $0.standing(on: day) }, taken)
  }

  /// Whether an account ever had a promise.
  public func hasPromises(_ account: UInt32) -> Bool { has(.promises, account) }

  /// The last day on which money for a promise is in time.
  public func lastDayOfGrace(ofPromise promise: UInt32) -> Day {
    let row = promises[promise]
    return grace(of: .promiseGrace, on: row.made).last(after: row.due)
  }
}

/// A payment, and how much of it no promise has taken yet.
private struct PromiseMoney {
  let money: DebtorMoney
  var left: Money
  private(set) var taken = Money.zero
  /// How much of it is applied to items that promises are for, and not taken yet.
  private var applied: [UInt32: Money] = [:]

  init(_ money: DebtorMoney) { (self.money, left) = (money, money.amount) }

  private mutating func take(_ part: Money) {
    left -= part
    taken += part
  }

  /// Looks at how much of it is applied to items.
  mutating func look(at items: Set<UInt32>, _ book: borrowing Book, asOf day: Day) {
    for item in items {
      applied[item] = book.applied(ofCredit: money.credit, to: [item], asOf: day)
    }
  }

  /// Takes up to an amount for a promise: of any of it, or of what is applied to its items.
  private mutating func take(upTo most: Money, for terms: inout PromiseTerms) -> Money {
    if terms.items.isEmpty {
      let part = min(left, most)
      take(part)
      return part
    }
    var sum = Money.zero
    for (item, room) in terms.items.sorted(by: { $0.key < $1.key }) {
      let part = min(left, most - sum, room, max(applied[item] ?? .zero, .zero))
      terms.items[item] = room - part
      applied[item] = (applied[item] ?? .zero) - part
      take(part)
      sum += part
    }
    return sum
  }

  /// Counts it for the promises that it is in time for, the first due first. No cent counts twice.
  mutating func count(for terms: inout [PromiseTerms]) {
    for place in terms.indices where left > .zero && terms[place].takes(money) {
      let part = take(
        upTo: terms[place].row.amount - terms[place].standing.counted, for: &terms[place])
      terms[place].standing.counted += part
      if terms[place].isKept, terms[place].standing.keptOn == nil {
        terms[place].standing.keptOn = money.date
      }
    }
  }

  /// Makes up with what is left of it for promises that were not kept in time.
  mutating func cure(_ terms: inout [PromiseTerms]) {
    for place in terms.indices where left > .zero && terms[place].isCured(by: money) {
      let missing =
        terms[place].row.amount - terms[place].standing.counted - terms[place].standing.late
      let part = take(upTo: missing, for: &terms[place])
      terms[place].standing.late += part
      if terms[place].hasAll, terms[place].standing.curedOn == nil {
        terms[place].standing.curedOn = money.date
      }
    }
  }
}

/// A promise, and what it needs.
private struct PromiseTerms {
  let row: PromiseRow
  /// The least that keeps it.
  let needed: Money
  let excluded: MethodSet
  /// The entry that ended or replaced it by the day that is asked for; 0 for none.
  let endedBy: EntryNumber
  let isReplaced: Bool
  /// Of the items that it is for, by their rows: how much still counts of what is paid on each.
  var items: [UInt32: Money] = [:]
  var standing: PromiseStanding

  init(_ promise: UInt32, _ book: borrowing Book, asOf day: Day) {
    row = book.promises[promise]
    for part in book.items(ofPromise: promise) { items[part.item] = part.amount }
    let currency = book.accounts[row.account].currency
    standing = PromiseStanding(
      promise: promise, until: book.lastDayOfGrace(ofPromise: promise))
    let least = book.amount(of: .promiseTolerance, on: row.made, in: currency) ?? .zero
    let share = book.percent(of: .promiseTolerancePercent, on: row.made)?.of(row.amount) ?? .zero
    // A promise of less than the tolerance is not kept by nothing.
    needed = max(row.amount - max(least, share), Money(minor: 1))
    excluded = book.methods(of: .promiseExclude, on: row.made)
    endedBy = book.end(of: row, by: day)
    isReplaced = endedBy != 0 && book.entries[Int(endedBy) - 1].kind == .promise
  }

  var isKept: Bool { standing.counted >= needed }
  var hasAll: Bool { standing.counted + standing.late >= needed }

  /// Whether a payment counts: it came after the promise was made, by the last day of grace, and
  /// before the promise was ended.
  func takes(_ payment: DebtorMoney) -> Bool {
    isMeant(payment) && payment.date <= standing.until && standing.counted < row.amount
      && (endedBy == 0 || (payment.date, payment.entry) < (row.ended, endedBy))
  }

  func isCured(by payment: DebtorMoney) -> Bool {
    isMeant(payment) && payment.date > standing.until && endedBy == 0 && !isKept
      && standing.counted + standing.late < row.amount
  }

  private func isMeant(_ payment: DebtorMoney) -> Bool {
    !excluded.has(payment.method) && (payment.date, payment.entry) > (row.made, row.entry)
  }

  /// The first state that fits.
  func standing(on day: Day) -> PromiseStanding {
    var standing = standing
    standing.state =
      if isKept {
        .kept
      } else if endedBy != 0 {
        isReplaced ? .replaced : .ended
      } else if day <= row.due {
        .open
      } else if day <= standing.until {
        .grace
      } else {
        standing.counted > .zero ? .partial : .broken
      }
    return standing
  }
}
