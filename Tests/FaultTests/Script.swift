import Foundation
import Testing

/// A script of `Tests/Acceptance` on the programs that were built with these tests.
struct Script {
  let name: String

  /// A run of any of these takes seconds, and a few minutes on a crowded machine; one that hangs is
  /// ended.
  private static let deadlineSeconds = 900
  /// What a script exits with that lacks what it needs, as automake has it.
  private static let skipped: Int32 = 77

  struct Outcome: Sendable {
    let status: Int32
    let output: String
  }

  /// Whether this machine has what the script needs.
  func canRun() async throws -> Bool {
    try await run(["try"]).status != Self.skipped
  }

  /// Runs it; `settings` stand in its environment.
  func run(_ arguments: [String] = [], _ settings: [String: String] = [:]) async throws -> Outcome {
    try await Self.run(["bash", Self.path(of: name)] + arguments, settings)
  }

  /// Runs a command line, on a thread of its own, and ends it when it takes too long.
  static func run(
    _ command: [String], _ settings: [String: String] = [:]
  ) async throws -> Outcome {
    let words = ["timeout", "-k", "10", "\(deadlineSeconds)"] + command
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: command[0]).async {
        continuation.resume(with: .init { try start(words, settings) })
      }
    }
  }

  private static func start(_ words: [String], _ settings: [String: String]) throws -> Outcome {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.environment = ProcessInfo.processInfo.environment
      .merging(programs) { $1 }.merging(settings) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
  }

  static func path(of name: String) -> String { folder.appending(path: name).path }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Acceptance").standardizedFileURL

  /// They lie beside the bundle that holds these tests.
  static let programs: [String: String] = {
    let bundle = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let folder = bundle.deletingLastPathComponent()
    return [
      "PIPEROLLD": folder.appending(path: "piperolld").path,
      "PIPEROLL": folder.appending(path: "piperoll").path,
    ]
  }()
}
