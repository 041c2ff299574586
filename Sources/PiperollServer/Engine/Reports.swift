import NIOCore
import PiperollCommands
import PiperollWire

/// The reports of all sessions: which of them runs next. A report runs a step at a time and then
/// stands behind those of all other users; while its client reads what it has, it does not run at
/// all. One that nobody reads any more is ended at its next step, or never begun.
///
/// Unchecked `Sendable`: on the engine's loop only.
final class Reports: @unchecked Sendable {
  /// Threads for reports. One is kept for searches, and one for what takes longer, so that neither
  /// waits for the other however much there is of it.
  static let threads = 3
  /// Long reports of all users that have begun and not ended: each keeps the book as it was when it
  /// began, and up to 1.5 MB on its way to the client.
  static let longMax = 24
  /// Bytes of a reply that wait for the client before the report goes on: four pieces, so that the
  /// client need not wait for the next.
  static let aheadBytes = 4 * ReportRun.pieceBytes

  private unowned let engine: Engine
  private var searches = Rota<ReportWork>()
  private var long = Rota<ReportWork>()
  /// Those that nobody reads, and that were begun: a step ends each.
  private var unread: [ReportWork] = []
  private var runningSearches = 0
  private var runningLong = 0
  /// How many long reports have begun and not ended, by user and in all.
  private var begun: [String: Int] = [:]
  private var begunInAll = 0

  init(_ engine: Engine) { self.engine = engine }

  func add(_ work: ReportWork) {
    enqueue(work)
    run()
  }

  /// The client has taken enough of what it has.
  func goOn(_ work: ReportWork) {
    guard work.state == .stopped else { return }
    enqueue(work)
    run()
  }

  /// Nobody reads it any more.
  func drop(_ work: ReportWork) {
    switch work.state {
    case .running: work.isUnread = true
    case .waiting:
      if work.isLong {
        long.remove(work, of: work.user)
      } else {
        searches.remove(work, of: work.user)
      }
      end(work)
    case .stopped: end(work)
    }
  }

  /// Ends what does not run. The function of a report that has begun must come to its end.
  private func end(_ work: ReportWork) {
    guard let run = work.run else { return }
    run.cancel()
    work.isUnread = true
    work.state = .waiting
    unread.append(work)
    self.run()
  }

  private func enqueue(_ work: ReportWork) {
    work.state = .waiting
    if work.isLong { long.add(work, of: work.user) } else { searches.add(work, of: work.user) }
  }

  private func run() {
    while runningSearches + runningLong < Self.threads, let work = next() { step(work) }
  }

  private func next() -> ReportWork? {
    if !unread.isEmpty { return unread.removeFirst() }
    let least = Self.threads - 1
    if runningSearches < least, let work = searches.next() { return work }
    if runningLong < least, let work = long.next(where: mayRun) { return work }
    return searches.next()
  }

  private func mayRun(_ work: ReportWork) -> Bool {
    work.run != nil
      || begunInAll < Self.longMax && begun[work.user, default: 0] < Limits.reportsAtOnce
  }

  private func step(_ work: ReportWork) {
    work.state = .running
    if work.isLong { runningLong += 1 } else { runningSearches += 1 }
    let run = work.run ?? begin(work)
    let engine = engine
    engine.queues.workers.submit {
      WorkerPriority.lower()
      let isMore = run.step()
      engine.loop.execute { engine.reports.took(work, isMore) }
    }
  }

  private func begin(_ work: ReportWork) -> ReportRun {
    if work.isLong { count(work, by: 1) }
    return work.begin(engine)
  }

  private func count(_ work: ReportWork, by change: Int) {
    begunInAll += change
    let left = begun[work.user, default: 0] + change
    begun[work.user] = left == 0 ? nil : left
  }

  /// A report took its step.
  private func took(_ work: ReportWork, _ isMore: Bool) {
    if work.isLong { runningLong -= 1 } else { runningSearches -= 1 }
    work.state = .stopped
    if !isMore {
      if work.isLong { count(work, by: -1) }
      if !work.isUnread { work.session.endReport(work) }
    } else if work.isUnread {
      end(work)
    } else {
      if !work.isLong {
        // What takes a second step is no search any more.
        work.isLong = true
        count(work, by: 1)
      }
      work.session.take(pieceOf: work)
      // To send the piece may have shown that the client is gone, or has made it wait again.
      if work.state == .stopped, !work.isUnread, work.session.output.unsentBytes < Self.aheadBytes {
        enqueue(work)
      }
    }
    run()
  }
}
