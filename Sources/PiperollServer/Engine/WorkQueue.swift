import NIOPosix

/// Where work is done that the engine's loop must not wait for. Threads in a server; one after
/// another, in an order that a test chooses, in a simulation.
protocol WorkQueue: Sendable {
  /// Runs the work at some later time. Work that is submitted after `shutDown` is dropped.
  func submit(_ work: @escaping @Sendable () -> Void)
  /// Runs what was submitted, then ends.
  func shutDown() async throws
}

/// The queues of an engine.
struct WorkQueues: Sendable {
  /// Steps of reports, so many at a time as `Reports` lets run.
  var workers: any WorkQueue
  /// Writes of many entries, one at a time: nobody who writes waits for a report besides.
  var attempts: any WorkQueue
  /// Writes of many entries that are only tried, and the folding of names: no write waits for them.
  var trials: any WorkQueue
  /// Snapshots, so that no report waits for one.
  var snapshots: any WorkQueue
  /// Password checks.
  var passwords: any WorkQueue
  /// Appends and fsyncs, and nothing else.
  var journal: any WorkQueue

  /// Threads of this machine: two for passwords, because each check takes 128 MiB (OWASP's scrypt
  /// parameters); one for snapshots, of which one is written at a time; one for the journal, which
  /// has one writer.
  static func threads() -> WorkQueues {
    WorkQueues(
      workers: Threads(Reports.threads), attempts: Threads(1), trials: Threads(1),
      snapshots: Threads(1), passwords: Threads(2), journal: Threads(1))
  }
}

extension WorkQueues {
  /// A thread of one writer's own.
  static func thread() -> any WorkQueue { Threads(1) }
}

/// Some threads that share a queue.
private struct Threads: WorkQueue {
  private let pool: NIOThreadPool

  init(_ count: Int) {
    pool = NIOThreadPool(numberOfThreads: count)
    pool.start()
  }

  func submit(_ work: @escaping @Sendable () -> Void) {
    pool.submit { state in
      if case .active = state { work() }
    }
  }

  func shutDown() async throws { try await pool.shutdownGracefully() }
}
