/// An estimate of when open items will be paid, if every account goes on to pay as it did. What
/// unapplied credit covers is not expected any more. Each item is expected on its due date plus the
/// account's usual delay, and at the earliest tomorrow.
public struct Forecast: Sendable {
  /// How many days of payments are used to find out how late an account pays: those of a year.
  public static let habitDays = 365
  /// The longest delay that is used, in days. A longer one is no habit to count on.
  public static let delayMax = 180

  /// A week or a month, and the amounts of one currency that fall into it.
  public struct Period: Sendable {
    public let currency: Currency
    /// The first day; nil for the amounts that were due before the first period.
    public let from: Day?
    /// The last day; nil for the amounts after the last period.
    public let to: Day?
    /// The amounts that are due in the period.
    public internal(set) var due = Money.zero
    /// The amounts that are expected in the period: due date plus delay.
    public internal(set) var expected = Money.zero
  }

  /// The periods of each currency in turn. The first is for what is past due, the last for what
  /// comes later.
  public private(set) var periods: [Period] = []
  /// The proof that all expected amounts add up to the ledger's receivables less unapplied credit.
  /// Credit that covers nothing is with the others.
  public private(set) var proofs: [Proof]

  /// - Parameter starts: the first days of the periods, rising. The first one is the day after
  ///   `day`, the last one begins what comes later. Empty if no day follows `day`.
  /// - Parameter selection: the accounts that the report is about; nil: all.
  public init(_ book: borrowing Book, asOf day: Day, starts: [Day], of selection: Selection?) {
    proofs = book.proofs(book.owedByLines(to: day))
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
    let net = NetRemaining(book, asOf: day)
    for spare in net.spare {
      proofs.add(-spare.amount, book.accounts[spare.account].currency, isShown: false)
    }
    let left = net.items
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

  /// The place of the period that a day falls into; 0 for days before the first period.
  private static func place(of day: Day, _ starts: [Day]) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= day { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// How many days after the due date accounts pay, by their payments of a year. The mean is weighted
/// by amount.
struct Delays: Sendable {
  /// The delay of each account, in days; `unknown` if it has paid nothing.
  private var days: [Int16]
  /// The delay of all accounts in a currency together, by the currency's index.
  private var daysOfCurrency = [Int16](repeating: 0, count: Int(UInt8.max) + 1)

  private static let unknown = Int16.min

  init(_ book: borrowing Book, asOf day: Day) {
    var late = [Int128](repeating: 0, count: book.accounts.count)
    var paid = late
    // A correction repeats its application below zero, so the two cancel each other out.
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

  /// The mean delay in whole days; 0 if payments come early.
  private static func mean(_ late: Int128, _ paid: Int128) -> Int16 {
    guard paid > 0 else { return unknown }
    return Int16(max(0, min(late / paid, Int128(Forecast.delayMax))))
  }

  subscript(account: UInt32, currency: Currency) -> Int {
    let own = days[Int(account)]
    return Int(own == Self.unknown ? daysOfCurrency[Int(currency.index)] : own)
  }
}
