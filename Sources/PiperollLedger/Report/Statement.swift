/// An account's statement: opening balance + charges - payments - credits + reversals + adjustments
/// - write-offs + refunds + transfers = closing balance = open items - unapplied credit.
public struct Statement: Sendable {
  /// An entry of the period.
  public struct Line: Sendable {
    /// The entry's number.
    public let entry: EntryNumber
    /// What it did to the balance.
    public let effect: Money
    /// The balance after it, in the order of effective dates.
    public let balance: Money
  }

  /// The first day of the period.
  public let from: Day
  /// The last day of the period, at whose end the statement stands.
  public let asOf: Day
  /// The balance before the first day.
  public private(set) var opening = Money.zero
  /// Billed in the period, invoices and charges.
  public private(set) var charges = Money.zero
  /// Money that came in, as an amount above zero.
  public private(set) var payments = Money.zero
  /// Credit memos, as an amount above zero.
  public private(set) var credits = Money.zero
  /// What reversals did to the balance: above zero for a payment, below for an invoice.
  public private(set) var reversals = Money.zero
  /// What adjustments did to the balance: above zero in the debtor's disfavour.
  public private(set) var adjustments = Money.zero
  /// Written off, as an amount above zero.
  public private(set) var writeOffs = Money.zero
  /// Credit that was paid out.
  public private(set) var refunds = Money.zero
  /// What transfers did to the balance: above zero where credit went to another account.
  public private(set) var transfers = Money.zero
  /// The balance at the end of the last day.
  public private(set) var closing = Money.zero
  /// Credit that is set against nothing at the end of the last day.
  public private(set) var unapplied = Money.zero
  /// What changed the balance in the period, by effective date.
  public private(set) var lines: [Line] = []
  /// What is open, oldest due first.
  public private(set) var open: [(item: UInt32, left: Money)] = []
  /// What is open by days past due, as in `Aging`.
  public private(set) var buckets = [Money](repeating: .zero, count: Aging.bucketCount)

  /// What is open and was due before the last day.
  public var pastDue: Money { buckets.dropFirst().reduce(.zero, +) }

  /// Whether it ties in both ways.
  public var isProved: Bool {
    closing == opening + charges - payments - credits + reversals + adjustments - writeOffs
      + refunds + transfers
      && closing == buckets.reduce(.zero, +) - unapplied
  }

  /// The statement of an account from one day to another, both included.
  public init(_ book: borrowing Book, _ account: UInt32, from: Day, asOf: Day) {
    self.from = from
    self.asOf = asOf
    addEntries(book, account)
    for credit in book.creditRows(of: account) {
      unapplied += book.unapplied(ofCredit: credit, asOf: asOf)
    }
    for item in book.itemRows(of: account) {
      let left = book.remaining(ofItem: item, asOf: asOf)
      if left == .zero { continue }
      open.append((item, left))
      buckets[Aging.bucket(daysPastDue: asOf - book.itemDue[item])] += left
    }
    open.sort { left, right in
      let (first, second) = (book.itemDue[left.item], book.itemDue[right.item])
      return first == second ? left.item < right.item : first < second
    }
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
      closing += effect
      if effective < from {
        opening += effect
        continue
      }
      add(effect, of: book.entries[Int(number) - 1].kind)
      lines.append(Line(entry: number, effect: effect, balance: closing))
    }
  }

  private mutating func add(_ effect: Money, of kind: EntryKind) {
    switch kind {
    case .payment: payments -= effect
    case .credit: credits -= effect
    case .reverse: reversals += effect
    case .adjust: adjustments += effect
    case .writeoff: writeOffs -= effect
    case .refund: refunds += effect
    case .transfer: transfers += effect
    case .invoice, .charge: charges += effect
    case .account, .contact, .apply, .unapply, .recovery, .note, .call, .user:
      preconditionFailure("a \(kind) moves no balance")
    }
  }
}

extension Day {
  /// The first day of this day's month.
  public var startOfMonth: Day {
    let (year, month, _) = civil
    return Day(year: year, month: month, day: 1) ?? self
  }
}
