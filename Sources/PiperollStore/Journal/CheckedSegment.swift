/// A segment in memory whose every frame was gone over, up to the first that is not right.
struct CheckedSegment: Sendable {
  /// Where that ended.
  private(set) var walk: SegmentWalk
  /// What it ended at, if not at the end.
  private(set) var damage: SegmentWalk.Damage?

  /// - Parameters:
  ///   - buffer: holds the segment, for as long as this is used.
  ///   - pastCache: reads what the disk holds.
  init(
    _ path: String, _ header: SegmentHeader, _ buffer: SegmentBuffer, _ storage: any Storage,
    pastCache: Bool
  ) throws(StoreError) {
    let bytes = try unsafe buffer.load(path, storage, pastCache: pastCache)
    walk = unsafe SegmentWalk(bytes, header: header, hasher: ChainHasher())
    do throws(SegmentWalk.Damage) {
      while try walk.step() {}
    } catch {
      damage = error
    }
  }

  /// A segment that is looked at once: it is in memory for as long as the body runs.
  static func with<Value>(
    _ path: String, _ header: SegmentHeader, _ storage: any Storage,
    _ body: (CheckedSegment) throws(StoreError) -> Value
  ) throws(StoreError) -> Value {
    let buffer = SegmentBuffer()
    defer { withExtendedLifetime(buffer) {} }
    return try body(CheckedSegment(path, header, buffer, storage, pastCache: false))
  }

  /// Hands out the records of the frames that are right, those from a sequence on.
  func handOut(
    from sequence: UInt64, _ replayed: inout JournalReader.Replayed,
    _ body: (UInt64, Int64, UnsafeRawBufferPointer) throws -> Void
  ) throws(StoreError) {
    var current = sequence
    do {
      try walk.forEachFrame(from: sequence) { frame in
        replayed.bytes += UInt64(frame.count)
        try unsafe walk.forEachRecord(in: frame, from: sequence) { found, time, payload in
          current = found
          try unsafe body(found, time, payload)
          replayed.records += 1
        }
      }
    } catch {
      throw .replayRefused(sequence: current, reason: "\(error)")
    }
  }
}

/// Memory for one segment at a time, kept from one to the next. Used by one thread at a time, which
/// makes it `Sendable`, unchecked.
@safe final class SegmentBuffer: @unchecked Sendable {
  // Replaced only by load, freed in deinit; what load returns holds until the next load.
  private var memory = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)

  deinit { unsafe memory.deallocate() }

  /// Reads a whole segment.
  func load(
    _ path: String, _ storage: any Storage, pastCache: Bool
  ) throws(StoreError) -> UnsafeRawBufferPointer {
    do throws(StorageFault) {
      let file = try storage.open(path, .read)
      defer { file.close() }
      if pastCache { file.dropCache() }
      let size = Int(try file.size())
      if unsafe memory.count < size {
        unsafe memory.deallocate()
        unsafe memory = .allocate(byteCount: size, alignment: 4096)
      }
      let target = unsafe UnsafeMutableRawBufferPointer(rebasing: memory[..<size])
      let read = unsafe try file.readWhole(into: target, at: 0)
      return unsafe UnsafeRawBufferPointer(target).part(0..<read)
    } catch {
      throw .storage(error)
    }
  }
}
