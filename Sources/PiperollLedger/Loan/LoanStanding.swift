/// How far a loan has been paid, against its schedule.
///
/// What was ever set against its principal and its account's interest, in the order of time, pays
/// one instalment after the other: interest that a late payment brought on is paid out of the same
/// money, so it moves on to the last instalment, which takes what the others leave. Where no
/// principal is open nothing is to be paid by instalments any more.
public struct LoanStanding: Sendable {
  /// An instalment, and what of it was paid.
  public struct Part: Sendable {
    /// What is to be paid, and when.
    public let instalment: LoanSchedule.Instalment
    /// What was paid of it.
    public let paid: Money
    /// What of it is still to be paid.
    public internal(set) var left: Money
    /// Days since it was due, where something of it is left.
    public internal(set) var daysLate = 0
  }

  /// In the order of their days.
  public private(set) var parts: [Part] = []
  /// What is open of the principal.
  public let principal: Money
  /// What is open of charged interest.
  public private(set) var interest = Money.zero

  /// The oldest instalment that is late; nil if none is.
  public var oldestLate: Part? { parts.first { $0.daysLate > 0 } }
  /// How many are late.
  public var behind: Int { parts.count { $0.daysLate > 0 } }
  /// What is left of those that are late.
  public var pastDue: Money { parts.reduce(.zero) { $1.daysLate > 0 ? $0 + $1.left : $0 } }

  /// - Parameter day: the day at whose end it stands.
  /// - Parameter today: the day from which lateness counts.
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
  /// Whether it pays instalments: what is written off is not paid, and interest that was charged in
  /// error was never owed.
  var paysInstalments: Bool {
    switch self {
    case .payment, .memo, .adjustment, .transfer, .recovery: true
    case .writeOff, .interest: false
    }
  }
}

extension Book {
  /// What credits that pay instalments had covered of an item by the end of a day.
  fileprivate func paid(toItem item: UInt32, asOf day: Day) -> Money {
    var paid = Money.zero
    forEachApplication(toItem: item) {
      let row = applications[$0]
      if credits[row.credit].kind.paysInstalments, isInForce(row, asOf: day) { paid += row.amount }
    }
    return paid
  }
}
