import Foundation
import Glibc
import PiperollClient
import PiperollTLS
import Testing

/// A folder of files, and runs of the client against a desk's server.
final class Office: Sendable {
  let desk: Desk
  let folder: String

  struct Run: Sendable {
    let exitCode: ExitCode
    let output: String
    let diagnostics: String
  }

  init(_ desk: Desk) throws {
    self.desk = desk
    folder = NSTemporaryDirectory() + "piperoll-files-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL

  /// One of the maps that the project ships.
  static func map(_ name: String) throws -> FileMap {
    try FileMap.load(root.appending(path: "Clients/maps/\(name).map").path, folder: "")
  }

  func path(_ name: String) -> String { folder + "/" + name }

  @discardableResult func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: path(name)))
    return path(name)
  }

  func read(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func options(_ user: String = "admin") throws -> ClientOptions {
    var address = try Address("127.0.0.1:\(desk.port)")
    address.user = user
    return ClientOptions(
      address: address, trust: .authority(file: desk.identity("server").certificateFile),
      identity: desk.identity(user))
  }

  /// Posts a file on a thread of its own.
  func post(
    _ name: String, _ map: FileMap, as user: String = "admin",
    _ adjust: (inout PostFile) -> Void = { _ in }
  ) async throws -> Run {
    var post = PostFile(file: path(name), map: map)
    adjust(&post)
    let settled = post
    return try await run(as: user) { settled.run($0, $1) }
  }

  /// Runs something of the client with outputs that are files.
  func run(
    as user: String = "admin", _ output: ClientOptions.Output = .verbatim,
    _ body: @escaping @Sendable (ClientOptions, Streams) -> ExitCode
  ) async throws -> Run {
    var options = try options(user)
    options.output = output
    let settled = options
    let names = (path(".out-\(UUID())"), path(".err-\(UUID())"))
    let code = await withCheckedContinuation {
      (continuation: CheckedContinuation<ExitCode, Never>) in
      DispatchQueue(label: "client").async {
        let streams = Streams(
          input: -1, output: Glibc.open(names.0, O_WRONLY | O_CREAT, 0o600),
          diagnostics: Glibc.open(names.1, O_WRONLY | O_CREAT, 0o600))
        let code = body(settled, streams)
        close(streams.output)
        close(streams.diagnostics)
        continuation.resume(returning: code)
      }
    }
    func text(_ path: String) -> String {
      String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }
    return Run(exitCode: code, output: text(names.0), diagnostics: text(names.1))
  }

  /// A desk with an office, for the time of a body.
  static func open(_ body: (Desk, Office) async throws -> Void) async throws {
    try await Desk.open { desk in try await body(desk, try Office(desk)) }
  }

  /// What a program of `Tests/Acceptance` prints, a line each.
  static func python(_ arguments: String...) async throws -> [String] {
    let program = root.appending(path: "Tests/Acceptance/files.py").path
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "python").async {
        continuation.resume(
          with: .init {
            let process = Process()
            let output = Pipe()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["timeout", "60", "python3", program] + arguments
            process.standardOutput = output
            try process.run()
            let data = output.fileHandleForReading.readDataToEndOfFile()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
            return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
          })
      }
    }
  }

  static let hasPython = [
    "/usr/bin/python3", "/usr/local/bin/python3", "/root/.pyenv/shims/python3",
  ]
  .contains { FileManager.default.isExecutableFile(atPath: $0) }
}
