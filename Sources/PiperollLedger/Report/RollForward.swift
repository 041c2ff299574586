/// How balances changed in a period, in groups of accounts, each in one currency.
public struct RollForward: Sendable {
  /// A group of accounts in one currency.
  public struct Row: BitwiseCopyable, Sendable {
    public let currency: Currency
    /// The group's number, as in `Aging.Row`.
    public let group: UInt32
    /// How the balances of the group changed.
    public internal(set) var flow = Flow()
  }

  /// The proof of the report: the columns of a currency, computed in two ways.
  public struct Proof: Sendable {
    public let currency: Currency
    /// The sum of the rows, which come from the entries.
    public internal(set) var entries = Flow()
    /// The same for accounts that the report is not about.
    public internal(set) var others = Flow()
    /// Both together, computed from the items and credits, which share no sum with the entries.
    public internal(set) var documents = Flow()
    /// The open items less unapplied credit, at the end of the last day.
    public internal(set) var outstanding = Money.zero
    /// Whether every column is the same in both ways.
    public var isProved: Bool {
      let all = entries + others
      return all == documents && all.closing == outstanding
    }
  }

  /// The groups with a balance or a change, in the order of their first accounts.
  public private(set) var rows: [Row] = []
  /// The proofs, one for each currency of the book.
  public private(set) var proofs: [Proof] = []
  /// The groups of the accounts. Each account's place is that of its row.
  private let groups: AccountGroups

  private let from: Day
  private let to: Day

  /// - Parameter to: the last day; not before `from`. Both days are included.
  /// - Parameter selection: the accounts that the report is about; nil: all.
  public init(
    _ book: borrowing Book, from: Day, to: Day, by grouping: Grouping,
    of selection: Selection? = nil
  ) {
    (self.from, self.to) = (from, to)
    groups = AccountGroups(book, by: grouping, of: selection)
    rows = groups.groups.map { Row(currency: $0.currency, group: $0.group) }
    addEntries(book)
    proofs = (0..<book.controls.count).map { Proof(currency: book.controls[$0].currency) }
    for place in proofs.indices {
      for row in rows where row.currency == proofs[place].currency {
        if row.group == Grouping.others {
          proofs[place].others += row.flow
        } else {
          proofs[place].entries += row.flow
        }
      }
    }
    addDocuments(book)
    rows.removeAll { $0.flow == Flow() || $0.group == Grouping.others }
  }

  private mutating func addEntries(_ book: borrowing Book) {
    for page in 0..<book.entries.pageCount {
      for row in book.entries.page(page) where row.effect != .zero && row.effective <= to {
        add(row.effect, of: row, on: row.account)
      }
    }
    for leg in 0..<book.legs.count {
      let row = book.entries[Int(book.legs[leg].entry) - 1]
      if row.effective <= to { add(book.legs[leg].effect, of: row, on: book.legs[leg].account) }
    }
  }

  private mutating func add(_ effect: Money, of entry: EntryRow, on account: UInt32) {
    let place = groups[account]
    if entry.effective < from {
      rows[place].flow.opening += effect
    } else {
      rows[place].flow.add(effect, of: entry.kind)
    }
  }

  private mutating func addDocuments(_ book: borrowing Book) {
    let places = book.controlOfAccount()
    for item in 0..<book.items.count {
      let row = book.items[item]
      let place = Int(places[Int(book.itemAccount[item])])
      add(row.amount, row.date, book.end(of: row), of: row.kind.entryKind, to: place)
    }
    for page in 0..<book.credits.pageCount {
      for row in book.credits.page(page) {
        let place = Int(places[Int(row.account)])
        add(-row.amount, row.date, book.end(of: row), of: row.kind.entryKind, to: place)
      }
    }
    let trials = book.trials(asOf: to)
    for place in proofs.indices { proofs[place].outstanding = trials[place].outstanding }
  }

  /// Adds a document on its date, and subtracts it again on the day of its reversal.
  private mutating func add(
    _ effect: Money, _ date: Day, _ voided: Day, of kind: EntryKind, to place: Int
  ) {
    if date < from { proofs[place].documents.opening += effect }
    if voided < from { proofs[place].documents.opening -= effect }
    if date >= from, date <= to { proofs[place].documents.add(effect, of: kind) }
    if voided >= from, voided <= to { proofs[place].documents.reversals -= effect }
  }
}

extension ItemKind {
  /// The kind of the entries that make items of this kind.
  var entryKind: EntryKind {
    switch self {
    case .invoice: .invoice
    case .fee, .late, .court, .repossession, .interest, .nsf: .charge
    case .adjustment: .adjust
    case .refund: .refund
    case .transfer: .transfer
    case .recovery: .recovery
    case .principal: .loan
    }
  }
}
