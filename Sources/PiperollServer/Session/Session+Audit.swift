import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollStore
import PiperollWire

// The audit trail: what of a session goes into it, and how it is asked.

extension Session {
  /// Refuses to show anything of people while it cannot be recorded, where the desk wants that.
  func demandAudit(_ spec: CommandSpec, _ context: Context) throws(Failure) {
    guard engine.audit.fault != nil, spec.sight != .none,
      engine.book.policy(.auditRequired, on: context.today) == .flag(true)
    else { return }
    throw .fault(
      .readOnly, column: nil, key: nil,
      sentence: "the audit trail cannot be written, and audit-required is yes")
  }

  /// Records what a read has shown, or that it was refused.
  func recordSight(_ spec: CommandSpec, _ said: [UInt8], _ code: Code, _ context: Context) {
    engine.audit.saw(
      reply.showsRestricted ? .restricted : spec.sight, actor, code: code,
      rows: code == .data ? reply.rowsWritten : 0, at: context.now,
      said: said, shown: reply.shown)
  }

  /// Records what a report has shown to its end.
  func record(sightOf run: ReportRun) {
    engine.audit.saw(
      run.hasShownRestricted ? .restricted : run.spec.sight, actor, code: run.code,
      rows: run.code == .data ? run.rowsTold : 0,
      at: engine.configuration.clock(), said: run.line, shown: run.shown)
  }

  /// Records what was shown of a report that is given up: a part of it may be with the client.
  func record(sightOfGivenUp work: ReportWork) {
    guard let run = work.run else { return }
    engine.audit.saw(
      run.spec.sight, actor, code: .closing, rows: work.rowsGiven, at: engine.configuration.clock(),
      said: run.line, shown: ReplyBytes())
  }

  /// REPORT AUDIT. What was recorded before it is on the disk when it is read.
  func reportAudit(_ arguments: borrowing Arguments) throws(Failure) {
    let filter = try arguments.auditFilter(in: engine.book)
    let isHead = try arguments.isAuditHead()
    let (engine, spec, said) = (engine, arguments.spec, arguments.line)
    let context = context(engine.configuration.clock())
    let work = AuditWork(ReplyWriter(for: reply.tag, reply.form))
    isWaiting = true
    reply.shown.removeAll()
    reply.showsRestricted = false
    engine.audit.flush {
      if isHead {
        self.tellHead()
        self.recordSight(spec, said, .ok, context)
        return self.resume()
      }
      let reading = engine.audit.reading
      // No write waits for what is tried beside it, and no report for this.
      engine.queues.trials.submit {
        WorkerPriority.lower()
        work.run(reading, filter)
        engine.loop.execute { self.tell(work, spec, said, context) }
      }
    }
  }

  private func tell(_ work: AuditWork, _ spec: CommandSpec, _ said: [UInt8], _ context: Context) {
    if let fault = work.fault {
      fail(.fault(.internal, column: nil, key: nil, sentence: "\(fault)"))
    } else {
      engine.audit.saw(
        spec.sight, actor, code: .data, rows: work.writer.rowsWritten, at: context.now, said: said,
        shown: work.writer.shown)
      swap(&reply.bytes, &work.writer.bytes)
      endReply()
    }
    resume()
  }

  private func tellHead() {
    reply.status(.ok)
    if let last = engine.audit.last {
      reply.field("last", last.sequence)
      reply.field("seal", hexadecimal(last.seal))
    }
    reply.endLine()
    endReply()
  }

  /// ADMIN DROP-AUDIT.
  func dropAudit(_ arguments: borrowing Arguments) throws(Failure) {
    let now = engine.configuration.clock()
    let time = try arguments.auditKept(in: engine.book, today: engine.today(at: now))
    isWaiting = true
    engine.audit.remove(before: time, by: actor) { result in
      switch result {
      case .success(let first):
        self.reply.status(.ok)
        if let first { self.reply.field("first", first) }
        self.reply.endLine()
        self.endReply()
      case .failure(let fault):
        self.fail(.fault(.internal, column: nil, key: nil, sentence: "\(fault)"))
      }
      self.resume()
    }
  }
}

/// A report on its way to a worker and back. Unchecked `Sendable`: it has one owner at a time.
private final class AuditWork: @unchecked Sendable {
  var writer: ReplyWriter
  private(set) var fault: StorageFault?

  init(_ writer: consuming ReplyWriter) { self.writer = writer }

  func run(_ reading: AuditReading?, _ filter: ReportAudit.Filter) {
    guard let reading else {
      writer.status(.data, block: true)
      writer.endLine()
      writer.section(ReportAudit.audit)
      writer.endBlock()
      return writer.endLine()
    }
    do throws(StorageFault) {
      try reading.write(filter, to: &writer)
    } catch {
      fault = error
    }
  }
}
