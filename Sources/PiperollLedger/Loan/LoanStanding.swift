/// How much of a loan has been paid, compared with its schedule.
///
/// All money that was applied to its principal and to its account's interest, and then unapplied
/// credit, pays one instalment after the other. Interest that a late payment caused is paid out of
/// the same money, so the shortfall moves on to the last instalment, which takes the rest. No more
/// is left of them than is owed: what was written off, and what a lower rate saves, is taken off
/// the last ones. Once nothing of the loan is owed, no instalment is due any more.
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
  /// The open interest that was charged.
  public private(set) var interest = Money.zero

  /// The oldest instalment that is late; nil if none is.
  public var oldestLate: Part? { parts.first { $0.daysLate > 0 } }
  /// How many instalments are late.
  public var behind: Int { parts.count { $0.daysLate > 0 } }
  /// How much is left of the late instalments.
  public var pastDue: Money { parts.reduce(.zero) { $1.daysLate > 0 ? $0 + $1.left : $0 } }

  /// - Parameter day: the day at whose end the loan is looked at.
  /// - Parameter unapplied: the account's unapplied credit that counts as paid.
  init(
    _ book: borrowing Book, loan: UInt32, asOf day: Day, today: Day, unapplied: Money
  ) {
    let item = book.loans[loan].item
    principal = book.remaining(ofItem: item, asOf: day)
    var money = book.paid(toItem: item, asOf: day) + unapplied
    book.forEachItem(of: book.itemAccount[item]) { other in
      let row = book.items[other]
      guard row.kind == .interest, row.date >= book.items[item].date else { return }
      interest += book.remaining(ofItem: other, asOf: day)
      money += book.paid(toItem: other, asOf: day)
    }
    for instalment in book.schedule(ofLoan: loan).instalments {
      let paid = min(max(money, .zero), instalment.amount)
      money -= paid
      parts.append(Part(instalment: instalment, paid: paid, left: instalment.amount - paid))
    }
    // Below zero where unapplied credit covers interest that was not charged yet.
    let owed = principal + interest - unapplied
    leaveNoMore(than: owed, today) {
      book.unchargedInterest(of: book.itemAccount[item], through: min(day, today))
    }
    leaveRestToLast(of: owed)
    for place in parts.indices where parts[place].left > .zero {
      parts[place].daysLate = max(0, today - parts[place].instalment.due)
    }
  }

  /// - Parameter day: the day at whose end the loan is looked at.
  /// - Parameter today: the day from which lateness is counted.
  public init(_ book: borrowing Book, loan: UInt32, asOf day: Day, today: Day) {
    let account = book.itemAccount[book.loans[loan].item]
    self.init(
      book, loan: loan, asOf: day, today: today, unapplied: book.unapplied(of: account, asOf: day))
  }

  /// Takes off the instalments, the last ones first, what is more than is owed.
  /// - Parameter owed: what is owed and was charged.
  /// - Parameter accrued: what has accrued and was not charged yet.
  private mutating func leaveNoMore(than owed: Money, _ today: Day, accrued: () -> Money) {
    let all = parts.map(\.left)
    // Mostly there is no need to ask for what has accrued.
    if cut(to: max(owed, .zero), today) == .zero { return }
    let more = max(accrued(), .zero)
    for place in parts.indices { parts[place].left = all[place] }
    _ = cut(to: max(owed + more, .zero), today)
  }

  /// Cuts what is left of the instalments to an amount. Those that are not late yet may also have
  /// the interest that the schedule has for them.
  /// - Returns: what was cut off.
  private mutating func cut(to owed: Money, _ today: Day) -> Money {
    var (rest, cut) = (owed, Money.zero)
    for place in parts.indices {
      let instalment = parts[place].instalment
      if instalment.due >= today, rest > .zero { rest += instalment.interest }
      let left = min(parts[place].left, rest)
      cut += parts[place].left - left
      parts[place].left = left
      rest -= left
    }
    return cut
  }

  private mutating func leaveRestToLast(of owed: Money) {
    guard owed > .zero, let last = parts.indices.last else { return }
    let others = parts[..<last].reduce(Money.zero) { $0 + $1.left }
    parts[last].left = max(parts[last].left, owed - others)
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
