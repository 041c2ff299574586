import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollStore

extension Engine {
  /// Runs an attempt, then records its entries, or drops them if it was given up.
  ///
  /// - Parameter isLong: it runs on a thread of its own and takes the turn to write; reads are
  ///   answered meanwhile. Otherwise it runs here and now.
  /// - Parameter isDropped: asked when it has run; its entries are dropped if so.
  /// - Parameter then: gets what kept them from being recorded.
  func run(
    _ attempt: Attempt, isLong: Bool, unless isDropped: @escaping @Sendable () -> Bool,
    _ body: @escaping @Sendable (Attempt) -> Void,
    then: @escaping @Sendable (Failure?) -> Void
  ) {
    guard isLong else {
      body(attempt)
      return then(finish(attempt, isDropped: isDropped()))
    }
    if attempt.isTrial { return runBeside(attempt, queues.trials, body) { then(nil) } }
    turns.take()
    runBeside(attempt, queues.attempts, body) {
      then(self.finish(attempt, isDropped: isDropped()))
      self.turns.give()
      self.queues.attempts.submit { attempt.letGo() }
    }
  }

  private func runBeside(
    _ attempt: Attempt, _ queue: any WorkQueue, _ body: @escaping @Sendable (Attempt) -> Void,
    then: @escaping @Sendable () -> Void
  ) {
    queue.submit {
      if attempt.isTrial { WorkerPriority.lower() }
      body(attempt)
      self.loop.execute(then)
    }
  }

  private func finish(_ attempt: Attempt, isDropped: Bool) -> Failure? {
    if attempt.isTrial || attempt.isGivenUp || isDropped || attempt.group.isEmpty { return nil }
    do throws(Failure) {
      try record(attempt)
      return nil
    } catch { return error }
  }
}
