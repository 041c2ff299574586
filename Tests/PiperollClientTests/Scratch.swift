import Foundation
import PiperollClient
import PiperollTLS
import Synchronization

/// A folder of one test's files; it goes with the value.
final class Scratch: Sendable {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "piperoll-client-" + UUID().uuidString
    try! FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult func write(_ name: String, _ text: String, mode: Int = 0o600) -> String {
    _ = FileManager.default.createFile(
      atPath: file(name), contents: Data(text.utf8), attributes: [.posixPermissions: mode])
    return file(name)
  }

  func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: file(name)) ?? Data(), as: UTF8.self)
  }

  /// What versions up to 0.2.0 knew a server by: SHA-256 of its whole certificate.
  func certificateFingerprint(_ name: String) -> Fingerprint {
    let body = text(name).split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
    let digest = Data(base64Encoded: body)!.withUnsafeBytes { Digest.sha256(of: $0) }
    return Fingerprint(digest.map { String(format: "%02x", $0) }.joined())!
  }

  func mode(_ name: String) -> Int? {
    let found = try? FileManager.default.attributesOfItem(atPath: file(name))
    return (found?[.posixPermissions] as? NSNumber)?.intValue
  }
}

extension Secret {
  /// For tests alone: the text stays in memory.
  convenience init(_ text: String) {
    var bytes = Array(text.utf8)
    self.init(moving: &bytes)
  }

  var text: String { withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
}
