/// The general ledger of a currency: what went through each account in a period, from the lines of
/// the entries, and what it must tie to.
public struct TrialBalance: Sendable {
  /// What went through an account.
  public struct Row: BitwiseCopyable, Equatable, Sendable {
    /// Debits less credits before the first day.
    public internal(set) var opening = Money.zero
    /// What it was debited in the period.
    public internal(set) var debit = Turnover.zero
    /// What it was credited in the period.
    public internal(set) var credit = Turnover.zero
    /// Debits less credits at the end of the last day.
    public var balance: Money {
      opening + Money(minor: Int64(debit.minor - credit.minor))
    }

    /// Of an account that nothing went through.
    public init() {}

    /// Takes in what was there before the first day: debits less credits.
    public mutating func open(with amount: Money) { opening += amount }

    /// Takes in a debit, or below zero a credit.
    public mutating func add(_ amount: Money) {
      if amount < .zero { credit.add(-amount) } else { debit.add(amount) }
    }
  }

  /// Of all its amounts.
  public let currency: Currency
  private var rows = InlineArray<14, Row>(repeating: Row())
  /// The same balances from the documents, and the control total from the entries' effects.
  public let documents: Trial

  init(_ documents: Trial) {
    currency = documents.currency
    self.documents = documents
  }

  /// What went through an account.
  public internal(set) subscript(account: LedgerAccount) -> Row {
    get { rows[Int(account.rawValue)] }
    set { rows[Int(account.rawValue)] = newValue }
  }

  /// The lines of the period, each of which is a debit and a credit.
  public private(set) var debits = Turnover.zero
  /// The sum of what the accounts were credited.
  public var credits: Turnover {
    LedgerAccount.allCases.reduce(into: .zero) { $0.minor += self[$1].credit.minor }
  }
  /// The control account by its lines.
  public var control: Money { self[.receivables].balance + self[.unapplied].balance }
  /// What the lines of the accounts that it is not about did to the control account.
  public private(set) var others = Money.zero
  /// Debits equal credits, each account is what the documents say, and the control account is what
  /// is open less what is unapplied and the sum of all balances; so it is for the others.
  public var isProved: Bool {
    debits == credits && documents.isProved && control == documents.outstanding
      && others == documents.others
      && LedgerAccount.allCases.allSatisfy { self[$0].balance == documents[$0] }
  }
}

extension Book {
  /// The general ledger of every currency that has entries.
  /// - Parameter selection: the accounts whose lines are added up; nil: all.
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
