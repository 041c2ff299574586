import Foundation
import PiperollServer
import Testing

/// What guessers can do to a server, and what they cannot.
@Suite struct GuessingTests {
  /// Time stands still, so that no delay ends. It is later than any book's.
  private static let time: Int64 = 4_000_000_000_000

  @Test func `wrong passwords outlive the server`() async throws {
    let desk = try Desk()
    let file = desk.path + "/logins"
    for _ in 1...2 {
      try await desk.start { configuration in
        configuration.loginsFile = file
        configuration.clock = { Self.time }
      }
      let wire = try await desk.connect(nil)
      for _ in 1...5 { _ = try await wire.ask("AUTH admin password=\"not that one\"") }
      let reply = try await wire.ask("AUTH admin password=\"\(Desk.password)\"")[0]
      #expect(reply.code == 430)
      #expect((reply["after"].flatMap { Int($0) } ?? 0) > 0)
      try await desk.stop()
    }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains("failed ") && !text.contains("not that one"))
    let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
    #expect(rights as? Int == 0o600)
  }

  @Test func `wrong passwords are on the disk without an end of the server`() async throws {
    let (desk, other) = (try Desk(), try Desk())
    let (file, copy) = (desk.path + "/logins", other.path + "/logins")
    try await desk.start { configuration in
      configuration.loginsFile = file
      configuration.clock = { Self.time }
    }
    let wire = try await desk.connect(nil)
    for _ in 1...5 { _ = try await wire.ask("AUTH admin password=\"not that one\"") }
    // The file is written within a second.
    let admin = try await desk.connect()
    let deadline = ContinuousClock.now + .seconds(Wire.patienceSeconds)
    func text() -> String { (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" }
    while !text().contains(" 5 \(Self.time)"), ContinuousClock.now < deadline {
      _ = try await admin.ask("PING")
    }
    #expect(text().contains(" 5 \(Self.time)"))
    try FileManager.default.copyItem(atPath: file, toPath: copy)
    try await desk.stop()
    try await other.start { configuration in
      configuration.loginsFile = copy
      configuration.clock = { Self.time }
    }
    let again = try await other.connect(nil)
    #expect(try await again.ask("AUTH admin password=\"\(Desk.password)\"")[0].code == 430)
    try await other.stop()
  }

  @Test func `a damaged file of wrong passwords does not keep the book closed`() async throws {
    let desk = try Desk()
    let file = desk.path + "/logins"
    try Data("piperoll-logins 9\n".utf8).write(to: URL(filePath: file))
    try await desk.start { $0.loginsFile = file }
    let wire = try await desk.connect(nil)
    #expect(try await wire.ask("AUTH admin password=\"\(Desk.password)\"")[0].code == 200)
    #expect(desk.log.text.contains("damaged"))
    try await desk.stop()
  }
}
