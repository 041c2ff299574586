import NIOCore
import PiperollCommands
import PiperollLedger

/// The sessions that are told of what others record. They are told of what is on the disk alone,
/// in the order of recording.
///
/// Unchecked `Sendable`: it is used on the engine's loop only.
final class Watchers: @unchecked Sendable {
  private var sessions: [ObjectIdentifier: Session] = [:]
  /// What any of them asks for.
  private var topics: Set<WatchTopic> = []
  /// The last entry that they were told of.
  private var told: EntryNumber
  /// The desk's day up to which they were told of what broke because days passed.
  private var day: Day

  /// - Parameter durable: the last entry that is on the disk.
  /// - Parameter today: what broke up to this day was told by an earlier start, or to nobody.
  init(after durable: EntryNumber, on today: Day) { (told, day) = (durable, today) }

  /// A session watches something else than before, or nothing.
  func change(_ session: Session) {
    sessions[ObjectIdentifier(session)] = session.watch == nil ? nil : session
    topics = sessions.values.reduce(into: []) { $0.formUnion($1.watch?.wish.topics ?? []) }
  }

  /// Tells them of what has become durable.
  func tell(_ book: borrowing Book, durable: EntryNumber) {
    let first = told + 1
    told = durable
    if sessions.isEmpty || first > durable { return }
    for number in first...durable {
      for event in book.watchEvents(of: number, topics) { offer(event) }
    }
    send()
  }

  /// Tells them what broke because a day has passed: once each, when all that it rests on is on
  /// the disk. It is looked for beside the loop.
  func turn(to today: Day, _ engine: Engine) {
    let last = day
    guard today > last else { return }
    day = today
    if !topics.contains(.broken) { return }
    let view = BookView(engine.book)
    engine.queues.trials.submit {
      WorkerPriority.lower()
      let broken = view.book.broken(after: last, by: today)
      let seen = view.book.sequence
      engine.loop.execute {
        engine.waitUntilDurable(seen).assumeIsolated().whenSuccess {
          for one in broken { self.offer(WatchEvent(one)) }
          self.send()
        }
      }
    }
  }

  /// Tells the sessions of a user of a call to them.
  /// - Returns: how many.
  func tell(_ news: CallNews, to user: String) -> Int {
    let told = sessions.values.filter { $0.take(news, to: user) }
    for session in told {
      session.sendPushes()
      session.onOutput()
    }
    return told.count
  }

  private func offer(_ event: WatchEvent) {
    for session in sessions.values { session.take(event) }
  }

  private func send() {
    for session in sessions.values {
      session.sendPushes()
      session.onOutput()
    }
  }
}
