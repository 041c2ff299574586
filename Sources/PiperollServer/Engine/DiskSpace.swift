import Logging
import NIOCore
import PiperollCommands
import PiperollStore

extension WriteStop {
  init(_ cause: StorageFault.Cause) {
    switch cause {
    case .diskFull: self = .diskFull
    case .quota: self = .quota
    case .permission: self = .permission
    case .readOnlyDisk: self = .readOnlyDisk
    case .descriptors: self = .descriptors
    case .memory: self = .memory
    case .fileSize: self = .fileSize
    case .device: self = .device
    }
  }
}

/// Whether the disk has room for what is recorded. Nothing is recorded that could meet a full disk:
/// as soon as the journal cannot reserve the segment after the present one - for want of room, or
/// of whatever else that takes - writes are refused (431), and what was recorded before still fits
/// what is reserved. Reads go on, and so do writes when there is room again. On the engine's loop
/// only.
final class DiskSpace {
  /// Seconds between two looks for room while the disk is full. Whoever has made room should see
  /// writes go on at once.
  private static var lookSeconds: Int64 { 1 }
  /// What a client is told to wait before it tries again.
  private static var tryAgainSeconds: Int { 5 }

  /// What was lacking at the last look; the log has been told. nil: writes are taken.
  private(set) var stop: WriteStop?
  private var isLookPlanned = false
  /// A group that met a full disk all the same: writes it again. It was never acknowledged, and no
  /// reply that tells of it leaves the server.
  private var stuck: (() -> Void)?
  private var stuckFor: WriteStop?
  /// The server ends: a group without room is given up.
  private var isEnding = false

  /// Refuses a write where there is no room.
  func admit(_ engine: Engine) throws(Failure) {
    consider(engine)
    if let stop { throw .readOnly(stop, afterSeconds: Self.tryAgainSeconds) }
  }

  /// Bytes of entries that may wait for the disk: a third of what is reserved. The largest atomic
  /// block takes less than the other two thirds.
  func bytesMax(_ backlog: Int, _ store: Store) -> Int { min(backlog, Int(store.roomBytes / 3)) }

  /// Asks the journal whether there is room, and logs a change.
  func consider(_ engine: Engine) {
    let found = stuckFor ?? engine.store.shortage.map { WriteStop($0) }
    if found != stop {
      stop = found
      if let found {
        engine.logger.error("\(found.sentence): writes are refused until there is room")
      } else {
        engine.logger.notice("the disk has room again: writes are taken")
      }
    }
    if found != nil { planLook(engine) }
  }

  /// A group was not written for want of room; `again` tries it once more.
  func ranOut(_ engine: Engine, _ fault: StorageFault, again: @escaping () -> Void) {
    if isEnding { return engine.giveUp(NoRoom(stop: WriteStop(fault.cause))) }
    (stuckFor, stuck) = (WriteStop(fault.cause), again)
    consider(engine)
  }

  /// A group was written.
  func wrote(_ engine: Engine) {
    stuckFor = nil
    consider(engine)
  }

  /// The server ends: a group that waits for room is given up, now or when it comes.
  func end(_ engine: Engine) {
    isEnding = true
    if let stuckFor { engine.giveUp(NoRoom(stop: stuckFor)) }
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

/// The server ended while entries waited for room.
struct NoRoom: Error, CustomStringConvertible {
  let stop: WriteStop

  var description: String {
    "\(stop.sentence); the entries that waited for room were not acknowledged and are given up"
  }
}
