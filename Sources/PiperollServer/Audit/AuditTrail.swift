import Logging
import PiperollLedger
public import PiperollStore
public import PiperollTLS

extension SealKey: AuditSealing {}

/// Where an audit trail lies.
public struct AuditPlace: Sendable {
  public var directory: String
  /// The key of its seals. It lies outside of the trail, so that a copy of the one is none of the
  /// other.
  public var keyFile: String
  /// How large its files may become.
  public var sizes = AuditSizes()

  /// A trail of the usual sizes.
  public init(directory: String, keyFile: String) {
    self.directory = directory
    self.keyFile = keyFile
  }

  /// Makes the key of a new trail and its first file, so that a server starts also on a disk that
  /// has become full.
  public func begin() throws {
    try SealKey.make(file: keyFile)
    let key = try SealKey(file: keyFile)
    let (writer, _) = try AuditWriter.open(
      directory, sizes: sizes, time: WallClock.milliseconds(), seal: key)
    writer.close()
  }
}

/// An audit trail that is open, with the thread that writes it.
final class AuditTrail: Sendable {
  let place: AuditPlace
  let key: SealKey
  let storage: any Storage
  let writer: AuditWriter
  let opening: AuditWriter.Opening
  let queue: any WorkQueue = WorkQueues.thread()

  /// Opens a trail, or begins one. A directory of a version that had none gets its key here.
  /// - Throws: `TLSFault` where there are records but no key: somebody took it away.
  init(_ place: AuditPlace, storage: any Storage, time: Int64, _ logger: Logger) throws {
    self.place = place
    self.storage = storage
    let walk = try? AuditWalk(place.directory, storage: storage, seal: Unsealing())
    if walk?.segments.isEmpty ?? true, !SealKey.isThere(place.keyFile) {
      try SealKey.make(file: place.keyFile)
      logger.notice("made a key for the audit trail", metadata: ["file": "\(place.keyFile)"])
    }
    key = try SealKey(file: place.keyFile)
    (writer, opening) = try AuditWriter.open(
      place.directory, storage: storage, sizes: place.sizes, time: time, seal: key
    ) { said in
      // A payment card's number is stored nowhere, whatever somebody looks for.
      guard CardNumber.isIn(UnsafeRawBufferPointer(said)) else { return }
      for place in said.indices where (0x30...0x39).contains(said[place]) { said[place] = 0x23 }
    }
  }
}

/// For a walk that only lists.
private struct Unsealing: AuditSealing {
  func seal(_: UnsafeRawBufferPointer) -> [UInt8] { [] }
}
