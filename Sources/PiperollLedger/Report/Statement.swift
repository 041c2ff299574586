/// An account's statement: opening balance + charges - payments - credits + reversals = closing
/// balance = open items - unapplied credit.
public struct Statement: Sendable {
  /// An entry of the period.
  public struct Line: Sendable {
    /// The entry's number.
    public let entry: EntryNumber
    /// The balance after it, in the order of effective dates.
    public let balance: Money
  }

  /// The first day of the period.
  public let from: Day
  /// The last day of the period, at whose end the statement stands.
  public let asOf: Day
  /// The balance before the first day.
  public private(set) var opening = Money.zero
  /// Billed in the period.
  public private(set) var charges = Money.zero
  /// Money that came in, as an amount above zero.
  public private(set) var payments = Money.zero
  /// Credit memos, as an amount above zero.
  public private(set) var credits = Money.zero
  /// What reversals did to the balance: above zero for a payment, below for an invoice.
  public private(set) var reversals = Money.zero
  /// The balance at the end of the last day.
  public private(set) var closing = Money.zero
  /// Credit that is set against nothing at the end of the last day.
  public private(set) var unapplied = Money.zero
  /// What changed the balance in the period, by effective date.
  public private(set) var lines: [Line] = []
  /// What is open, however old, oldest due first.
  public let open: [OpenItem]
  /// What is unapplied, oldest first.
  public let openCredits: [OpenCredit]
  /// What is open by days past due, as in `Aging`.
  public private(set) var buckets: [Money]

  /// When the next item that is not past due is to be paid.
  public private(set) var nextDue: Day?

  /// What is open and was due before the last day.
  public var pastDue: Money { buckets.dropFirst().reduce(.zero, +) }
  /// What is open, of any age.
  public var openTotal: Money { buckets.reduce(.zero, +) }
  /// The closing balance by what happened.
  public var byActivity: Money { opening + charges - payments - credits + reversals }
  /// What to pay: all that is owed, unapplied credit taken off.
  public var toPay: Money { max(closing, .zero) }
  /// What of it is past due, unapplied credit taken off.
  public var toPayNow: Money { max(pastDue - unapplied, .zero) }

  /// Whether it ties in both ways.
  public var isProved: Bool { closing == byActivity && closing == openTotal - unapplied }

  /// The statement of an account from one day to another, both included.
  public init(
    _ book: borrowing Book, _ account: UInt32, from: Day, asOf: Day,
    in buckets: AgingBuckets = .standard
  ) {
    self.from = from
    self.asOf = asOf
    open = book.openItems(of: account, asOf: asOf)
    openCredits = book.openCredits(of: account, asOf: asOf)
    self.buckets = [Money](repeating: .zero, count: buckets.count)
    for credit in openCredits { unapplied += credit.left }
    for item in open {
      self.buckets[buckets.bucket(daysPastDue: asOf - book.itemDue[item.item])] += item.left
    }
    nextDue = open.first { book.itemDue[$0.item] >= asOf }.map { book.itemDue[$0.item] }
    addEntries(book, account)
  }

  private mutating func addEntries(_ book: borrowing Book, _ account: UInt32) {
    var entries: [(number: EntryNumber, effective: Day)] = []
    for number in book.entryNumbers(of: account) {
      let entry = book.entries[Int(number) - 1]
      if entry.effect != .zero, entry.effective <= asOf {
        entries.append((number, entry.effective))
      }
    }
    entries.sort {
      $0.effective == $1.effective ? $0.number < $1.number : $0.effective < $1.effective
    }
    for (number, effective) in entries {
      let entry = book.entries[Int(number) - 1]
      closing += entry.effect
      if effective < from {
        opening += entry.effect
        continue
      }
      switch entry.kind {
      case .payment: payments -= entry.effect
      case .credit: credits -= entry.effect
      case .reverse: reversals += entry.effect
      default: charges += entry.effect
      }
      lines.append(Line(entry: number, balance: closing))
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
