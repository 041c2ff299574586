/// For which money on an account accrued interest comes before the principal: that of the days on
/// which the account's order of allocation says so, unless somebody named the principal.
struct MoneyOrder {
  /// Whether the account ever had a loan. Without one, money goes where it is applied.
  private let isLoan: Bool
  private let account: UInt32
  /// The days on which a write-off stood, which turns the usual order round.
  private var writtenOff: [Range<Day>] = []
  /// The entries that set money against the principal although charged interest was open. Somebody
  /// named the principal, so what they did stands.
  private var told: Set<EntryNumber> = []

  init(_ book: borrowing Book, _ account: UInt32) {
    isLoan = book.has(.loans, account)
    self.account = account
    if !isLoan { return }
    book.forEachCredit(of: account) {
      let row = book.credits[$0]
      if row.kind == .writeOff { writtenOff.append(row.date..<book.end(of: row)) }
    }
    findTold(book)
  }

  /// Whether money of a day covers accrued interest first.
  func isInterestFirst(on day: Day, _ book: borrowing Book) -> Bool {
    if !isLoan { return false }
    let kind = book.accounts[account].kind
    let isWrittenOff = writtenOff.contains { $0.contains(day) }
    return book.allocationOrder(of: kind, isWrittenOff: isWrittenOff, on: day) == .interestFirst
  }

  /// Whether an application to the principal is that of money which covers accrued interest first.
  /// It does so by its date, even if the interest was charged later.
  func coversInterest(
    _ row: ApplicationRow, of credit: CreditRow, _ book: borrowing Book
  ) -> Bool {
    switch credit.kind {
    case .payment, .memo, .transfer, .interest: break
    case .adjustment, .writeOff, .recovery: return false
    }
    let setter = row.corrects.map { book.applications[$0].entry } ?? row.entry
    return isInterestFirst(on: credit.date, book) && !told.contains(setter)
  }

  // MARK: Entries that were told

  /// Plays the charges of interest and what was applied to them, in the order of recording.
  private mutating func findTold(_ book: borrowing Book) {
    var open: [(entry: EntryNumber, minor: Int64)] = []
    var setters: Set<EntryNumber> = []
    book.forEachItem(of: account) { item in
      let row = book.items[item]
      let isCharge = book.isInterestCharge(row)
      if isCharge { open.append((row.entry, row.amount.minor)) }
      if isCharge, let reversal = book.reversal(of: row.entry) {
        open.append((reversal, -row.amount.minor))
      }
      if !isCharge, row.kind != .principal { return }
      book.forEachApplication(toItem: item) {
        let applied = book.applications[$0]
        if isCharge {
          open.append((applied.entry, -applied.amount.minor))
        } else if applied.corrects == nil {
          setters.insert(applied.entry)
        }
      }
    }
    open.sort { $0.entry < $1.entry }
    var (place, left) = (0, Int64(0))
    for setter in setters.sorted() {
      while place < open.count, open[place].entry <= setter {
        left += open[place].minor
        place += 1
      }
      if left > 0 { told.insert(setter) }
    }
  }
}

extension Book {
  /// Whether an item is interest that the ledger charged. `POST CHARGE kind=interest` stands by
  /// itself.
  func isInterestCharge(_ item: ItemRow) -> Bool {
    item.kind == .interest && entries[Int(item.entry) - 1].kind == .interest
  }
}
