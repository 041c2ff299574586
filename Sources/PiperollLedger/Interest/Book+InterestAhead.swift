// Interest that is charged ahead of a credit, in the same request. Money on a loan goes first to
// the interest that has accrued by its day, so that is charged before the money is applied.

/// The item of interest that is charged ahead of a credit. It is not in the book yet.
struct InterestAhead {
  /// The entry that will make it.
  var entry: EntryNumber
  var amount: Money
  var due: Day
}

extension Book {
  /// Decides to charge what has accrued by a day on an account with a loan, ahead of a payment or
  /// credit memo of that day.
  /// - Returns: nil if there is nothing to charge, or if the principal comes first. Through a day
  ///   before the last charge's there is nothing: the next charge makes up for what the money
  ///   changes.
  public func decideInterestAhead(account: UInt32, on day: Day) -> Fact? {
    guard has(.loans, account), loan(of: account, asOf: day) != nil,
      allocationOrder(of: account, on: day) != .principalFirst
    else { return nil }
    let due = terms(of: account, on: day).due(from: day)
    // What cannot be charged keeps nobody from paying.
    let fact = try? decideInterest(account: account, through: day, due: due, date: day)
    return fact.flatMap { interestAhead(by: $0) == nil ? nil : $0 }
  }

  /// The charge of interest behind which a credit was decided; nil for most facts.
  func interestAhead(of fact: Fact, on day: Day) -> Fact? {
    guard case .creditTaken(let credit) = fact,
      credit.applications.contains(where: { $0.invoice > sequence })
    else { return nil }
    return decideInterestAhead(account: account(openedBy: credit.account), on: day)
  }

  /// The item that a charge of interest makes if it is the next entry; nil if it gives back.
  func interestAhead(by fact: Fact) -> InterestAhead? {
    guard let charge = fact.body(as: InterestCharged.self),
      case .item(_, let due) = charge.document
    else { return nil }
    return InterestAhead(entry: sequence + 1, amount: charge.amount, due: due)
  }

  /// The entry that a request is about, by the first entry that it recorded: the credit, if
  /// interest was charged ahead of it.
  public func subject(ofRequestFrom number: EntryNumber) -> EntryNumber {
    interest(aheadOf: number + 1) == nil ? number : number + 1
  }

  /// The charge of interest that the same request recorded ahead of an entry; nil for most entries.
  @inline(__always)
  func interest(aheadOf number: EntryNumber) -> EntryNumber? {
    // Few entries continue a request.
    guard number <= sequence, entries[Int(number) - 1].isContinuation else { return nil }
    return interest(continuedBy: number)
  }

  private func interest(continuedBy number: EntryNumber) -> EntryNumber? {
    let kind = entries[Int(number) - 1].kind
    guard kind == .payment || kind == .credit, entries[Int(number) - 2].kind == .interest else {
      return nil
    }
    return number - 1
  }
}
