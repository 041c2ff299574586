/// How much of a loan has been paid, compared with its schedule.
///
/// All money that was applied to its principal and to its account's interest, in the order of time,
/// pays one instalment after the other. Interest that a late payment caused is paid out of the same
/// money, so the shortfall moves on to the last instalment, which takes the rest. Once no principal
/// is open, no instalment is due any more.
public struct LoanStanding: Sendable {
  /// An instalment, and how much of it was paid.
  public struct Part: Sendable {
    /// The instalment as the schedule has it.
    public let instalment: LoanSchedule.Instalment
    /// How much of it was paid.
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
  /// - Parameter today: the day from which lateness is counted.
  public init(_ book: borrowing Book, loan: UInt32, asOf day: Day, today: Day) {
    let item = book.loans[loan].item
    principal = book.remaining(ofItem: item, asOf: day)
    var money = book.paid(toItem: item, asOf: day)
    book.forEachItem(of: book.itemAccount[item]) { other in
      let row = book.items[other]
      guard row.kind == .interest, row.date >= book.items[item].date else { return }
      interest += book.remaining(ofItem: other, asOf: day)
      money += book.paid(toItem: other, asOf: day)
    }
    for instalment in book.schedule(ofLoan: loan).instalments {
      let paid = min(max(money, .zero), instalment.amount)
      money -= paid
      let left = principal == .zero ? .zero : instalment.amount - paid
      parts.append(Part(instalment: instalment, paid: paid, left: left))
    }
    leaveRestToLast()
    for place in parts.indices where parts[place].left > .zero {
      parts[place].daysLate = max(0, today - parts[place].instalment.due)
    }
  }

  private mutating func leaveRestToLast() {
    guard principal > .zero, let last = parts.indices.last else { return }
    let others = parts[..<last].reduce(Money.zero) { $0 + $1.left }
    parts[last].left = max(parts[last].left, principal + interest - others)
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
