/// An account's statement: how its balance changed from the opening to the closing balance, and the
/// open items and unapplied credit that make up the closing balance.
public struct Statement: Sendable {
  /// An entry of the period.
  public struct Line: Sendable {
    /// The entry's number.
    public let entry: EntryNumber
    /// How it changed the balance.
    public let effect: Money
    /// The balance after it, in the order of effective dates.
    public let balance: Money
  }

  /// The first day of the period.
  public let from: Day
  /// The last day of the period. The statement shows the account at its end.
  public let asOf: Day
  /// How the closing balance came about.
  public private(set) var flow = Flow()
  /// Credit that is not applied to any item at the end of the last day.
  public private(set) var unapplied = Money.zero
  /// The entries that changed the balance in the period, by effective date.
  public private(set) var lines: [Line] = []
  /// The open items of any age, oldest due first.
  public let open: [OpenItem]
  /// The unapplied credits, oldest first.
  public let openCredits: [OpenCredit]
  /// The open amounts by days past due, in the buckets of `Aging`.
  public private(set) var buckets: [Money]

  /// What was written off and recovered by the end of the last day.
  public let recovery: RecoveryStanding
  /// The recoveries of the period, which change no balance.
  public let recoveries: [RecoveryLine]

  /// When the next item that is not past due is due; nil if there is none.
  public private(set) var nextDue: Day?

  /// The open amounts that were due before the last day.
  public var pastDue: Money { buckets.dropFirst().reduce(.zero, +) }
  /// The sum of the open amounts, whatever their age.
  public var openTotal: Money { buckets.reduce(.zero, +) }
  /// The closing balance by the columns of `flow`.
  public var byActivity: Money { flow.closing }
  /// The balance at the end of the last day.
  public var closing: Money { total }
  /// The amount to pay: all that is owed, less unapplied credit.
  public var toPay: Money { max(closing, .zero) }
  /// The part of it that is past due, less unapplied credit.
  public var toPayNow: Money { max(pastDue - unapplied, .zero) }

  /// Whether the statement is proved: the entries add up to open items less unapplied credit.
  public var isProved: Bool {
    closing == byActivity && closing == openTotal - unapplied
  }
  /// The sum of the entries up to the last day.
  private var total = Money.zero

  /// The statement of an account from one day to another, both included.
  public init(
    _ book: borrowing Book, _ account: UInt32, from: Day, asOf: Day,
    in buckets: AgingBuckets = .standard
  ) {
    self.from = from
    self.asOf = asOf
    open = book.openItems(of: account, asOf: asOf)
    openCredits = book.openCredits(of: account, asOf: asOf)
    recovery = book.recovery(of: account, asOf: asOf)
    recoveries = book.recoveryLines(of: account, from: from, to: asOf)
    self.buckets = [Money](repeating: .zero, count: buckets.count)
    for credit in openCredits { unapplied += credit.left }
    for item in open {
      let due = book.agedDue(of: item.item, on: asOf)
      self.buckets[buckets.bucket(daysPastDue: asOf - due)] += item.left
    }
    nextDue = open.first { book.itemDue[$0.item] >= asOf }.map { book.itemDue[$0.item] }
    addEntries(book, account)
  }

  private mutating func addEntries(_ book: borrowing Book, _ account: UInt32) {
    var entries: [(number: EntryNumber, effective: Day)] = []
    for number in book.entryNumbers(of: account) {
      let effective = book.entries[Int(number) - 1].effective
      if effective <= asOf, book.effect(of: number, on: account) != .zero {
        entries.append((number, effective))
      }
    }
    entries.sort {
      $0.effective == $1.effective ? $0.number < $1.number : $0.effective < $1.effective
    }
    for (number, effective) in entries {
      let effect = book.effect(of: number, on: account)
      total += effect
      if effective < from {
        flow.opening += effect
        continue
      }
      flow.add(effect, of: book.entries[Int(number) - 1].kind)
      lines.append(Line(entry: number, effect: effect, balance: total))
    }
  }
}

extension Day {
  /// The first day of this day's month.
  public var startOfMonth: Day {
    let (year, month, _) = civil
    return Day(year: year, month: month, day: 1) ?? self
  }

  /// The Monday of this day's week.
  public var startOfWeek: Day {
    // 1970-01-01 was a Thursday.
    advanced(days: -(((Int(number) + 3) % 7 + 7) % 7))
  }
}
