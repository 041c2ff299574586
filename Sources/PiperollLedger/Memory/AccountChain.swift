// Chains of rows that only some accounts have, such as their holds. The account's row has one bit
// for each chain. The table of heads says where a chain begins, and an index finds its row there.
// An account without the chain costs one look at its row and no memory.

/// A chain of an account's rows, from the newest to the oldest. The raw value is the position of
/// the chain's bit in the account's row. It is stored in snapshots, so it never changes its
/// meaning.
enum AccountChain: UInt8, CaseIterable, Sendable {
  case holds = 0
  case limits = 1
  case services = 2
  case drafts = 3
  case rates = 4
  case loans = 5
  case interestCharges = 6
  case lateFees = 7
  case amendments = 10
  case promises = 11
  case persons = 12
  case links = 13
  case preferences = 14
  case emails = 15
  case plans = 16
  case settled = 17
  case disputes = 18
  case reages = 19
  case notices = 20
  case tasks = 23

  /// How many chains `AccountRow.chainBits` has room for. A spare word beside it has room for 32
  /// more.
  static var countMax: UInt8 { 32 }

  /// The bits of all chains.
  static var allBits: UInt32 { allCases.reduce(0) { $0 | $1.bit } }

  /// The section of the chain's table.
  var section: Section {
    switch self {
    case .holds: HoldTable.section
    case .limits: LimitTable.section
    case .services: ServiceTable.section
    case .drafts: DraftTable.section
    case .rates: RateTable.section
    case .loans: LoanTable.section
    case .interestCharges: InterestTable.section
    case .lateFees: LateFeeTable.section
    case .amendments: AmendmentTable.section
    case .promises: PromiseTable.section
    case .persons: PersonTable.section
    case .links: LinkTable.section
    case .preferences: PreferenceTable.section
    case .emails: EmailTable.section
    case .plans: PlanTable.section
    case .settled: SettledTable.section
    case .disputes: DisputeTable.section
    case .reages: ReageTable.section
    case .notices: NoticeTable.section
    case .tasks: TaskTable.section
    }
  }

  /// Its bit in an account's row.
  var bit: UInt32 { 1 << UInt32(rawValue) }
}

/// A row of a table that has such a chain.
protocol ChainedRow: BitwiseCopyable, Sendable {
  static var chain: AccountChain { get }
  /// The next older row of the same account; `none` for its first row.
  var previousOfAccount: UInt32 { get }
}

/// Where a chain of an account begins: its newest row.
struct HeadRow: BitwiseCopyable, Sendable {
  /// The account's row.
  var account: UInt32
  /// The raw value of the `AccountChain`.
  var chainWord: UInt32
  /// The newest row of the chain, in the chain's own table.
  var newest: UInt32

  var chain: AccountChain? { AccountChain(rawValue: UInt8(truncatingIfNeeded: chainWord)) }
  /// What the index of heads finds it by.
  var key: UInt64 { Self.key(chainWord, of: account) }
  static func key(_ chainWord: UInt32, of account: UInt32) -> UInt64 {
    UInt64(chainWord) << 32 | UInt64(account)
  }
}

extension Book {
  /// Whether an account ever had a row of a chain.
  @inline(__always)
  func has(_ chain: AccountChain, _ account: UInt32) -> Bool {
    accounts[account].chainBits & chain.bit != 0
  }

  /// The newest row of an account's chain; `none` where the account has none.
  @inline(__always)
  func newest(_ chain: AccountChain, of account: UInt32) -> UInt32 {
    guard has(chain, account), let head = findHead(of: chain, account) else { return none }
    return heads[head].newest
  }

  private func findHead(of chain: AccountChain, _ account: UInt32) -> UInt32? {
    guard has(chain, account) else { return nil }
    let word = UInt32(chain.rawValue)
    return headIndex.find(hashKey.hash(HeadRow.key(word, of: account))) {
      let head = heads[$0]
      return head.account == account && head.chainWord == word
    }
  }

  /// Makes a row that is about to be added the newest of an account's chain.
  /// - Returns: the row that was the newest until then; the new row must name it as the one before.
  ///   `none` if the new row is the first.
  mutating func beginChain(_ chain: AccountChain, of account: UInt32, with row: Int) -> UInt32 {
    if let head = findHead(of: chain, account) {
      let previous = heads[head].newest
      heads[head].newest = UInt32(row)
      return previous
    }
    let head = heads.append(
      HeadRow(account: account, chainWord: UInt32(chain.rawValue), newest: UInt32(row)))
    headIndex.insert(hashKey.hash(heads[head].key), row: head)
    accounts[account].chainBits |= chain.bit
    return none
  }

  /// Walks an account's chain from the newest row to the oldest, for as long as the body returns
  /// true. A view of the past skips the later rows.
  @inline(__always)
  func walk<Row: ChainedRow>(
    _ rows: Column<Row>, of account: UInt32, _ body: (UInt32) -> Bool
  ) {
    walk(rows, from: newest(Row.chain, of: account), body)
  }

  /// Walks a chain from a known newest row.
  @inline(__always)
  func walk<Row: ChainedRow>(
    _ rows: Column<Row>, from newest: UInt32, _ body: (UInt32) -> Bool
  ) {
    var row = newest
    while row != none {
      if row < rows.count, !body(row) { return }
      row = rows[row].previousOfAccount
    }
  }

  /// Calls the body with all rows of an account's chain, newest first.
  @inline(__always)
  func forEach<Row: ChainedRow>(
    _ rows: Column<Row>, of account: UInt32, _ body: (UInt32) -> Void
  ) {
    walk(rows, of: account) {
      body($0)
      return true
    }
  }
}
