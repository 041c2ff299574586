// What limits measure of interest. A charge may turn out too high, because a rate, a hold, a
// payment or a reversal was dated back. It stays owed until POST INTEREST gives it back, or sets
// it against what has accrued since: that is when it is waived. What has accrued and is not charged
// yet is waived by the entry that is dated back.

extension Book {
  /// How much of the interest that was charged has not accrued by the last day that was charged.
  func overchargedInterest(of account: UInt32) -> Money {
    overcharged(InterestTimeline(self, account), chargedInterest(of: account))
  }

  /// The accrued interest that can still be charged through a day while nothing is given back of
  /// what was charged.
  func chargeableInterest(of account: UInt32, through day: Day) -> Money {
    let timeline = InterestTimeline(self, account)
    let charged = chargedInterest(of: account)
    return timeline.sum(through: day).rounded - charged.amount + overcharged(timeline, charged)
  }

  private func overcharged(
    _ timeline: InterestTimeline, _ charged: (amount: Money, through: Day?)
  ) -> Money {
    guard let through = charged.through else { return .zero }
    return max(.zero, charged.amount - timeline.sum(through: through).rounded)
  }
}
