import Foundation
import PiperollServer
import PiperollStore
import PiperollTLS
import Testing

/// What somebody may do to the files of an audit trail, and that each is found.
@Suite struct AuditDamageTests {
  /// One way to spoil a trail.
  struct Deed: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let spoil: @Sendable (AuditFiles) throws -> Void

    init(_ name: String, _ spoil: @escaping @Sendable (AuditFiles) throws -> Void) {
      testDescription = name
      self.spoil = spoil
    }
  }

  /// Changes the bytes of a file.
  private static func change(
    _ file: Int, _ body: @escaping @Sendable (inout [UInt8], [Range<Int>]) -> Void
  ) -> @Sendable (AuditFiles) throws -> Void {
    { files in
      let name = try files.names[file]
      var bytes = try files.bytes(name)
      body(&bytes, try files.blocks(name))
      try files.put(bytes, name)
    }
  }

  private static let deeds = [
    Deed("a letter is changed", change(0) { $0[$1[0].lowerBound + 100] ^= 1 }),
    Deed("a letter of the last record is changed", change(2) { $0[$1.last!.upperBound - 40] ^= 1 }),
    Deed(
      "a letter of the very last record is changed",
      change(3) { $0[$1.last!.upperBound - 40] ^= 1 }),
    Deed("the very last seal is changed", change(3) { $0[$1.last!.upperBound - 1] ^= 1 }),
    Deed("a seal is changed", change(1) { $0[$1[0].upperBound - 1] ^= 1 }),
    Deed("a header is changed", change(1) { bytes, _ in bytes[40] ^= 1 }),
    Deed("a block is taken out", change(1) { $0.removeSubrange($1[0]) }),
    Deed("the last block of a file is taken out", change(0) { $0.removeSubrange($1.last!) }),
    Deed(
      "a block is put in twice",
      change(0) { $0.insert(contentsOf: $0[$1[0]], at: $1[1].lowerBound) }),
    Deed(
      "two blocks change places",
      change(0) {
        let (one, two) = (Array($0[$1[0]]), Array($0[$1[1]]))
        $0.replaceSubrange($1[0].lowerBound..<$1[1].upperBound, with: two + one)
      }),
    Deed("a file is taken away") {
      try FileManager.default.removeItem(atPath: "\($0.place.directory)/\($0.names[1])")
    },
    Deed("the first file is taken away") {
      try FileManager.default.removeItem(atPath: "\($0.place.directory)/\($0.names[0])")
    },
    Deed("two files change names") {
      let names = try $0.names
      let (one, two) = (try $0.bytes(names[0]), try $0.bytes(names[1]))
      try $0.put(two, names[0])
      try $0.put(one, names[1])
    },
    Deed("a file is of another past of the same trail") {
      let (names, sizes) = (try $0.names, $0.place.sizes)
      let last = try $0.bytes(names[3])
      for name in names[2...] {
        try FileManager.default.removeItem(atPath: "\($0.place.directory)/\(name)")
      }
      let (writer, _) = try AuditWriter.open(
        $0.place.directory, sizes: sizes, time: 0, seal: $0.key)
      for block in 20..<22 { _ = try writer.write([AuditFiles.page(block)], isDue: true, time: 0) }
      writer.close()
      try $0.put(last, names[3])
    },
    Deed("a block of another trail is put in") {
      let other = try AuditFiles()
      defer { other.remove() }
      let name = try $0.names[0]
      var bytes = try $0.bytes(name)
      let block = try $0.blocks(name)[0]
      bytes.replaceSubrange(block, with: try other.bytes(name)[block])
      try $0.put(bytes, name)
    },
    Deed("all is sealed anew with another key") {
      let other = try AuditFiles()
      defer { other.remove() }
      for name in try $0.names { try $0.put(try other.bytes(name), name) }
    },
  ]

  @Test(arguments: deeds) func `what was done to the files is found`(_ deed: Deed) throws {
    let files = try AuditFiles()
    defer { files.remove() }
    #expect(try AuditCheck.verify(files.place).isSound)
    if let before = try files.python() { #expect(before.code == 0) }
    try deed.spoil(files)
    #expect(try !AuditCheck.verify(files.place).isSound)
    // The oracle does not ask who removed the first file.
    if let after = try files.python(), deed.testDescription != "the first file is taken away" {
      #expect(after.code == 1)
    }
  }

  @Test func `each bit of a block counts`() throws {
    let files = try AuditFiles()
    defer { files.remove() }
    let name = try files.names[0]
    let good = try files.bytes(name)
    let block = try files.blocks(name)[0]
    for place in stride(from: block.lowerBound, to: block.upperBound, by: 7) {
      var bytes = good
      bytes[place] ^= UInt8(1 << (place % 8))
      try files.put(bytes, name)
      let check = try AuditCheck.verify(files.place)
      #expect(!check.isSound, "byte \(place)")
    }
  }

  @Test func `damage is told by its records, and the rest is read`() throws {
    let files = try AuditFiles()
    defer { files.remove() }
    try Self.change(0) { $0[$1[0].lowerBound + 100] ^= 1 }(files)
    let check = try AuditCheck.verify(files.place)
    #expect(check.findings.count == 1 && check.last == 80)
    #expect(check.findings[0].hasSuffix("at offset 128: records 1 to 10 are damaged or missing"))
  }

  @Test func `an end that was cut off shows only against a head that was kept elsewhere`() throws {
    let files = try AuditFiles()
    defer { files.remove() }
    let whole = try AuditCheck.verify(files.place)
    let kept = "\(whole.last):\(whole.seal)"
    let head = try #require(AuditCheck.Head(kept))
    #expect(try AuditCheck.verify(files.place, head: head).isSound)
    try Self.change(3) { $0.removeSubrange($1.last!) }(files)
    #expect(try AuditCheck.verify(files.place).isSound)
    #expect(try !AuditCheck.verify(files.place, head: head).isSound)
    if let python = try files.python() { #expect(python.code == 0) }
    if let python = try files.python(kept) { #expect(python.code == 1) }
  }

  @Test
  func `a rewrite by somebody who has the key shows only against a head that was kept elsewhere`()
    throws
  {
    let files = try AuditFiles()
    defer { files.remove() }
    let whole = try AuditCheck.verify(files.place)
    let head = try #require(AuditCheck.Head("\(whole.last):\(whole.seal)"))
    for name in try files.names {
      try FileManager.default.removeItem(atPath: "\(files.place.directory)/\(name)")
    }
    let (writer, _) = try AuditWriter.open(
      files.place.directory, sizes: files.place.sizes, time: 0, seal: files.key)
    for block in 0..<8 {
      _ = try writer.write([AuditFiles.page(block + (block == 3 ? 1 : 0))], isDue: true, time: 0)
    }
    writer.close()
    #expect(try AuditCheck.verify(files.place).isSound)
    #expect(try AuditCheck.verify(files.place).last == whole.last)
    #expect(try !AuditCheck.verify(files.place, head: head).isSound)
  }

  @Test func `python3 with nothing but hmac reads the same records and the same head`() throws {
    let files = try AuditFiles()
    defer { files.remove() }
    guard let python = try files.python() else { return }
    let check = try AuditCheck.verify(files.place)
    #expect(python.lines.last == #"{"last": 80, "seal": "\#(check.seal)"}"#)
    #expect(python.lines.count == 81)
    #expect(python.lines[11].contains(#""said": "LOOKUP ACCOUNT C-1""#))
    #expect(python.lines[11].contains(#""sequence": 12, "what": 12, "data": 1, "code": 210"#))
  }

  @Test func `wherever a block was cut short, a start goes on behind the last whole one`() throws {
    let files = try AuditFiles()
    defer { files.remove() }
    let name = try #require(try files.names.last)
    let whole = try files.bytes(name)
    let last = try #require(try files.blocks(name).last)
    for end in stride(from: last.lowerBound + 1, to: last.upperBound, by: 13) {
      try files.put(whole[..<end], name)
      let cut = try AuditCheck.verify(files.place)
      #expect(cut.isSound && cut.unfinishedBytes == end - last.lowerBound)
      let (writer, opening) = try AuditWriter.open(
        files.place.directory, sizes: files.place.sizes, time: 0, seal: files.key)
      #expect(opening.tornBytes == end - last.lowerBound && opening.findings.isEmpty)
      _ = try writer.write([AuditFiles.page(9)], isDue: true, time: 0)
      writer.close()
      let check = try AuditCheck.verify(files.place)
      #expect(check.isSound && check.last == 80 && check.unfinishedBytes == 0)
      #expect(try files.bytes(name + ".broken") == Array(whole[last.lowerBound..<end]))
      for other in try files.names where other > name { try files.put([], other) }
    }
  }
}
