import Foundation

/// The specification's folder, found from the place of this file.
enum ProtocolFolder {
  static let url = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Protocol")

  /// `RECORD=1 swift test` writes what the code says into the specification; a reader of the diff
  /// then decides which of the two was right.
  static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  static func text(_ path: String) throws -> String {
    try String(contentsOf: url.appending(path: path), encoding: .utf8)
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: url.appending(path: path))
  }
}
