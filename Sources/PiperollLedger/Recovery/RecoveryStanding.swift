/// How much of an account was written off, and how much of that came in later.
public struct RecoveryStanding: Equatable, Sendable {
  /// The write-offs that stand.
  public internal(set) var writtenOff = Money.zero
  /// The recoveries that stand.
  public internal(set) var recovered = Money.zero

  /// What of it is left to recover.
  public var recoverable: Money { writtenOff - recovered }
  /// Whether anything was written off that still is.
  public var isNothing: Bool { writtenOff == .zero && recovered == .zero }

  mutating func add(_ row: CreditRow) {
    if row.kind == .writeOff { writtenOff += row.amount }
    if row.kind == .recovery { recovered += row.amount }
  }
}

/// Money that came in on what had been written off, or that went back.
public struct RecoveryLine: Equatable, Sendable {
  /// The recovery's entry, or that of its reversal.
  public let entry: EntryNumber
  public let day: Day
  /// Below zero if the money went back.
  public let amount: Money
}

extension Book {
  /// What was written off and recovered on an account as of a day, even if it was reversed later.
  public func recovery(of account: UInt32, asOf: AsOf) -> RecoveryStanding {
    if asOf.isPresent, !accounts[account].isWrittenOff { return RecoveryStanding() }
    return recovery(of: account, asOf: asOf.last)
  }

  /// What was written off and recovered on an account by the end of a day.
  public func recovery(of account: UInt32, asOf day: Day) -> RecoveryStanding {
    var standing = RecoveryStanding()
    forEachCredit(of: account) {
      let row = credits[$0]
      if row.date <= day, day < end(of: row) { standing.add(row) }
    }
    return standing
  }

  /// What was left to recover, by its date, on the account of a payment when it had been recorded;
  /// zero if all of the payment was set against items.
  /// - Parameter account: the payment's.
  public func recoverable(behindPayment number: EntryNumber, of account: UInt32) -> Money {
    // Nearly every payment is new, and on an account of which nothing was written off.
    let isUsual = accounts[account].lastEntry == number && !accounts[account].isWrittenOff
    return isUsual ? .zero : recoverable(behindAnyPayment: number, of: account)
  }

  @inline(never)
  private func recoverable(
    behindAnyPayment number: EntryNumber, of account: UInt32
  ) -> Money {
    let credit = entries[Int(number) - 1].subject
    if applied(by: number, of: credit) == credits[credit].amount { return .zero }
    var standing = RecoveryStanding()
    let day = entries[Int(number) - 1].effective
    forEachCredit(of: account) {
      let row = credits[$0]
      if row.kind != .recovery, row.kind != .writeOff || row.date > day { return }
      let reversal = EntryNumber(entries[Int(row.entry) - 1].reversedBy)
      if row.entry < number, reversal == 0 || reversal > number { standing.add(row) }
    }
    return max(standing.recoverable, .zero)
  }

  /// The recoveries of an account within a period, and those that went back in it, by day.
  func recoveryLines(of account: UInt32, from first: Day, to last: Day) -> [RecoveryLine] {
    var lines: [RecoveryLine] = []
    forEachCredit(of: account) {
      let row = credits[$0]
      guard row.kind == .recovery else { return }
      if first <= row.date, row.date <= last {
        lines.append(RecoveryLine(entry: row.entry, day: row.date, amount: row.amount))
      }
      let end = end(of: row)
      if first <= end, end <= last, let reversal = reversal(of: row.entry) {
        lines.append(RecoveryLine(entry: reversal, day: end, amount: -row.amount))
      }
    }
    return lines.sorted { ($0.day, $0.entry) < ($1.day, $1.entry) }
  }
}
