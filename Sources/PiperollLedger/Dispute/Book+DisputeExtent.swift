extension Book {
  /// How much of what an account owes is disputed in writing at the end of a day, by what came
  /// within the validation period. What is resolved is answered (12 CFR 1006.38), unless the note
  /// of the answer was wrong. Where all was disputed that was known to be owed, all is: what is
  /// billed later makes that no part.
  /// - Parameter validationEnd: the last day of the period; nil if there is none.
  func disputeExtent(of account: UInt32, asOf day: Day, by validationEnd: Day?) -> DisputeExtent {
    guard let validationEnd, hasDisputes(account) else { return .none }
    let counting = disputes(of: account, asOf: day).filter {
      let row = disputes[$0.dispute]
      return row.via.isWritten && row.received <= validationEnd
        && ($0.outcome == nil || hasLostAnswer(row, asOf: day))
    }
    if counting.contains(where: { disputes[$0.dispute].reason == .originalCreditor }) {
      return .all
    }
    let disputed = counting.filter { $0.disputed > .zero }
    let unanswered = counting.filter { $0.outcome != nil }.flatMap(\.parts).reduce(Money.zero) {
      $0 + min($1.amount, $1.open)
    }
    if unanswered > .zero, unanswered >= open(of: account, asOf: day) { return .all }
    if disputed.isEmpty { return unanswered > .zero ? .part : .none }
    let all = Set(counting.map(\.dispute))
    if isAll(of: account, all, asOf: day) { return .all }
    let isWhole = disputed.contains {
      let row = disputes[$0.dispute]
      return view(known: row.entry).isAll(of: account, all, asOf: row.made)
    }
    return isWhole ? .all : .part
  }

  /// Whether some disputes are about all that is open of an account at the end of a day.
  private func isAll(of account: UInt32, _ some: Set<UInt32>, asOf day: Day) -> Bool {
    let disputed = disputes(of: account, asOf: day).reduce(.zero) {
      some.contains($1.dispute) ? $0 + $1.disputed : $0
    }
    return disputed >= open(of: account, asOf: day)
  }

  private func open(of account: UInt32, asOf day: Day) -> Money {
    openItems(of: account, asOf: day).reduce(.zero) { $0 + $1.left }
  }

  /// Whether the note of what answered a dispute was corrected, and no other answer has gone out.
  private func hasLostAnswer(_ row: DisputeRow, asOf day: Day) -> Bool {
    guard let answer = row.answer, !isStanding(note: answer, asOf: day) else { return false }
    var isAnswered = false
    walkNotes(of: row.account, asOf: day) { number in
      if number < answer { return false }
      if let note = noteRow(of: number), note.direction == .out,
        note.purpose == .answer || note.purpose == .validation,
        isStanding(note: number, asOf: day)
      {
        isAnswered = true
      }
      return !isAnswered
    }
    return !isAnswered
  }

  /// Whether a dispute came in writing within the validation period, by what is known at the end of
  /// a day: then collection of it ceases until it is answered (N5, 12 CFR 1006.38(d)).
  func isInPeriod(dispute: UInt32, asOf day: Day) -> Bool {
    let row = disputes[dispute]
    guard row.via.isWritten, let end = validationEnd(of: row.account, asOf: day) else {
      return false
    }
    return row.received <= end
  }

  /// Whether it did, by what was known when it was recorded.
  public func cameInPeriod(dispute: UInt32) -> Bool {
    let row = disputes[dispute]
    guard row.via.isWritten, isThirdParty(row.account, on: row.made) else { return false }
    return view(known: row.entry).isInPeriod(dispute: dispute, asOf: row.made)
  }
}
