extension Book {
  mutating func apply(_ fact: Noted, _ number: EntryNumber, _ row: inout EntryRow) {
    let account = account(openedBy: fact.account)
    let previous = accounts[account].lastNote
    accounts[account].lastNote = UInt32(number)
    row.account = account
    row.subject = previous
    guard let call = fact.call else { return }
    row.subject = calls.append(
      CallRow(
        digits: call.number.digits, previousNote: previous,
        directionByte: call.direction.rawValue, resultByte: call.result.rawValue))
  }

  /// The newest notes and calls of an account at the end of a day, newest first; at most `max`.
  public func lastNotes(of account: UInt32, asOf last: Day, max: Int) -> [EntryNumber] {
    var numbers: [EntryNumber] = []
    var number = accounts[account].lastNote
    if number != 0 { numbers.reserveCapacity(max) }
    while number != 0, numbers.count < max {
      let entry = entries[Int(number) - 1]
      if number <= sequence, entry.effective <= last {
        numbers.append(EntryNumber(number))
      }
      number = entry.kind == .call ? calls[entry.subject].previousNote : entry.subject
    }
    return numbers
  }
}
