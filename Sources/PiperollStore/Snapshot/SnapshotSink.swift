/// Takes the body of a snapshot as it is streamed. One thread; valid only during the call that
/// hands it out.
public final class SnapshotSink {
  private let file: any StorageFile
  private let storage: any Storage
  private let seed: UInt32
  private let header: [UInt8]
  private var block: [UInt8] = []
  private var checksums: [UInt32] = []
  /// Bytes of the body that are in the file.
  private var writtenBytes: UInt64 = 0

  /// How many bytes the body has so far.
  public var byteCount: UInt64 { writtenBytes + UInt64(block.count) }

  init(
    _ file: any StorageFile, _ storage: any Storage, header: SnapshotHeader
  ) throws(StorageFault) {
    self.file = file
    self.storage = storage
    self.header = header.encoded
    seed = header.journalID.checksumSeed
    block.reserveCapacity(SnapshotFooter.blockBytes)
    try file.writeWhole(self.header, at: 0)
  }

  /// Appends to the body. Large pieces go to the file without being copied.
  public func write(_ bytes: UnsafeRawBufferPointer) throws(StorageFault) {
    var rest = unsafe bytes
    while rest.count > 0 {
      if block.isEmpty && rest.count >= SnapshotFooter.blockBytes {
        unsafe try send(rest.part(0..<SnapshotFooter.blockBytes))
        unsafe rest = rest.part(SnapshotFooter.blockBytes..<rest.count)
        continue
      }
      let count = min(rest.count, SnapshotFooter.blockBytes - block.count)
      unsafe block.append(contentsOf: rest.part(0..<count))
      unsafe rest = rest.part(count..<rest.count)
      if block.count == SnapshotFooter.blockBytes { try sendBlock() }
    }
  }

  /// Appends to the body.
  public func write(_ bytes: [UInt8]) throws(StorageFault) {
    try unsafe bytes.withRaw { raw throws(StorageFault) in try unsafe write(raw) }
  }

  /// Writes what is left and the footer, and makes all of it durable.
  func finish() throws(StorageFault) {
    if !block.isEmpty { try sendBlock() }
    let footer = SnapshotFooter(bodyBytes: writtenBytes, blockChecksums: checksums)
    try file.writeWhole(
      footer.encoded(after: header), at: UInt64(SnapshotHeader.byteCount) + writtenBytes)
    try file.sync()
  }

  private func sendBlock() throws(StorageFault) {
    try unsafe block.withRaw { raw throws(StorageFault) in try unsafe send(raw) }
    block.removeAll(keepingCapacity: true)
  }

  private func send(_ bytes: UnsafeRawBufferPointer) throws(StorageFault) {
    checksums.append(unsafe CRC32C.checksum(bytes, after: seed))
    var done = 0
    while done < bytes.count {
      let end = min(done + SnapshotPace.pieceBytes, bytes.count)
      let piece = unsafe bytes.part(done..<end)
      try storage.paced { () throws(StorageFault) in try unsafe sendPiece(piece) }
      done = end
    }
  }

  /// Unwritten pages that pile up would make the journal's own fdatasync wait for all of them. They
  /// are sent out and not synced: that would commit the file system's own journal each time, for
  /// which every write of a group waits.
  private func sendPiece(_ bytes: UnsafeRawBufferPointer) throws(StorageFault) {
    let start = UInt64(SnapshotHeader.byteCount) + writtenBytes
    let end = start + UInt64(bytes.count)
    try unsafe file.writeWhole(bytes, at: start)
    try file.sendOut(from: start, to: end)
    writtenBytes += UInt64(bytes.count)
  }
}
