import Logging
import PiperollCommands
import PiperollLedger
import PiperollWire

// BEGIN, the writes behind it, COMMIT and ABORT. A session that ends forgets its list.

extension Session {
  func begin() {
    list = WriteList()
    reply.status(.ok)
    reply.endLine()
    endReply()
  }

  /// Takes a write into the list. What is wrong with it whatever the book says is told now: it may
  /// rest on a line before it, so that all else waits for COMMIT.
  func queue(
    _ arguments: borrowing Arguments, hasBlock: Bool, _ context: Context
  ) throws(Failure) {
    if hasBlock {
      throw notInList("a list takes lines; send the block without BEGIN, it is a list of its own")
    }
    if try arguments.isDry() {
      throw .fault(
        .syntax, column: nil, key: "dry",
        sentence: "a list takes no dry=yes; try the line before BEGIN")
    }
    do throws(Failure) {
      _ = try arguments.decide(on: engine.book, context)
    } catch {
      if error.isOfLine { throw error }
    }
    try demandRoom(forLine: line.count)
    try list?.add(line)
    reply.status(.queued)
    reply.field("n", list?.count ?? 0)
    reply.endLine()
    endReply()
  }

  /// Refuses, between BEGIN and COMMIT, what would take effect at once: another BEGIN, a login, a
  /// change of users.
  func demandFitsList(_ effect: Effect) throws(Failure) {
    guard case .session(let act) = effect else { return }
    switch act {
    case .begin: throw notInList("a list is open: COMMIT or ABORT ends it")
    case .auth, .setUser, .password:
      // They have a password, which goes as it does where they are taken.
      holdsSecret = true
      throw notInList("not between BEGIN and COMMIT")
    case .unlock, .endSession, .dun: throw notInList("not between BEGIN and COMMIT")
    case .hello, .capabilities, .help, .ping, .quit, .commit, .abort, .health, .snapshot, .users,
      .sessions, .reportAudit, .dropAudit, .watch, .next, .call:
      return
    }
  }

  private func notInList(_ sentence: String) -> Failure {
    .fault(.syntax, column: nil, key: nil, sentence: sentence)
  }

  private func takeList() throws(Failure) -> WriteList {
    guard let list = list.take() else { throw notInList("no list is open: BEGIN opens one") }
    return list
  }

  func abort() throws(Failure) {
    let dropped = try takeList()
    reply.status(.ok)
    reply.field("dropped", dropped.count)
    reply.endLine()
    endReply()
  }

  /// Runs all lines; if none is refused the entries are recorded together.
  func commit() throws(Failure) {
    let list = try takeList()
    if let refused = list.refused { return abortList(refused.n, refused.failure) }
    let now = engine.configuration.clock()
    var context = context(now)
    context.speaker = speaker(now)
    let run = ListRun(list: list, registry: registry, user: user, context: context)
    let (isLong, logger) = (list.count > engine.configuration.rowsAtOnce, engine.logger)
    attempt(isLong: isLong) { run.runAll(on: $0, logger) }
  }

  private func abortList(_ n: Int, _ failure: Failure) {
    reply.abortList(n, failure.reported(by: engine.logger))
    // A refusal may rest on what is not yet durable.
    endReply(after: engine.book.sequence)
  }
}

/// A list that COMMIT runs.
struct ListRun: Sendable {
  let list: WriteList
  let registry: Registry
  let user: SessionUser?
  let context: Context

  /// Runs all lines. The first that is refused gives the attempt up, and the answer is that line's.
  func runAll(on attempt: Attempt, _ logger: Logger) {
    var counts = BulkCounts()
    attempt.reply.beginList()
    for n in 0..<list.count {
      do throws(Failure) { try run(n + 1, on: attempt, &counts) } catch {
        attempt.giveUp()
        return attempt.reply.abortList(n + 1, error.reported(by: logger))
      }
    }
    attempt.reply.endList(counts)
  }

  private func run(_ n: Int, on attempt: Attempt, _ counts: inout BulkCounts) throws(Failure) {
    let arguments = try bind(list.line(n))
    switch try arguments.decide(on: attempt.book, context) {
    case .pending(_, let needs): throw .needsApproval(needs, approval: nil)
    case .tried(_, let needs): throw .needsApproval(needs, approval: nil)
    case .waiting(let number, let needs): throw .needsApproval(needs, approval: number)
    case .fresh(let entry, let rest, _):
      let number = attempt.add(entry, then: rest)
      counts.created += 1
      attempt.reply.listRow(n, .created, number, by: arguments.spec, in: attempt.book)
    case .duplicate(let number, let isApproved):
      counts.duplicates += 1
      attempt.reply.listRow(
        n, .dup, number, by: arguments.spec, in: attempt.book, asked: isApproved ? .approved : nil)
    case .nothing(let why):
      counts.nothing += 1
      attempt.reply.listRow(n, nothing: why)
    }
  }

  private func bind(_ line: [UInt8]) throws(Failure) -> Arguments {
    var request = Request()
    do throws(RequestFault) { try request.parse(line) } catch { throw Failure(error) }
    let arguments = try registry.bind(
      request, line: line, hasBlock: false, today: context.today
    ) { spec throws(Failure) in try user.demand(spec) }
    precondition(arguments.spec.effect.isWrite, "a list holds writes")
    return arguments
  }
}
