extension Book {
  /// The row of the last payment that stands at the end of a day; nil if there is none.
  public func lastPayment(of account: UInt32, asOf day: Day) -> UInt32? {
    var last: UInt32?
    forEachCredit(of: account) { credit in
      let row = credits[credit]
      guard row.kind.isMoney, row.date <= day, day < end(of: row) else { return }
      if last.map({ credits[$0].date < row.date }) ?? true { last = credit }
    }
    return last
  }
}
