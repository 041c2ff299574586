import Foundation
import Testing

/// All that lies at the top, so that a newcomer sees the whole at a glance.
let topLevel: Set<String> = [
  "Package.swift", "README.md", "Sources", "Tests", "Protocol", "Clients",
]

@Test func `the top level holds the six entries`() throws {
  let root = Project.shared.root
  let entries = try FileManager.default.contentsOfDirectory(atPath: root.path)
    .filter { !$0.hasPrefix(".") && !Project.isLeftByTools($0) }
  expectNone(topLevelFindings(entries))
}

@Test(.enabled(if: isGitCheckout, "an unpacked archive has no index to look into"))
func `what a build makes is not tracked`() throws {
  let tracked = try gitFiles()
  #expect(tracked.contains("Package.swift"), "git ls-files did not list the project")
  expectNone(trackedFindings(tracked))
}

func topLevelFindings(_ entries: [String]) -> [Finding] {
  let extra = Set(entries).subtracting(topLevel).sorted().map {
    Finding(text: "\($0):1: move it into one of \(topLevel.sorted().joined(separator: " "))")
  }
  let missing = topLevel.subtracting(entries).sorted().map {
    Finding(text: "\($0):1: missing at the top level; add it")
  }
  return extra + missing
}

func trackedFindings(_ tracked: [String]) -> [Finding] {
  tracked.filter { path in
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return path.hasPrefix(".build") || Project.isLeftByTools(name)
  }.map { Finding(text: "\($0):1: git rm --cached it, and keep it in .gitignore") }
}

private var isGitCheckout: Bool {
  FileManager.default.fileExists(atPath: Project.shared.root.appending(path: ".git").path)
}

private func gitFiles() throws -> [String] {
  let git = Process()
  let output = Pipe()
  git.executableURL = URL(filePath: "/usr/bin/env")
  // A checkout may belong to another user, as in a container; git refuses those otherwise.
  git.arguments = ["git", "-c", "safe.directory=*", "ls-files"]
  git.currentDirectoryURL = Project.shared.root
  git.standardOutput = output
  try git.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  git.waitUntilExit()
  return text.split(separator: "\n").map(String.init)
}
