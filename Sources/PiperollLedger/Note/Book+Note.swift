extension Book {
  /// Decides to record a call on accounts: each gets an entry of its own, and it counts on each.
  /// What it says of the number is noted on the contacts who have it.
  /// - Parameter accounts: the accounts that it was about, by their rows; `call.contact` is a
  ///   contact of the first.
  /// - Parameter viewer: who notes it: contacts that are not there for them stay as they are.
  /// - Parameter stop: what the other side does not want any more; nil for nothing.
  /// - Parameter now: when it is noted, in milliseconds of UTC since 1970; nil: no rule of contact
  ///   is asked.
  public func decideCall(
    _ call: Noted.Call, on accounts: [UInt32], effective: Day, for viewer: Viewer,
    stop: PreferenceTold? = nil, then: NextSteps = NextSteps(), asking now: Int64? = nil
  ) throws(Refusal) -> [Fact] {
    let marks = decideMarks(of: call, on: accounts, asOf: effective, for: viewer)
    var undone = try call.corrects.map { (corrected) throws(Refusal) in
      try undoing(corrected, of: accounts[0], but: marks.said, on: effective)
    }
    let others = call.corrects.map { self.others(ofCall: $0) } ?? []
    if let contact = call.contact { try demandContact(contact, of: accounts[0], on: effective) }
    if call.marks.contains(.limited), call.result != .voicemail { throw .limitedWithoutMessage }
    var calls: [Fact] = []
    var rest = call
    for account in accounts {
      if account != accounts[0] {
        rest.corrects = others.first { entries[Int($0) - 1].account == account }
      }
      if let now, call.direction == .out {
        let at = call.at ?? time(ofNoteOn: effective, recorded: now)
        rest.verdict =
          if let corrected = rest.corrects {
            try self.corrected(corrected, of: account, on: effective)
              .verdict(on: rest, of: account, asOf: effective, at: at)
          } else {
            verdict(on: rest, of: account, asOf: effective, at: at)
          }
      }
      calls.append(.noted(Noted(account: self.accounts[account].opened, call: rest)))
    }
    for other in others {
      let isTold = accounts.contains(entries[Int(other) - 1].account)
      undone? += try takingBack(other, isTold: isTold, on: effective)
    }
    if let stop { calls.append(try decidePreference(stop, on: effective)) }
    return try calls + marks.facts + (undone ?? [])
      + decide(then, on: accounts, correcting: call.corrects, effective: effective)
  }

  /// Demands that a contact has a role on an account on a day.
  func demandContact(
    _ number: EntryNumber, of account: UInt32, on day: Day
  ) throws(Refusal) {
    let contact = try contact(number)
    if entries[Int(number) - 1].effective > day { throw .contactNotThere(number, on: day) }
    if role(of: contact, on: account, asOf: day) == nil {
      throw .contactNotOfAccount(text(accounts[account].id), on: day)
    }
  }

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
        directionByte: call.direction.rawValue, resultByte: call.result.rawValue,
        marksWord: call.marks.rawValue,
        contactWord: call.contact.map { entries[Int($0) - 1].subject + 1 } ?? 0,
        minutesWord: UInt32(call.minutes), correctsWord: UInt32(call.corrects ?? 0),
        verdictByte: call.verdict?.byte ?? 0, purposeByte: NoteRow.byte(of: call.purpose)))
    keep(time: call.at, ofNote: number)
    if let corrected = call.corrects { correct(corrected, by: number) }
  }

  /// What the request of a call recorded: the call on so many accounts, and promises.
  public func made(
    withCall number: EntryNumber
  ) -> (accounts: Int, promises: [EntryNumber]) {
    var made = (accounts: 1, promises: [EntryNumber]())
    // A call that is itself a continuation is told by the first of its request.
    if entries[Int(number) - 1].isContinuation { return made }
    for other in continuation(of: number).dropFirst() {
      let kind = entries[Int(other) - 1].kind
      if kind == .call { made.accounts += 1 }
      if kind == .promise { made.promises.append(other) }
    }
    return made
  }

  /// The newest notes and calls of an account at the end of a day, newest first; at most `max`.
  /// - Parameter viewer: who looks: those that are not there for them are left out.
  public func lastNotes(
    of account: UInt32, asOf last: Day, max: Int, for viewer: Viewer
  ) -> [EntryNumber] {
    var numbers: [EntryNumber] = []
    if accounts[account].lastNote != 0 { numbers.reserveCapacity(max) }
    walkNotes(of: account, asOf: last) {
      if isHidden(entry: $0, from: viewer) { return true }
      numbers.append($0)
      return numbers.count < max
    }
    return numbers
  }
}
