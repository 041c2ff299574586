import NIOCore
import PiperollCommands
import PiperollLedger
import PiperollWire

// A run of dunning: chosen beside the loop, recorded on it an account at a time.

extension Session {
  /// Letters that are decided on before others get their turn: to write one takes 0.3 ms.
  private static var accountsAtOnce: Int { 2 }

  func dun(_ arguments: borrowing Arguments) throws(Failure) {
    let context = context(engine.configuration.clock())
    let run = try DunningRun(
      arguments, engine.book, context, writer: .standard,
      token: engine.configuration.letterToken)
    if run.isDry { return attempt(isLong: true, isDry: true) { run.runAll(on: $0) } }
    isWaiting = true
    let view = BookView(engine.book)
    engine.queues.trials.submit {
      WorkerPriority.lower()
      run.choose(in: view.book)
      self.engine.loop.execute {
        if self.isClosing { return }
        run.begin(&self.reply)
        self.isInBlock = true
        self.goOn(run)
      }
    }
  }

  private func goOn(_ run: DunningRun) {
    // What was recorded so far goes out.
    if isClosing { return engine.outbox?.wake(engine) ?? () }
    if engine.turns.isTaken { return engine.turns.whenFree { self.goOn(run) } }
    for _ in 0..<Self.accountsAtOnce {
      do throws(Failure) {
        // A role may have been taken away since the account before.
        try authorise(run.spec)
        guard let entries = run.next(on: engine.book) else { return finish(run, nil) }
        if entries.isEmpty { continue }
        let number = engine.book.sequence + 1
        try engine.record(together: entries, by: actor)
        run.tell(number, engine.book, &reply)
      } catch { return finish(run, error) }
    }
    giveWay { self.goOn(run) }
  }

  private func finish(_ run: DunningRun, _ failure: Failure?) {
    isInBlock = false
    if let failure { run.end(failure, &reply) } else { run.end(engine.book, &reply) }
    endReply(after: engine.book.sequence)
    // The last letters are not on the disk yet.
    engine.waitUntilDurable(engine.book.sequence).assumeIsolated().whenSuccess {
      self.engine.outbox?.wake(self.engine)
    }
    resume()
  }
}

extension DunningRun {
  /// Tries the run on a book that is thrown away.
  fileprivate func runAll(on attempt: Attempt) {
    choose(in: attempt.book)
    begin(&attempt.reply)
    while let entries = next(on: attempt.book) {
      guard let first = entries.first else { continue }
      let number = attempt.add(first, then: Array(entries.dropFirst()))
      tell(number, attempt.book, &attempt.reply)
    }
    end(attempt.book, &attempt.reply)
  }
}
