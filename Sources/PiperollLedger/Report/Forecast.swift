/// When what is open will be paid, if every account goes on paying as it did: each item on its due
/// date and the account's usual delay, tomorrow at the earliest.
public struct Forecast: Sendable {
  /// The payments that tell how late an account pays: those of a year.
  public static let habitDays = 365
  /// A delay beyond which nobody counts on a habit.
  public static let delayMax = 180

  /// A week or a month, and what of a currency falls into it.
  public struct Period: Sendable {
    public let currency: Currency
    /// nil of what was due before the first.
    public let from: Day?
    /// nil of what comes after the last.
    public let to: Day?
    /// By due dates.
    public internal(set) var due = Money.zero
    /// By due dates and delays.
    public internal(set) var expected = Money.zero
  }

  /// For each currency in turn: what is past due, the periods, what is later.
  public private(set) var periods: [Period] = []
  /// What is expected in sum, against the ledger's account.
  public private(set) var proofs: [Proof]

  /// - Parameter starts: the periods' first days, rising, the first of them the day after `day`;
  ///   the last is that of what is later. None: no day is after it.
  /// - Parameter selection: the accounts that the report is about; nil: all.
  public init(_ book: borrowing Book, asOf day: Day, starts: [Day], of selection: Selection?) {
    proofs = book.proofs(book.debits(of: .receivables, to: day))
    let delays = Delays(book, asOf: day)
    var firstOfCurrency: [Currency: Int] = [:]
    for proof in proofs {
      firstOfCurrency[proof.currency] = periods.count
      periods.append(Period(currency: proof.currency, from: nil, to: day))
      for (place, start) in starts.enumerated() {
        let next = place + 1 < starts.count ? starts[place + 1].advanced(days: -1) : nil
        periods.append(Period(currency: proof.currency, from: start, to: next))
      }
    }
    let left = book.remainingAtEnd(of: day)
    for item in 0..<book.items.count where left[item] != .zero {
      let account = book.itemAccount[item]
      let currency = book.accounts[account].currency
      let isShown = selection?[account] ?? true
      proofs.add(left[item], currency, isShown: isShown)
      guard isShown, let first = firstOfCurrency[currency] else { continue }
      let due = book.itemDue[item]
      let late = due.advanced(days: delays[account, currency])
      let expected = max(late, starts.first ?? late)
      periods[first + Self.place(of: due, starts)].due += left[item]
      periods[first + Self.place(of: expected, starts)].expected += left[item]
    }
  }

  /// 0 for what is before the first.
  private static func place(of day: Day, _ starts: [Day]) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// How many days after the due date accounts pay, by their payments of a year: each weighs as much
/// as what it paid.
struct Delays: Sendable {
  /// Of each account; `unknown` where it has paid nothing.
  private var days: [Int16]
  /// Of all accounts of a currency together.
  private var daysOfCurrency = [Int16](repeating: 0, count: Int(UInt8.max) + 1)

  private static let unknown = Int16.min

  init(_ book: borrowing Book, asOf day: Day) {
    var late = [Int128](repeating: 0, count: book.accounts.count)
    var paid = late
    // An undoing is the same payment on the same item once more, below zero: both come to nothing.
    for page in 0..<book.applications.pageCount {
      for row in book.applications.page(page) where row.effective <= day {
        let (item, credit) = (book.items[row.item], book.credits[row.credit])
        guard credit.kind == .payment, item.kind.isUnappliable,
          day - credit.date < Forecast.habitDays, day < book.end(of: item),
          day < book.end(of: credit)
        else { continue }
        let account = Int(credit.account)
        late[account] += Int128(row.amount.minor) * Int128(credit.date - book.itemDue[row.item])
        paid[account] += Int128(row.amount.minor)
      }
    }
    days = zip(late, paid).map { Self.mean($0, $1) }
    var (lateOf, paidOf) = ([Int128](repeating: 0, count: 256), [Int128](repeating: 0, count: 256))
    for account in 0..<book.accounts.count {
      let currency = Int(book.accounts[account].currencyByte)
      lateOf[currency] += late[account]
      paidOf[currency] += paid[account]
    }
    for currency in daysOfCurrency.indices {
      daysOfCurrency[currency] = max(Self.mean(lateOf[currency], paidOf[currency]), 0)
    }
  }

  /// Whole days, never before the due date.
  private static func mean(_ late: Int128, _ paid: Int128) -> Int16 {
    guard paid > 0 else { return unknown }
    return Int16(max(0, min(late / paid, Int128(Forecast.delayMax))))
  }

  subscript(account: UInt32, currency: Currency) -> Int {
    let own = days[Int(account)]
    return Int(own == Self.unknown ? daysOfCurrency[Int(currency.index)] : own)
  }
}
