import Testing

/// A few crashes of the programs themselves. `Tests/README.md` has the commands for hundreds.
@Suite(.serialized) struct CrashTests {
  private static let kill = Script(name: "kill.sh")
  private static let powercut = Script(name: "powercut.sh")
  private static let order = Script(name: "order.sh")
  private static let files = Script(name: "files.sh")

  @Test func `what was acknowledged is there after kill -9, at any moment`() async throws {
    let outcome = try await Self.kill.run([], ["CYCLES": "4"])
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains(" lost=0 "), "\(outcome.output)")
  }

  @Test(.enabled("powercut.sh needs root, ext4 and loop devices") { try await powercut.canRun() })
  func `what was acknowledged is there after a power cut`() async throws {
    let outcome = try await Self.powercut.run([], ["CUTS": "2"])
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains(" lost=0 "), "\(outcome.output)")
  }

  @Test func `each row of a file is there once, whichever program is killed`() async throws {
    let outcome = try await Self.files.run([], ["ROWS": "10000", "KILLS": "2"])
    #expect(outcome.status == 0, "\(outcome.output)")
    #expect(outcome.output.contains("all agreed"), "\(outcome.output)")
  }

  @Test(.enabled("order.sh needs strace, and leave to trace") { try await order.canRun() })
  func `no reply leaves before the fdatasync of its entry has returned`() async throws {
    let outcome = try await Self.order.run()
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
