import Foundation

/// Runs `openssl s_client` against a desk, as a person would.
struct OpenSSLClient {
  let exitCode: Int32
  let output: String

  static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

  /// Sends the input, then leaves standard input open until the server has closed.
  ///
  /// - Parameter isQuiet: only what the server says is printed, and a line that begins with R or Q
  ///   is no order to s_client itself.
  static func run(
    _ desk: Desk, _ arguments: [String] = [], input: String, isQuiet: Bool = true
  ) async throws -> Self {
    let arguments = (isQuiet ? ["-quiet"] : []) + arguments
    let port = desk.port
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "openssl").async {
        continuation.resume(with: .init { try run(port, arguments, input) })
      }
    }
  }

  private static func run(_ port: Int, _ arguments: [String], _ input: String) throws -> Self {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments =
      ["60", "openssl", "s_client", "-crlf", "-connect", "127.0.0.1:\(port)"] + arguments
    let (given, taken) = (Pipe(), Pipe())
    process.standardInput = given
    process.standardOutput = taken
    process.standardError = FileHandle.nullDevice
    try process.run()
    // A client whose handshake was refused may be gone before it has read anything: its exit code
    // and its output say so.
    try? given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    let output = String(decoding: taken.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try given.fileHandleForWriting.close()
    return Self(exitCode: process.terminationStatus, output: output)
  }
}
