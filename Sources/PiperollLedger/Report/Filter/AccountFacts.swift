/// Facts about accounts that are not in their rows: balances at the end of a past day, and sums
/// over an account's documents. Only those that a filter needs are computed, each in one pass.
struct AccountFacts: ~Copyable {
  /// The day at whose end the accounts are looked at.
  let day: Day
  /// The balance of each account; empty for the book as it stands, because the rows have it.
  private var balances: [Money] = []
  private var unapplied: [Money] = []
  /// The open amounts that were due before the day, by account, less unapplied credit. This array
  /// and those below are empty if the filter does not need them.
  private(set) var pastDue: [Money] = []
  /// The earliest due date of an account's open items that unapplied credit does not cover; `noDue`
  /// if there are none.
  private(set) var oldestDue: [Day] = []
  /// The date of the last payment or recovery; `noPayment` if there is none.
  private(set) var lastPayment: [Day] = []

  /// The kinds of the holds that are in force on the account or its items, one bit each.
  private(set) var holds: [Int64] = []

  /// What is disputed of the account's open items.
  private(set) var disputed: [Money] = []

  /// For whom the law takes the desk: `CollectionRole`.
  private(set) var roles: [UInt8] = []
  /// What there is to do at the end of the day.
  private(set) var work: [Work] = []

  struct Work {
    var queue: DeskQueue?
    var stage: WorkStage
    var score: UInt16
  }

  /// The credit limits; -1 if there is none. Empty if the limits in the rows apply.
  private var limits: [Money] = []

  static let noDue = Day(number: Int32.max)
  static let noPayment = Day(number: Int32.min)

  /// - Parameter day: today, or a past day.
  init(_ book: borrowing Book, _ fields: FilterField.Set, asOf day: Day) {
    self.day = day
    let count = book.accounts.count
    let isPast = !book.stands(at: day)
    let ages = [FilterField.pastDue, .daysPastDue, .oldestDue].contains { fields.contains($0) }
    let sums = [FilterField.balance, .unapplied, .open].contains { fields.contains($0) }
    if ages {
      pastDue = [Money](repeating: .zero, count: count)
      oldestDue = [Day](repeating: Self.noDue, count: count)
    }
    if isPast, sums {
      balances = [Money](repeating: .zero, count: count)
      unapplied = balances
    }
    if isPast, ages || sums {
      let left = book.remainingOfItems(asOf: day)
      addItems(of: book, ages: ages, sums: sums) { left[$0] }
    } else if ages {
      addItems(of: book, ages: true, sums: false) { book.itemRemaining[$0] }
    }
    if isPast, sums { addCredits(of: book) }
    if ages { takeOffUnapplied(book) }
    if fields.contains(.lastPayment) {
      lastPayment = [Day](repeating: Self.noPayment, count: count)
      addPayments(of: book)
    }
    if isPast, fields.contains(.creditLimit) {
      limits = (0..<UInt32(count)).map { book.limitOrNone(of: $0, asOf: day) }
    }
    if fields.contains(.hold) {
      holds = [Int64](repeating: 0, count: count)
      for row in 0..<book.holds.count {
        let hold = book.knownHold(UInt32(row))
        if hold.isInForce(on: day) { holds[Int(hold.account)] |= hold.kind.bit }
      }
    }
    if fields.contains(.disputed) {
      disputed = (0..<UInt32(count)).map { account in
        if !book.hasDisputes(account) { return .zero }
        return book.disputes(of: account, asOf: day).reduce(.zero) { $0 + $1.disputed }
      }
    }
    addWork(book, fields)
  }

  private mutating func addWork(_ book: borrowing Book, _ fields: FilterField.Set) {
    let accounts = 0..<UInt32(book.accounts.count)
    if fields.contains(.role) {
      roles = accounts.map { book.collectionRole(of: $0, on: day).rawValue }
    }
    if [FilterField.queue, .stage, .score].contains(where: { fields.contains($0) }) {
      let end = book.end(ofDeskDay: day)
      work = accounts.map { account in
        let standing = book.workStanding(of: account, asOf: day, at: end)
        return Work(
          queue: standing.queue, stage: standing.stage, score: UInt16(standing.score.sum))
      }
    }
  }

  @inline(__always)
  func balance(of account: Int, _ row: UnsafePointer<AccountRow>) -> Money {
    balances.isEmpty ? row.pointee.balance : balances[account]
  }

  /// The account's credit limit; nil if there is none.
  @inline(__always)
  func creditLimit(of account: Int, _ row: UnsafePointer<AccountRow>) -> Money? {
    let limit = limits.isEmpty ? row.pointee.creditLimitOrNone : limits[account]
    return limit == .noLimit ? nil : limit
  }

  @inline(__always)
  func unapplied(of account: Int, _ row: UnsafePointer<AccountRow>) -> Money {
    unapplied.isEmpty ? row.pointee.unapplied : unapplied[account]
  }

  @inline(__always)
  private mutating func addItems(
    of book: borrowing Book, ages: Bool, sums: Bool, left: (Int) -> Money
  ) {
    for item in 0..<book.items.count {
      let left = left(item)
      if left == .zero { continue }
      let account = Int(book.itemAccount[item])
      let due = book.agedDue(of: UInt32(item), on: day)
      if ages {
        if due < day { pastDue[account] += left }
        oldestDue[account] = min(oldestDue[account], due)
      }
      if sums { balances[account] += left }
    }
  }

  private mutating func addCredits(of book: borrowing Book) {
    let left = book.unappliedOfCredits(asOf: day)
    for credit in 0..<book.credits.count where left[credit] != .zero {
      let account = Int(book.credits[credit].account)
      unapplied[account] += left[credit]
      balances[account] -= left[credit]
    }
  }

  /// Takes unapplied credit off what was due first.
  private mutating func takeOffUnapplied(_ book: borrowing Book) {
    let unapplied = book.unappliedOfAccounts(atEndOf: day)
    for account in unapplied.indices
    where unapplied[account] != .zero && oldestDue[account] != Self.noDue {
      (pastDue[account], oldestDue[account]) = (.zero, Self.noDue)
      var credit = unapplied[account]
      for open in book.openItems(of: UInt32(account), asOf: day) {
        let covered = min(credit, open.left)
        credit -= covered
        if covered == open.left { continue }
        let due = book.agedDue(of: open.item, on: day)
        if due < day { pastDue[account] += open.left - covered }
        oldestDue[account] = min(oldestDue[account], due)
      }
    }
  }

  private mutating func addPayments(of book: borrowing Book) {
    for page in 0..<book.credits.pageCount {
      for credit in book.credits.page(page)
      where credit.kind.isMoney && credit.date <= day && day < book.end(of: credit) {
        let account = Int(credit.account)
        lastPayment[account] = max(lastPayment[account], credit.date)
      }
    }
  }
}
