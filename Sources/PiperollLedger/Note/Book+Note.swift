extension Book {
  mutating func apply(_ fact: Noted, _ row: inout EntryRow) {
    row.account = subject(of: fact.account, .account)
    guard let call = fact.call else { return }
    row.subject = calls.append(
      CallRow(
        digits: call.number.digits, directionWord: UInt32(call.direction.rawValue),
        resultWord: UInt32(call.result.rawValue)))
  }
}
