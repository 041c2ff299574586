import PiperollServer
import PiperollStore
import PiperollTLS
import Testing

/// How much of an audit trail there is: on the disk, unsynced, and in one reading.
@Suite struct AuditSizeTests {
  @Test func `beyond its largest size it takes no more, as on a full disk`() throws {
    let files = try AuditFiles()
    defer { files.remove() }
    let taken = try files.names.reduce(0) { $0 + (try files.bytes($1).count) }
    var sizes = files.place.sizes
    // Room for a page is kept free, however little is in it.
    sizes.bytesMax = UInt64(taken + AuditPage.byteCount + 2_000)
    let (writer, _) = try AuditWriter.open(
      files.place.directory, sizes: sizes, time: 0, seal: files.key)
    defer { writer.close() }
    let before = writer.progress.last
    let fault = #expect(throws: StorageFault.self) {
      for block in 0..<100 { _ = try writer.write([AuditFiles.page(block)], isDue: true, time: 0) }
    }
    #expect(fault?.cause == .diskFull && writer.progress.last > before)
    let bytes = try files.names.reduce(0) { $0 + (try files.bytes($1).count) }
    #expect(bytes <= sizes.bytesMax)
  }

  @Test func `what was written and not synced has a bound`() throws {
    let files = try AuditFiles()
    defer { files.remove() }
    var sizes = AuditSizes()
    sizes.unsyncedBytesMax = 2_000
    let (writer, _) = try AuditWriter.open(
      files.place.directory, sizes: sizes, time: 0, seal: files.key)
    defer { writer.close() }
    let before = writer.progress.last
    let durable = try (0..<8).map {
      try writer.write([AuditFiles.page($0)], isDue: false, time: 0).last - before
    }
    // A block has some 700 bytes: after each third all is durable.
    #expect(durable == [0, 0, 30, 30, 30, 60, 60, 60])
  }

  @Test func `one reading ends behind the file that reaches its bound, and says where to go on`()
    throws
  {
    let files = try AuditFiles()
    defer { files.remove() }
    let first = try files.bytes(files.names[0]).count
    var walk = try AuditWalk(files.place.directory, seal: files.key, bytesMax: first + 1)
    var records = 0
    try walk.run { _ in
      records += 1
      return true
    }
    #expect(records == 40 && walk.unread == 41 && walk.findings.isEmpty)
    walk = try AuditWalk(files.place.directory, seal: files.key)
    try walk.run { _ in true }
    #expect(walk.unread == nil && walk.last == 80)
  }
}
