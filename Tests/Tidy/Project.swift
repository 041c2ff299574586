import Foundation
import Testing

/// The project's own tree, found from the place of this file and read once for all rules.
struct Project: Sendable {
  static let shared = Project()

  let root: URL
  /// Every text file of the project, in order of its path.
  let files: [ProjectFile]

  var swiftFiles: [ProjectFile] { files.filter { $0.path.hasSuffix(".swift") } }
  var markdownFiles: [ProjectFile] { files.filter { $0.path.hasSuffix(".md") } }

  private init() {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().standardizedFileURL
    self.root = root
    let walk = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
    var files: [ProjectFile] = []
    while let url = walk?.nextObject() as? URL {
      guard (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true,
        !Project.isLeftByTools(url.lastPathComponent),
        let text = try? String(contentsOf: url, encoding: .utf8)
      else { continue }
      let path = String(url.standardizedFileURL.path.dropFirst(root.path.count + 1))
      files.append(ProjectFile(path: path, text: text))
    }
    self.files = files.sorted { $0.path < $1.path }
  }

  /// What builds and coverage runs leave on the disk and .gitignore keeps out of git.
  static func isLeftByTools(_ name: String) -> Bool {
    name == "Package.resolved" || name.hasSuffix(".profraw")
  }
}

/// A text file with its path from the project's root.
struct ProjectFile: Sendable {
  let path: String
  let lines: [String]

  init(path: String, text: String) {
    self.path = path
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    self.lines = lines
  }

  /// `Sources/PiperollWire` for `Sources/PiperollWire/Request.swift`.
  var target: String {
    path.split(separator: "/").prefix(2).joined(separator: "/")
  }

  func finding(_ index: Int, _ advice: String) -> Finding {
    Finding(text: "\(path):\(index + 1): \(advice)")
  }
}

/// One place that breaks a rule, and what to do about it.
struct Finding: Equatable, Sendable {
  let text: String
}

/// Fails the test once for each finding.
func expectNone(_ findings: [Finding], sourceLocation: SourceLocation = #_sourceLocation) {
  for finding in findings {
    Issue.record(Comment(rawValue: finding.text), sourceLocation: sourceLocation)
  }
}
