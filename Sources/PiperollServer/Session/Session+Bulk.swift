import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollWire

// Running a bulk write: a block of rows, each of them a write.

/// A bulk write under way. Unchecked `Sendable`: it has one owner at a time.
final class BulkRun: @unchecked Sendable {
  var rows: BulkWrite
  let context: Context
  var counts = BulkCounts()
  /// The last entry that the answer tells of.
  var seen: EntryNumber = 0

  init(_ rows: consuming BulkWrite, _ context: Context) {
    self.rows = rows
    self.context = context
  }
}

extension Session {
  /// Rows that are run before others get their turn: between one and two milliseconds.
  private static var rowsAtOnce: Int { 768 }
  /// Fewer are run where they take longer, as on an account with very many open items.
  private static var millisecondsAtOnce: Int64 { 3 }
  /// How often the clock is asked.
  private static var rowsBetweenClocks: Int { 8 }
  /// How long others have their turn, where these rows need not wait for the disk.
  private static var pause: TimeAmount { .milliseconds(1) }

  func run(_ rows: consuming BulkWrite, _ context: Context) {
    let (mode, isDry) = (rows.mode, rows.isDry)
    if mode == .each, !isDry {
      reply.beginBulk(mode, dry: false)
      isInBlock = true
      isWaiting = true
      return goOn(BulkRun(rows, context))
    }
    let isLong = rows.rowsMax > engine.configuration.rowsAtOnce
    let (run, logger) = (BulkRun(rows, context), engine.logger)
    attempt(isLong: isLong, isDry: isDry) { run.runAll(on: $0, mode, logger) }
  }

  /// Runs some rows, each for itself, then lets the loop serve others. What follows on this session
  /// waits.
  private func goOn(_ run: BulkRun) {
    // The session was ended (421) meanwhile, and the block with it: the other rows are not run.
    if isClosing { return }
    if engine.turns.isTaken { return engine.turns.whenFree { self.goOn(run) } }
    let begun = engine.configuration.steadyClock()
    for row in 0..<Self.rowsAtOnce {
      if row > 0, row % Self.rowsBetweenClocks == 0,
        engine.configuration.steadyClock() - begun > Self.millisecondsAtOnce
      {
        break
      }
      if row % LookAhead.namesMax == 0 {
        run.rows.lookAhead(&ahead)
        ahead.ask(engine.book)
      }
      guard run.rows.advance() else { return finish(run) }
      do throws(Failure) {
        // A role may have been taken away since the row before.
        try authorise(run.rows.spec)
        switch try run.rows.decide(on: engine.book, run.context) {
        case .fresh(let entry, let rest, _):
          let number = try engine.record(entry, then: rest, by: actor)
          tell(run, .created, number)
          run.counts.created += 1
        case .pending(let entry, _):
          tell(run, .pending, try engine.record(entry, by: actor))
          run.counts.pending += 1
        case .tried(_, let needs): throw Failure.needsApproval(needs, approval: nil)
        case .duplicate(let number, let isApproved):
          tell(run, .dup, number, asked: isApproved ? .approved : nil)
          run.counts.duplicates += 1
        case .waiting(let number, _):
          tell(run, .pending, number, asked: .pending)
          run.counts.pending += 1
        case .nothing(let why): tell(run, nothing: why)
        }
      } catch {
        run.counts.refused += 1
        reply.bulkRow(run.rows.row, error)
      }
    }
    giveWay { self.goOn(run) }
  }

  /// Lets others have their turn, then goes on. The loop looks at its sockets only when nothing is
  /// due. What goes on at once would let nobody in; what waits for the disk, which works on another
  /// thread, does.
  func giveWay(_ then: @escaping () -> Void) {
    if engine.book.sequence > engine.durable {
      engine.waitUntilDurable(engine.book.sequence).assumeIsolated().whenSuccess(then)
    } else {
      engine.loop.assumeIsolated().scheduleTask(in: Self.pause, then)
    }
  }

  private func tell(
    _ run: BulkRun, _ code: Code, _ number: EntryNumber, asked state: ApprovalState? = nil
  ) {
    run.seen = max(run.seen, engine.book.continuation(of: number).upperBound)
    reply.bulkRow(run.rows.row, code, number, by: run.rows.spec, in: engine.book, asked: state)
  }

  /// Counts a row that had nothing to record. That rests on earlier entries, so the answer waits
  /// for them to be durable.
  private func tell(_ run: BulkRun, nothing why: NothingReason) {
    run.counts.nothing += 1
    run.seen = max(run.seen, engine.book.sequence)
    reply.bulkRow(run.rows.row, nothing: why)
  }

  private func finish(_ run: BulkRun) {
    isInBlock = false
    reply.endBulk(run.counts)
    // A refusal may rest on what is not yet durable, as a success does.
    endReply(after: run.counts.refused == 0 ? run.seen : engine.book.sequence)
    resume()
  }
}
