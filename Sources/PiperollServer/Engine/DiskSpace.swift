import Logging
import NIOCore
import PiperollCommands
import PiperollStore

/// Whether the disk has room for what is recorded. Nothing is recorded that could meet a full disk:
/// as soon as the journal cannot reserve the segment after the present one, writes are refused
/// (431), and what was recorded before still fits what is reserved. Reads go on, and so do writes
/// when there is room again. On the engine's loop only.
final class DiskSpace {
  /// Seconds between two looks for room while the disk is full. Whoever has made room should see
  /// writes go on at once.
  private static var lookSeconds: Int64 { 1 }
  /// What a client is told to wait before it tries again.
  private static var tryAgainSeconds: Int { 5 }

  /// Whether the disk was full at the last look; the log has been told.
  private var isShort = false
  private var isLookPlanned = false
  /// A group that met a full disk all the same: writes it again. It was never acknowledged, and no
  /// reply that tells of it leaves the server.
  private var stuck: (() -> Void)?
  private var isStuck = false
  /// The server ends: a group without room is given up.
  private var isEnding = false

  /// Writes are refused.
  var isReadOnly: Bool { isShort }

  /// Refuses a write where the disk is full.
  func admit(_ engine: Engine) throws(Failure) {
    consider(engine)
    if isShort { throw .readOnly(afterSeconds: Self.tryAgainSeconds) }
  }

  /// Bytes of entries that may wait for the disk: a third of what is reserved. The largest atomic
  /// block takes less than the other two thirds.
  func bytesMax(_ backlog: Int, _ store: Store) -> Int { min(backlog, Int(store.roomBytes / 3)) }

  /// Asks the journal whether there is room, and logs a change.
  func consider(_ engine: Engine) {
    let isShort = engine.store.spaceIsShort || isStuck
    if isShort != self.isShort {
      self.isShort = isShort
      if isShort {
        engine.logger.error("the disk is full: writes are refused until there is room")
      } else {
        engine.logger.notice("the disk has room again: writes are taken")
      }
    }
    if isShort { planLook(engine) }
  }

  /// A group was not written for want of room; `again` tries it once more.
  func ranOut(_ engine: Engine, again: @escaping () -> Void) {
    if isEnding { return engine.giveUp(NoRoom()) }
    (isStuck, stuck) = (true, again)
    consider(engine)
  }

  /// A group was written.
  func wrote(_ engine: Engine) {
    isStuck = false
    consider(engine)
  }

  /// The server ends: a group that waits for room is given up, now or when it comes.
  func end(_ engine: Engine) {
    isEnding = true
    if isStuck { engine.giveUp(NoRoom()) }
  }

  private func planLook(_ engine: Engine) {
    if isLookPlanned { return }
    isLookPlanned = true
    engine.loop.assumeIsolated().scheduleTask(in: .seconds(Self.lookSeconds)) {
      engine.queues.journal.submit {
        engine.store.journal.reserveAhead()
        engine.loop.execute { engine.diskSpace.looked(engine) }
      }
    }
  }

  private func looked(_ engine: Engine) {
    isLookPlanned = false
    let again = stuck
    stuck = nil
    again?()
    consider(engine)
  }
}

/// The server ended while entries waited for room on a full disk.
struct NoRoom: Error, CustomStringConvertible {
  var description: String {
    "the disk is full; the entries that waited for room were not acknowledged and are given up"
  }
}
