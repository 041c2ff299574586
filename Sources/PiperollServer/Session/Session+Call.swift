import PiperollCommands
import PiperollLedger
import PiperollWire

// Who is on the line.

extension Session {
  /// CALL.
  func call(_ arguments: borrowing Arguments) throws(Failure) {
    let caller = try arguments.caller(in: engine.book)
    let (now, spec) = (engine.configuration.clock(), arguments.spec)
    let name = user?.name ?? ""
    reply.shown.removeAll()
    reply.showsRestricted = false
    guard let number = caller else {
      engine.calls.end(of: name)
      recordSight(spec, line, .ok, context(now))
      Call.writeOff(to: &reply)
      return endReply()
    }
    try demandAudit(spec, context(now))
    engine.calls.begin(
      LiveCall(number, by: name, after: engine.book.sequence, at: now), of: name)
    let context = context(now, for: spec)
    let seen = Call.write(number, in: engine.book, context, to: &reply)
    recordSight(spec, line, .data, context)
    endReply(after: seen)
  }

  /// Whom the user talks with; nil: nobody.
  func speaker(_ now: Int64) -> Speaker? {
    guard let name = user?.name, !engine.calls.isEmpty || !engine.leases.isEmpty else { return nil }
    let call = engine.calls.call(of: name, engine.book, at: now)
    let leased = engine.leases.talks(of: name, at: now)
    if call == nil, leased.isEmpty { return nil }
    return Speaker(call, leased: leased, in: engine.book, today: engine.today(at: now))
  }

  /// What `.` stands for as a number and as a contact: the caller's, if it is of somebody of the
  /// account that is worked; nil: what LOOKUP NEXT offered.
  func callerWorked() -> (number: String, contact: String)? {
    let now = engine.configuration.clock()
    guard let worked, !engine.calls.isEmpty,
      let number = engine.calls.call(of: user?.name ?? "", engine.book, at: now)?.number,
      let contact = Call.contact(
        with: number, of: worked.account, in: engine.book, context(now))
    else { return nil }
    return (number.text, "\(contact)")
  }
}
