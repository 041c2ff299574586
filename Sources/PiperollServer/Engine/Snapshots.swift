import Logging
import NIOCore
import PiperollLedger
import PiperollStore

/// When a snapshot is due, and the writing of it. Unchecked `Sendable`: on the engine's loop only.
final class Snapshots: @unchecked Sendable {
  private var isRunning = false
  /// The newest snapshot: when it was written, or else the server started (steady clock, in
  /// milliseconds); its sequence; its size in bytes.
  private(set) var lastAt: Int64
  private(set) var lastSequence: EntryNumber
  private(set) var lastBytes: UInt64
  /// When the last try failed (steady clock, in milliseconds); nil: it did not fail.
  private var failedAt: Int64?
  var hasFailed: Bool { failedAt != nil }

  /// Seconds until another is tried after one that failed: a full disk stays full for a while, and
  /// each try writes the whole book.
  static var retrySeconds: Int { 60 }

  /// The journal may grow to this share of the last snapshot: a large book is not written again for
  /// every second of replay that it would save, and a replay stays a few times as long as the
  /// loading before it.
  private static var journalShare: UInt64 { 8 }

  /// - Parameter report: says which snapshot the book was opened from.
  init(startedAt: Int64, _ report: RecoveryReport) {
    lastAt = startedAt
    lastSequence = report.snapshotSequence ?? 0
    lastBytes = report.snapshotBytes
  }

  /// Writes a snapshot if the journal has grown enough, or anything was recorded and it is time.
  func consider(_ engine: Engine) {
    if isRunning { return }
    let now = engine.configuration.steadyClock()
    if let failedAt, now - failedAt < Int64(Self.retrySeconds) * 1000 { return }
    let isLong =
      now - lastAt > engine.configuration.snapshotSeconds * 1000 && engine.durable > lastSequence
    let enough = max(engine.configuration.snapshotBytes, lastBytes / Self.journalShare)
    let isMuch = engine.store.journalBytesSinceSnapshot > enough
    if isLong || isMuch { write(engine) { _ in } }
  }

  /// Writes a snapshot of this moment; nil if one is being written already.
  func write(
    _ engine: Engine, then: @escaping @Sendable (Result<SnapshotWritten, any Error>?) -> Void
  ) {
    if isRunning { return then(nil) }
    isRunning = true
    let view = BookView(engine.book)
    let (sequence, expected) = (view.book.sequence, lastBytes)
    // A snapshot must not hold what a crash could still take back.
    engine.waitUntilDurable(sequence).whenSuccess {
      engine.queues.snapshots.submit {
        WorkerPriority.lower()
        let result = Result { try SnapshotWritten(view, to: engine.store, expected) }
        engine.loop.execute { self.finish(engine, result, then) }
      }
    }
  }

  private func finish(
    _ engine: Engine, _ result: Result<SnapshotWritten, any Error>,
    _ then: (Result<SnapshotWritten, any Error>?) -> Void
  ) {
    isRunning = false
    let now = engine.configuration.steadyClock()
    switch result {
    case .success(let written):
      (lastAt, lastSequence, failedAt) = (now, written.sequence, nil)
      lastBytes = written.bytes
      engine.sayDurable()
      engine.logger.info(
        "snapshot", metadata: ["sequence": "\(written.sequence)", "bytes": "\(written.bytes)"])
    case .failure(let error):
      failedAt = now
      engine.logger.error("no snapshot", metadata: ["reason": "\(error)"])
    }
    then(result)
  }
}

/// A snapshot that is on the disk.
struct SnapshotWritten: Sendable {
  let sequence: EntryNumber
  let bytes: UInt64

  fileprivate init(_ view: BookView, to store: Store, _ expectedBytes: UInt64) throws {
    sequence = view.book.sequence
    var bytes: UInt64 = 0
    try store.writeSnapshot(
      sequence: sequence, time: view.book.lastRecorded, expectedBytes: expectedBytes
    ) { sink in
      var writer = SnapshotBookSink(sink: sink)
      try view.book.encode(to: &writer)
      bytes = sink.byteCount
    }
    self.bytes = bytes
  }
}
