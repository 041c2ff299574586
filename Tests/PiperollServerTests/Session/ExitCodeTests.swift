import Foundation
import PiperollClient
import PiperollServer
import PiperollTLS
import Synchronization
import Testing

/// What a script sees of a request that needs an approval: the exit codes of the client, which
/// speaks to a server.
@Suite struct ExitCodeTests {
  /// Runs lines as the program `piperoll` does, and throws its output away.
  private func run(_ desk: Desk, _ user: String, _ lines: String...) async throws -> ExitCode {
    var address = try Address("127.0.0.1:\(desk.port)")
    address.user = user
    let identity = desk.identity(user)
    let options = ClientOptions(
      address: address, trust: .authority(file: desk.identity("server").certificateFile),
      identity: identity)
    return await withCheckedContinuation { continuation in
      DispatchQueue(label: "client").async {
        let nowhere = open("/dev/null", O_WRONLY)
        defer { close(nowhere) }
        let streams = Streams(input: -1, output: nowhere, diagnostics: nowhere)
        continuation.resume(returning: Pipeline.run(options, commands: lines, streams))
      }
    }
  }

  @Test func `a request is 8 while it waits, then 0, or 1 if it will not be done`() async throws {
    let days = Atomic<Int64>(0)
    let desk = try Desk()
    try await desk.start { configuration in
      let clock = configuration.clock
      configuration.clock = { clock() + days.load(ordering: .relaxed) * 86_400_000 }
    }
    try desk.issue("olga")
    try await desk.make("olga", "operator")
    let prepared = try await run(
      desk, "admin", "POST ACCOUNT T-1 kind=trade name=x",
      "POST INVOICE T-1 I-1 100.00", "POST POLICY writeoff-limit 5.00 role=operator")
    #expect(prepared == .ok)
    func ask(_ ref: String) async throws -> ExitCode {
      try await run(desk, "olga", "POST WRITEOFF T-1 10.00 reason=other ref=\(ref)")
    }
    func look(_ ref: String) async throws -> ExitCode {
      try await run(desk, "olga", "LOOKUP REF \(ref)")
    }
    // Entry 1 is the administrator; the requests are 6, 7 and 8.
    for ref in ["w-1", "w-2", "w-3"] { #expect(try await ask(ref) == .pending) }
    #expect(try await ask("w-1") == .pending)
    #expect(try await look("w-1") == .pending)
    let block = "POST WRITEOFF T-1 10.00 reason=other mode=each <<\nref\nw-1\n."
    #expect(try await run(desk, "olga", block) == .pending)

    #expect(try await run(desk, "admin", "POST APPROVE 6", "POST REJECT 7 -- no") == .ok)
    #expect(try await ask("w-1") == .ok)
    #expect(try await look("w-1") == .ok)
    #expect(try await run(desk, "olga", block) == .ok)
    #expect(try await ask("w-2") == .refused)
    #expect(try await look("w-2") == .refused)

    #expect(try await ask("w-3") == .pending)
    days.store(8, ordering: .relaxed)
    #expect(try await ask("w-3") == .refused)
    #expect(try await look("w-3") == .refused)
    try await desk.stop()
  }
}
