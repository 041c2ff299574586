import PiperollCommands
import PiperollLedger
import PiperollWire

// Who is on the line.

extension Session {
  /// CALL.
  func call(_ arguments: borrowing Arguments) throws(Failure) {
    let (now, spec) = (engine.configuration.clock(), arguments.spec)
    let name = user?.name ?? ""
    reply.shown.removeAll()
    reply.showsRestricted = false
    guard let said = try arguments.callSaid(in: engine.book, context(now)) else {
      engine.calls.end(of: name)
      recordSight(spec, line, .ok, context(now))
      Call.writeOff(to: &reply)
      return endReply()
    }
    try demandAudit(spec, context(now))
    let told = try take(said, at: now)
    if said.isByTelephone, user?.role == .phone || said.state == .ended {
      recordSight(spec, said.line, .ok, context(now))
      Call.write(said, told: told, to: &reply)
      return endReply(after: engine.book.sequence)
    }
    let context = context(now, for: spec)
    let seen = Call.write(said, told: told, in: engine.book, context, to: &reply)
    recordSight(spec, said.isByTelephone ? said.line : line, .data, context)
    endReply(after: seen)
  }

  /// Keeps what was said, and tells those who want to know.
  /// - Returns: how many sessions were told.
  private func take(_ said: CallSaid, at now: Int64) throws(Failure) -> Int {
    let entry = engine.book.sequence
    guard said.isByTelephone else {
      let call = LiveCall(said.number, by: said.to, after: entry, at: now)
      engine.calls.begin(call, of: said.to, engine.book)
      return 0
    }
    let news = try engine.calls.take(said, after: entry, engine.book, at: now)
    return news.map { engine.watchers.tell($0, to: said.to) } ?? 0
  }

  /// Tells a console that begins to watch of the calls that go on: it may have been away when they
  /// rang.
  func tellCallsGoing() {
    guard let name = user?.name, !engine.calls.isEmpty else { return }
    let now = engine.configuration.clock()
    for news in engine.calls.going(of: name, engine.book, at: now) { _ = take(news, to: name) }
    sendPushes()
  }

  /// Whom the user talks with; nil: nobody.
  func speaker(_ now: Int64) -> Speaker? {
    guard let name = user?.name, !engine.calls.isEmpty || !engine.leases.isEmpty else { return nil }
    let calls = engine.calls.calls(of: name, engine.book, at: now)
    let leased = engine.leases.talks(of: name, at: now)
    if calls.isEmpty, leased.isEmpty { return nil }
    return Speaker(
      calls.onTheLine, among: calls, leased: leased, in: engine.book,
      today: engine.today(at: now))
  }

  /// What `.` stands for as a number and as a contact: the caller's, if it is of somebody of the
  /// account that is worked; nil: what LOOKUP NEXT offered.
  func callerWorked() -> (number: String, contact: String)? {
    guard let worked else { return nil }
    let context = context(engine.configuration.clock())
    for case let number? in callsKnown(context.now).map(\.number) {
      if let contact = Call.contact(with: number, of: worked.account, in: engine.book, context) {
        return (number.text, "\(contact)")
      }
    }
    return nil
  }

  /// Has `.` stand for the caller's account. A call changes nothing of what the session has
  /// leased, and one that rings nothing of what was worked before: nobody who types `.` is to
  /// write on another account than they think of.
  func workCaller() {
    let context = context(engine.configuration.clock())
    let calls = callsKnown(context.now)
    if calls.isEmpty || holdsLease { return }
    for call in calls where call.state != .ringing || worked == nil {
      guard let number = call.number,
        let account = Call.onlyAccount(of: number, in: engine.book, context)
      else { continue }
      if account != worked?.account {
        worked = WorkedAccount(account: account, number: number.text, contact: "")
      }
      return
    }
  }

  private func callsKnown(_ now: Int64) -> [LiveCall] {
    guard let name = user?.name, !engine.calls.isEmpty else { return [] }
    return engine.calls.calls(of: name, engine.book, at: now)
  }

  /// Whether the session has an account that LOOKUP NEXT leased to it. What was noted since may
  /// have ended that.
  private var holdsLease: Bool {
    let now = engine.configuration.clock()
    engine.leases.follow(engine.book)
    return engine.leases.holds(session: number, at: now)
  }
}
