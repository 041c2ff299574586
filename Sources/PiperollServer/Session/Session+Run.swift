import PiperollCommands
import PiperollLedger
import PiperollLetters
import PiperollWire

// Running one request.

extension Session {
  /// - Parameter block: the request's block.
  func run(block: RequestBlock?) {
    let start = reply.bytes.count
    // What may be meant for the list, as long as it is not known what it is.
    var isForList = list != nil
    do throws(Failure) {
      let now = engine.configuration.clock()
      var arguments = try registry.bind(
        request, line: line, hasBlock: block != nil, today: engine.today(at: now),
        authorise: authorise)
      if isForList {
        if arguments.spec.effect.isWrite {
          let context = context(now, for: arguments.spec)
          return try queue(arguments, hasBlock: block != nil, context)
        }
        try demandFitsList(arguments.spec.effect)
        isForList = false
      }
      if engine.turns.isTaken, arguments.spec.effect.needsTurn { return waitForTurn(block) }
      if let chosen = try arguments.format() { reply.format = chosen }
      if let block, arguments.spec.takesText {
        try arguments.take(text: block.rows(in: reader))
        try run(arguments, context: context(now, for: arguments.spec))
      } else if let block, arguments.spec.effect.isWrite {
        let rows = block.rows(in: reader)
        runningBytes = rows.count
        try demandRoom()
        let context = context(now, for: arguments.spec)
        try run(BulkWrite.read(arguments, block: rows), context)
        if !isWaiting { runningBytes = 0 }
      } else {
        let context = context(now, for: arguments.spec)
        try run(arguments, context: context)
      }
    } catch {
      reply.rollBack(to: start)
      runningBytes = 0
      if looksLikeHTTP() { return close("this is not HTTP; connect again, and type: HELP") }
      if isForList { list?.refuse(error) }
      failLine(error, hasBlock: block != nil)
    }
  }

  /// - Parameter spec: the command that is run: not all ask whom the user talks with.
  func context(_ now: Int64, for spec: CommandSpec? = nil) -> Context {
    var context = Context(
      now: now, today: engine.today(at: now), user: user?.name ?? "", role: user?.role ?? .viewer)
    engine.leases.follow(engine.book)
    engine.calls.follow(engine.book)
    (context.session, context.leases) = (number, engine.leases.leases)
    if spec?.asksWhoSpeaks == true { context.speaker = speaker(now) }
    return context
  }

  /// Default deny: what a command does not open to the user's role is closed.
  func authorise(_ spec: CommandSpec) throws(Failure) {
    if usersVersion != engine.usersVersion { lookAgainAtUser() }
    if user == nil, spec.role != nil, let certificateFault {
      throw Self.notLoggedIn(certificateFault)
    }
    do throws(Failure) {
      try user.demand(spec)
    } catch {
      if case .forbidden = error { engine.audit.refusedRole(actor, spec.words) }
      throw error
    }
  }

  /// Runs the request once the long write that is under way is done.
  private func waitForTurn(_ block: RequestBlock?) {
    let block = block.map { RequestBlock.kept($0.rows(in: reader)) }
    isWaiting = true
    if case .kept(let rows) = block { runningBytes = rows.count }
    _ = weigh()
    engine.turns.whenFree {
      if self.isClosing { return }
      self.isWaiting = false
      self.runningBytes = 0
      self.run(block: block)
      self.process()
      self.onOutput()
    }
  }

  /// Answers with what the body writes while it records, all of it or nothing.
  /// - Parameter isLong: it runs beside the loop, and what follows on this session waits.
  func attempt(
    isLong: Bool, isDry: Bool = false, _ body: @escaping @Sendable (Attempt) -> Void
  ) {
    if isLong { isWaiting = true }
    let attempt = Attempt(
      on: engine.book, isTrial: isDry, clock: engine.configuration.clock, by: actor,
      reply: ReplyWriter(for: reply.tag, reply.form))
    // Who was told 421 meanwhile was told that nothing came of it.
    let isDropped: @Sendable () -> Bool = { self.isClosing }
    engine.run(attempt, isLong: isLong, unless: isDropped, body) { failure in
      if let failure {
        self.fail(failure)
      } else {
        swap(&self.reply.bytes, &attempt.reply.bytes)
        self.endReply(after: self.engine.book.sequence)
      }
      if isLong { self.resume() }
    }
  }

  private static func notLoggedIn(_ certificateFault: String) -> Failure {
    let sentence =
      "your certificate logs nobody in: \(certificateFault); log in: AUTH name password=\"...\""
    return .fault(.auth, column: nil, key: nil, sentence: sentence)
  }

  /// A change of a user's role holds at once, also in the sessions that they have.
  func lookAgainAtUser() {
    usersVersion = engine.usersVersion
    guard let name = user?.name, !isOfMachine else { return }
    let before = actor
    user = engine.book.user(name).flatMap {
      $0.role == .none ? nil : SessionUser(name: name, role: $0.role)
    }
    if user == nil { engine.audit.logout(before, why: "shut out") }
  }

  private func run(_ arguments: consuming Arguments, context: Context) throws(Failure) {
    let effect = arguments.spec.effect
    try demandAudit(arguments.spec, context)
    switch effect {
    case .read(let read): try answer(read, arguments, context)
    case .readIfShort(let read, let isShort) where isShort(arguments, engine.book):
      try answer(read, arguments, context)
    case .readIfShort, .report, .search:
      if arguments.spec.isRated, let share, let seconds = engine.shares.takeReport(share) {
        throw .overload(afterSeconds: seconds, "too many reports in a short time; try again")
      }
      var context = context
      context.digest = NoticeWriter.sha256
      report(arguments, context)
    case .write, .proposal: try write(arguments, context)
    case .session(let act): try perform(act, arguments)
    }
  }

  private func answer(
    _ read: Effect.Read, _ arguments: borrowing Arguments, _ context: Context
  ) throws(Failure) {
    reply.shown.removeAll()
    reply.showsRestricted = false
    do throws(Failure) {
      let seen = try Effect.answer(read, arguments, engine.book, context, &reply)
      recordSight(arguments.spec, line, .data, context)
      endReply(after: seen)
    } catch {
      recordSight(arguments.spec, line, error.code, context)
      throw error
    }
  }

  /// A refusal of a write may rest on what is not yet durable, and waits for it as a success would.
  func fail(_ failure: Failure) {
    reply.write(failure.reported(by: engine.logger))
    endReply(after: engine.book.sequence)
  }

  /// The same for a line: with what to type instead, where that is known.
  func failLine(_ failure: Failure, hasBlock: Bool) {
    wasRefused = true
    let correction =
      holdsSecret
      ? nil
      : registry.correction(
        of: line, hasBlock: hasBlock, failure, in: engine.book,
        context(engine.configuration.clock()))
    reply.write(failure.reported(by: engine.logger), correction: correction)
    endReply(after: engine.book.sequence)
  }

  private func write(
    _ arguments: consuming Arguments, _ context: Context
  ) throws(Failure) {
    let spec = arguments.spec
    if spec.mayWriteMuch, engine.book.accounts.count > engine.configuration.accountsAtOnce {
      return attempt(try LongWrite(arguments), context)
    }
    switch try arguments.decide(on: engine.book, context) {
    case .fresh(let entry, let rest, isDry: false):
      tell(try engine.record(entry, then: rest, by: actor), .created, spec)
    case .pending(let entry, _): tell(try engine.record(entry, by: actor), .pending, spec)
    case .duplicate(let number, let isApproved):
      tell(number, .dup, spec, asked: isApproved ? .approved : nil)
    case .waiting(let number, _): tell(number, .pending, spec, asked: .pending)
    case .nothing(let why):
      reply.write(nothing: why, by: spec)
      endReply(after: engine.book.sequence)
    case .fresh(let entry, let rest, isDry: true): tell(triedOut: [entry] + rest, spec)
    case .tried(let entry, let needs): tell(triedOut: [entry], spec, needs)
    }
  }

  private func tell(triedOut entries: [Entry], _ spec: CommandSpec, _ needs: ApprovalNeeds = []) {
    var trial = engine.book.trial()
    let number = trial.sequence + 1
    trial.apply(entries)
    reply.write(
      .ok, trial.subject(ofRequestFrom: number), by: spec, in: trial, dry: true, needs: needs)
    endReply(after: engine.book.sequence)
  }

  func tell(
    _ number: EntryNumber, _ code: Code, _ spec: CommandSpec, asked state: ApprovalState? = nil
  ) {
    reply.write(code, number, by: spec, in: engine.book, asked: state)
    endReply(after: engine.book.continuation(of: number).upperBound)
  }
}
