/// How much of a loan has been paid, compared with its schedule.
///
/// All money that was applied to its principal and to its account's interest, and then unapplied
/// credit, pays one instalment after the other. An instalment is paid by the amount that the
/// schedule has for it. Interest that the schedule does not have - of late payments, of a higher
/// rate, where the principal comes first - belongs to the last instalment, which takes the rest. No
/// more is left of the late ones than is owed: what was written off, and what a lower rate saves,
/// is taken off the last ones.
///
/// What has accrued by the day is owed, charged or not. So nothing here depends on whether somebody
/// has charged it, and all of it together is what PAYOFF says without fees and other items.
public struct LoanStanding: Sendable {
  /// An instalment, and how much of it was paid.
  public struct Part: Sendable {
    /// The instalment as the schedule has it.
    public let instalment: LoanSchedule.Instalment
    /// How much of it was paid, or is covered by unapplied credit.
    public let paid: Money
    /// How much of it is still to be paid.
    public internal(set) var left: Money
    /// Days since it was due; 0 if nothing of it is left, or if it is not late.
    public internal(set) var daysLate = 0
  }

  /// The instalments, in the order of their days.
  public private(set) var parts: [Part] = []
  /// The open principal.
  public let principal: Money
  /// The account's open interest that was charged.
  public private(set) var interest = Money.zero
  /// The account's interest that has accrued and was not charged; below zero if too much was.
  public let accrued: Money
  /// The account's unapplied credit.
  public let unapplied: Money

  /// What is owed of principal and interest; below zero if there is more unapplied credit.
  public var owed: Money { principal + interest + accrued - unapplied }
  /// Whether neither principal nor interest is open, charged or not.
  public var isOver: Bool { principal == .zero && interest == .zero && accrued <= .zero }
  /// The oldest instalment that is late; nil if none is.
  public var oldestLate: Part? { parts.first { $0.daysLate > 0 } }
  /// How many instalments are late.
  public var behind: Int { parts.count { $0.daysLate > 0 } }
  /// How much is left of the late instalments.
  public var pastDue: Money { parts.reduce(.zero) { $1.daysLate > 0 ? $0 + $1.left : $0 } }

  /// - Parameter day: the day at whose end the loan is looked at.
  /// - Parameter today: the day from which lateness is counted, and through which interest has
  ///   accrued if it is the earlier one.
  /// - Parameter unapplied: the unapplied credit by which less is owed.
  /// - Parameter paying: the part of it that pays instalments.
  init(
    _ book: borrowing Book, loan: UInt32, asOf day: Day, today: Day, unapplied: Money,
    paying: Money
  ) {
    let item = book.loans[loan].item
    let account = book.itemAccount[item]
    self.unapplied = unapplied
    principal = book.remaining(ofItem: item, asOf: day)
    accrued = book.unchargedInterest(of: account, through: min(day, today), asOf: day)
    var money = book.paid(toItem: item, asOf: day) + paying
    book.forEachItem(of: account) { other in
      let row = book.items[other]
      if row.kind != .interest { return }
      interest += book.remaining(ofItem: other, asOf: day)
      if row.date >= book.items[item].date { money += book.paid(toItem: other, asOf: day) }
    }
    for instalment in book.schedule(ofLoan: loan).instalments {
      let paid = min(max(money, .zero), instalment.amount)
      money -= paid
      parts.append(Part(instalment: instalment, paid: paid, left: instalment.amount - paid))
    }
    leaveWhatIsOwed(today)
    for place in parts.indices where parts[place].left > .zero {
      parts[place].daysLate = max(0, today - parts[place].instalment.due)
    }
  }

  /// - Parameter day: the day at whose end the loan is looked at.
  /// - Parameter today: the day from which lateness is counted, and through which interest has
  ///   accrued if it is the earlier one.
  public init(_ book: borrowing Book, loan: UInt32, asOf day: Day, today: Day) {
    let account = book.itemAccount[book.loans[loan].item]
    let unapplied = book.unapplied(of: account, asOf: day)
    self.init(
      book, loan: loan, asOf: day, today: today, unapplied: unapplied,
      paying: unapplied - book.unappliedInterest(of: account, asOf: day))
  }

  /// Takes off the instalments, the last ones first, what is more than is owed, and gives the last
  /// one what the others leave. Those that are not late yet may also have the interest that the
  /// schedule has for them.
  private mutating func leaveWhatIsOwed(_ today: Day) {
    var (rest, others) = (max(owed, .zero), Money.zero)
    for place in parts.indices {
      let instalment = parts[place].instalment
      if instalment.due >= today, rest > .zero { rest += instalment.interest }
      let left = min(parts[place].left, rest)
      parts[place].left = left
      rest -= left
      if place < parts.count - 1 { others += left }
    }
    if let last = parts.indices.last { parts[last].left = max(parts[last].left, owed - others) }
  }
}

extension CreditKind {
  /// Whether a credit of the kind pays instalments. A write-off pays nothing, and interest that was
  /// charged in error was never owed.
  var paysInstalments: Bool {
    switch self {
    case .payment, .memo, .adjustment, .transfer, .recovery: true
    case .writeOff, .interest: false
    }
  }
}

extension Book {
  /// How much of an item was covered by the end of a day by credits that pay instalments.
  fileprivate func paid(toItem item: UInt32, asOf day: Day) -> Money {
    var paid = Money.zero
    forEachApplication(toItem: item) {
      let row = applications[$0]
      if credits[row.credit].kind.paysInstalments, isInForce(row, asOf: day) { paid += row.amount }
    }
    return paid
  }
}
