import Foundation
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

  func mode(_ name: String) -> Int? {
    let found = try? FileManager.default.attributesOfItem(atPath: file(name))
    return (found?[.posixPermissions] as? NSNumber)?.intValue
  }
}
