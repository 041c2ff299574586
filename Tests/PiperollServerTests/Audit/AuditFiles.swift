import Foundation
import PiperollServer
import PiperollStore
import PiperollTLS

/// An audit trail of several files, of which a test may spoil one.
struct AuditFiles {
  let place: AuditPlace
  let key: SealKey
  private let folder: String

  /// Four files with two blocks each; ten records a block.
  init() throws {
    folder = NSTemporaryDirectory() + "piperoll-audit-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var place = AuditPlace(directory: folder + "/audit", keyFile: folder + "/audit.secret")
    place.sizes.segmentBytes = 1_500
    self.place = place
    try SealKey.make(file: place.keyFile)
    key = try SealKey(file: place.keyFile)
    let (writer, _) = try AuditWriter.open(
      place.directory, sizes: place.sizes, time: 0, seal: key)
    for block in 0..<8 { _ = try writer.write([Self.page(block)], isDue: true, time: Int64(block)) }
    writer.close()
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  static func page(_ block: Int) -> AuditPage {
    let page = AuditPage()
    for number in 0..<10 {
      let head = AuditHead(
        what: 12, data: 1, code: 210, time: Int64(block * 1_000 + number), session: 7, rows: 3)
      Self.lend("maria127.0.0.1:50412", "C-\(number)", "LOOKUP ACCOUNT C-\(number)") {
        page.append(
          head, actor: $0[0], userBytes: 5, target: $0[1], said: $0[2], before: $0[3], after: $0[3])
      }
    }
    return page
  }

  private static func lend(
    _ one: String, _ two: String, _ three: String, _ body: ([UnsafeRawBufferPointer]) -> Void
  ) {
    let (one, two, three) = (Array(one.utf8), Array(two.utf8), Array(three.utf8))
    one.withUnsafeBytes { one in
      two.withUnsafeBytes { two in
        three.withUnsafeBytes {
          body([one, two, $0, UnsafeRawBufferPointer(start: nil, count: 0)])
        }
      }
    }
  }

  /// The names of the files, in order.
  var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: place.directory)
        .filter { $0.hasSuffix(".log") }.sorted()
    }
  }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(place.directory)/\(name)")))
  }

  func put(_ bytes: some Sequence<UInt8>, _ name: String) throws {
    try Data(bytes).write(to: URL(filePath: "\(place.directory)/\(name)"))
  }

  /// Where the blocks of a file stand.
  func blocks(_ name: String) throws -> [Range<Int>] {
    let bytes = try bytes(name)
    var blocks: [Range<Int>] = []
    var start = 128
    while start < bytes.count {
      let size = (4..<8).reduce(0) { $0 | Int(bytes[start + $1]) << (($1 - 4) * 8) }
      blocks.append(start..<(start + 24 + size + 32))
      start += 24 + size + 32
    }
    return blocks
  }

  /// What `Tests/Acceptance/audit.py` says; nil: there is no python3.
  func python(_ head: String? = nil) throws -> (code: Int32, lines: [String])? {
    guard let python = Self.python3 else { return nil }
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Acceptance/audit.py").path
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [script, place.directory, place.keyFile] + (head.map { [$0] } ?? [])
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    return (process.terminationStatus, lines)
  }

  private static let python3 = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}
