/// The general ledger of one currency: the debits and credits of each account in a period, from the
/// lines of the entries, and the sums that they must agree with.
public struct TrialBalance: Sendable {
  /// The debits and credits of one account.
  public struct Row: BitwiseCopyable, Equatable, Sendable {
    /// Debits less credits before the first day.
    public internal(set) var opening = Money.zero
    /// The debits of the period.
    public internal(set) var debit = Turnover.zero
    /// The credits of the period.
    public internal(set) var credit = Turnover.zero
    /// Debits less credits at the end of the last day.
    public var balance: Money {
      opening + Money(minor: Int64(debit.minor - credit.minor))
    }

    /// Makes the row of an account without debits and credits.
    public init() {}

    /// Adds to the opening balance: debits less credits before the first day.
    public mutating func open(with amount: Money) { opening += amount }

    /// Adds a debit, or a credit if the amount is below zero.
    public mutating func add(_ amount: Money) {
      if amount < .zero { credit.add(-amount) } else { debit.add(amount) }
    }
  }

  /// The currency of all its amounts.
  public let currency: Currency
  private var rows = InlineArray<14, Row>(repeating: Row())
  /// The balances as the documents give them, and the control total from the entries' effects.
  public let documents: Trial

  init(_ documents: Trial) {
    currency = documents.currency
    self.documents = documents
  }

  /// The debits and credits of an account.
  public internal(set) subscript(account: LedgerAccount) -> Row {
    get { rows[Int(account.rawValue)] }
    set { rows[Int(account.rawValue)] = newValue }
  }

  /// The sum of the period's debits.
  public private(set) var debits = Turnover.zero
  /// The sum of the period's credits.
  public var credits: Turnover {
    LedgerAccount.allCases.reduce(into: .zero) { $0.minor += self[$1].credit.minor }
  }
  /// The balance of the control account by its lines.
  public var control: Money { self[.receivables].balance + self[.unapplied].balance }
  /// How much the lines of accounts outside the selection changed the control account.
  public private(set) var others = Money.zero
  /// Whether the sums agree: debits equal credits, each account has the balance that the documents
  /// give, and the control account is open items less unapplied credit, and the sum of all
  /// balances. The control account of the other accounts must agree too.
  public var isProved: Bool {
    debits == credits && documents.isProved && control == documents.outstanding
      && others == documents.others
      && LedgerAccount.allCases.allSatisfy { self[$0].balance == documents[$0] }
  }
}

extension Book {
  /// The general ledger of every currency that has entries.
  /// - Parameter selection: the accounts whose lines to add up; nil for all.
  public func trialBalances(
    from: Day, asOf: Day, of selection: Selection? = nil
  ) -> [TrialBalance] {
    var balances = trials(asOf: asOf, of: selection).map { TrialBalance($0) }
    let places = controlOfAccount()
    func add(_ line: LedgerLine) {
      let place = Int(places[Int(line.account)])
      if selection?[line.account] ?? true {
        balances[place].add(line, from: from, asOf: asOf)
      } else if line.day <= asOf {
        balances[place].addToOthers(line)
      }
    }
    for number in 1..<(sequence + 1) {
      for line in documentLines(of: number) { add(line) }
    }
    for row in 0..<UInt32(applications.count) { add(line(ofApplication: row)) }
    return balances
  }
}

extension TrialBalance {
  fileprivate mutating func addToOthers(_ line: LedgerLine) {
    if line.debit.isPersonal { others += line.amount }
    if line.credit.isPersonal { others -= line.amount }
  }

  fileprivate mutating func add(_ line: LedgerLine, from: Day, asOf: Day) {
    if line.day > asOf { return }
    if line.day < from {
      self[line.debit].opening += line.amount
      self[line.credit].opening -= line.amount
      return
    }
    debits.add(line.amount)
    self[line.debit].debit.add(line.amount)
    self[line.credit].credit.add(line.amount)
  }
}
