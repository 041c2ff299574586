import Synchronization

/// The segment after the present one, made ready while that is written to.
///
/// Its room is reserved at once, so that a full disk is told a whole segment early. Then it is
/// filled with zeros: an fsync of blocks that were written before need not wait for the file
/// system's own journal, as one of merely reserved blocks must, and takes two thirds of the time.
/// The zeros go out on another thread, two steps for each step that the journal has grown: the
/// load on the disk follows the journal's own, and nothing that waits for a group waits for them.
/// A spare that is taken before it is full is only slower.
final class SpareSegment: Sendable {
  private struct State {
    var file: (any StorageFile)?
    var zeroed: UInt64 = 0
    /// Between `take` and `renew`: the file that was taken still has the spare's name.
    var isTaken = false
    var isClosed = false
    /// Threads that make it ready, and who waits for the last of them.
    var running = 0
    var whenIdle: Gate?
  }

  private let directory: String
  private let storage: any Storage
  private let sizes: JournalSizes
  private let figures: JournalFigures
  private let state = Mutex(State())

  init(
    _ directory: String, _ storage: any Storage, _ sizes: JournalSizes, _ figures: JournalFigures
  ) {
    self.directory = directory
    self.storage = storage
    self.sizes = sizes
    self.figures = figures
  }

  /// Reserves the spare, unless it is, and zeroes it up to `end`. Returns at once.
  func advance(to end: UInt64) {
    // Counted before the thread begins, so that `close` waits for it too.
    state.withLock { $0.running += 1 }
    storage.runDetached { [self] in
      do throws(StorageFault) {
        while try step(to: min(end, sizes.segmentBytes)) {}
      } catch {
        // What is durable stays so. The spare is made anew at the journal's next step.
        discard()
      }
      state.withLock { state in
        state.running -= 1
        if state.running == 0 { state.whenIdle?.open() }
      }
    }
  }

  /// Reserves the spare, unless it is, before it returns; `JournalFigures.shortage` says what came
  /// of it.
  func reserve() {
    do throws(StorageFault) {
      try state.withLock { state throws(StorageFault) in
        if !state.isClosed && !state.isTaken { _ = try reserved(&state) }
      }
    } catch {}  // It has been noted.
  }

  /// The spare; reserved now if it is not. There is no other until `renew`.
  func take() throws(StorageFault) -> any StorageFile {
    try state.withLock { state throws(StorageFault) in
      let file = try reserved(&state)
      state.file = nil
      state.isTaken = true
      return file
    }
  }

  /// The one that was taken has a name of its own: reserves the next.
  func renew() {
    state.withLock { $0.isTaken = false }
    advance(to: 0)
  }

  /// Removes the spare, for good. No thread that was making it ready is left.
  func close() {
    let busy = state.withLock { state -> Gate? in
      state.isClosed = true
      if state.running > 0, state.whenIdle == nil { state.whenIdle = Gate() }
      return state.whenIdle
    }
    busy?.wait()
    discard()
  }

  /// The lock is held for one step at a time: nobody waits longer for a spare.
  private func step(to end: UInt64) throws(StorageFault) -> Bool {
    try state.withLock { state throws(StorageFault) in
      if state.isClosed || state.isTaken { return false }
      let file = try reserved(&state)
      if state.zeroed >= end { return false }
      let next = min(state.zeroed + sizes.stepBytes, sizes.segmentBytes)
      try file.zero(from: state.zeroed, to: next)
      state.zeroed = next
      return true
    }
  }

  private func reserved(_ state: inout State) throws(StorageFault) -> any StorageFile {
    if let file = state.file {
      figures.note(nil)
      return file
    }
    do throws(StorageFault) {
      let file = try SegmentFile.reserve(in: directory, storage, sizes: sizes)
      figures.note(nil)
      figures.spareBytes.store(
        sizes.segmentBytes - UInt64(SegmentHeader.byteCount), ordering: .relaxed)
      state.file = file
      state.zeroed = 0
      return file
    } catch {
      figures.note(error)
      throw error
    }
  }

  private func discard() {
    state.withLock { state in
      guard let file = state.file else { return }
      state.file = nil
      figures.spareBytes.store(0, ordering: .relaxed)
      file.close()
      // If it stays, the next start removes it.
      do throws(StorageFault) { try storage.remove(file.path) } catch {}
    }
  }
}
