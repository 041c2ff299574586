import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollWire

// Reports: they are made beside the writes, and no faster than the client reads them.

extension Session {
  /// Has a report made over a view of the book; what follows on this session waits for it.
  func report(_ arguments: consuming Arguments, _ context: Context) {
    // Whoever has gone would not read it, nor what stands behind it.
    if isGone { return stop() }
    isWaiting = true
    let work = ReportWork(arguments, context, self)
    report = work
    engine.reports.add(work)
  }

  /// Takes the next piece of a report whose end is still to come.
  func take(pieceOf work: ReportWork) {
    guard let run = work.run, !run.piece.isEmpty else { return }
    isInBlock = true
    reply.takeOver(rows: run.rowsTold)
    work.bytesGiven += run.piece.count
    work.rowsGiven = run.rowsTold
    output.take(&run.piece, after: run.seen, durable: engine.durable)
    if output.isWaiting { awaitDurability() }
    onOutput()
  }

  /// Takes the last piece of a report.
  func endReport(_ work: ReportWork) {
    guard let run = work.run else { return }
    (report, isInBlock) = (nil, false)
    record(sightOf: run)
    swap(&reply.bytes, &run.piece)
    endReply(after: run.seen)
    resume()
  }

  /// A piece of the output was sent: goes on with what waited for the room that this makes.
  func sent() {
    if watch != nil { sendPushes() }
    if !isWaiting { return process() }
    if let report, output.unsentBytes < Reports.aheadBytes { engine.reports.goOn(report) }
  }

  /// The connection is gone, and with it the session's share. What was received whole is still run,
  /// but no report is made for nobody, and nothing behind it is run.
  func leave() {
    isGone = true
    watch(nil)
    takeShare()
    leaveWork()
    onOutput = {}
    if report != nil { stop() }
  }

  /// Whether the client reads a long report too slowly. Called every now and then, with the steady
  /// clock's milliseconds.
  func isReadingTooSlowly(now: Int64) -> Bool {
    // What is not there, or not yet on the disk, nobody can read.
    guard let report, report.state == .stopped, output.canSend else {
      pace.forget()
      return false
    }
    return pace.isTooSlow(taken: report.bytesGiven - output.unsentBytes, now: now)
  }
}
