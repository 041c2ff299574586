import PiperollCommands
import PiperollLedger
import PiperollStore
import PiperollWire

extension Session {
  /// A disk that takes longer than this for a group is called slow: a hundred times what one takes
  /// that is well.
  private static var slowMilliseconds: Int64 { 1_000 }

  /// Answers ADMIN HEALTH. It waits for nothing: what it tells is how things are now.
  func health() {
    let (store, snapshots) = (engine.store, engine.snapshots)
    let now = engine.configuration.steadyClock()
    let waiting = engine.underWay.map { now - $0.since } ?? 0
    let sync = store.syncTimes
    let isSlow =
      waiting > Self.slowMilliseconds
      || sync.lastMicroseconds / 1_000 > UInt64(Self.slowMilliseconds)
    engine.diskSpace.consider(engine)
    let stop = engine.diskSpace.stop
    reply.status(.ok)
    reply.field("state", stop != nil ? "readonly" : isSlow ? "slow" : "ok")
    if let stop { reply.field("why", stop.rawValue) }
    reply.field("sequence", engine.book.sequence)
    reply.field("durable", engine.durable)
    reply.field("waiting-bytes", engine.bytesUnderWay)
    reply.field("waiting-ms", waiting)
    reply.field("sync-us", sync.lastMicroseconds)
    reply.field("sync-p99-us", sync.quantile(thousandths: 990))
    reply.field("sync-max-us", sync.longestMicroseconds)
    reply.field("snapshot", snapshots.lastSequence)
    reply.field("snapshot-age", (now - snapshots.lastAt) / 1_000)
    reply.field("snapshot-bytes", snapshots.lastBytes)
    reply.field("snapshot-failed", snapshots.hasFailed ? "yes" : "no")
    reply.field("journal-bytes", store.journalBytesSinceSnapshot)
    if let free = try? store.freeBytes { reply.field("disk-free", min(free, UInt64(Int.max))) }
    reply.field("audit", engine.audit.state)
    reply.field("audit-dropped", engine.audit.dropped)
    reply.field("sessions", engine.connections)
    if let credentials = engine.credentials {
      reply.field("certificate-days", credentials.days)
      reply.field("certificate-failed", credentials.hasFailed ? "yes" : "no")
    }
    let time = engine.configuration.clock()
    reply.field("zone", engine.book.deskZone(at: time).name)
    reply.field("today", engine.today(at: time).text)
    reply.field("uptime", (now - engine.startedAt) / 1_000)
    reply.endLine()
    endReply()
  }
}
