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

  /// - Parameter durable: the last entry that is on the disk.
  init(after durable: EntryNumber) { told = durable }

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
      for event in book.watchEvents(of: number, topics) {
        for session in sessions.values { session.take(event) }
      }
    }
    for session in sessions.values {
      session.sendPushes()
      session.onOutput()
    }
  }
}
