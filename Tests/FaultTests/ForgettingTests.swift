import PiperollLedger
import PiperollStore
import PiperollWire
import TestSupport
import Testing

@testable import PiperollServer

/// What a session has in memory of a password when its request was read.
@Suite final class ForgettingTests {
  private static let secret = "Zebra-Quartz-71-Violin"

  private let server: Incarnation

  init() throws {
    let disk = SimulatedDisk(seed: 1)
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""), storage: disk)
    server = try Incarnation(
      disk, directory: "/book", sizes: JournalSizes(), snapshotBytes: 1 << 30,
      clock: SimulatedClock())
  }

  deinit { server.end() }

  @Test(arguments: [
    (false, "AUTH admin password=\(secret)"), (false, "AUTHX admin password=\(secret)"),
    (false, "auth admin \(secret)"), (false, "\(secret)"), (false, "AUTH \(secret) ; \u{7}"),
    (true, "AUTH admin password=\(secret)"),
    (true, "ADMIN USER maria role=viewer password=\(secret)"),
    (true, "BEGIN\nAUTH admin password=\(secret)"),
  ])
  func `a line that may hold a password is overwritten when it was read`(
    isLoggedIn: Bool, lines: String
  ) {
    let session = Session(engine: server.engine, address: "here")
    if isLoggedIn { session.user = SessionUser(name: "admin", role: .admin) }
    Array((lines + "\n").utf8).withUnsafeBytes { session.receive($0) }
    session.process()
    let secret = Array(Self.secret.utf8)
    let (line, received) = (session.line, session.reader.bytes)
    #expect(!line.contains(secret) && !received.contains(secret))
    // The line is still there, without what it held.
    #expect(line.count >= secret.count && received.count >= secret.count)
  }
}
