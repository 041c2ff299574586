import PiperollLedger
import PiperollStore
import PiperollTLS
import TestSupport
import Testing

@testable import PiperollServer

/// What becomes of a password that is being checked while somebody gives the user another one.
@Suite final class PasswordRaceTests {
  private let server: Incarnation

  init() throws {
    let disk = SimulatedDisk(seed: 1)
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""), storage: disk)
    server = try Incarnation(
      disk, directory: "/book", sizes: JournalSizes(), snapshotBytes: 1 << 20,
      clock: SimulatedClock(), passwordCost: PasswordCost(logN: 10, r: 8, p: 1)!)
    let admin = session("admin")
    ask(admin, "ADMIN USER maria role=viewer password=\"a password of her own\"\n")
    server.settle()
  }

  deinit { server.end() }

  private func session(_ user: String? = nil) -> Session {
    let session = Session(engine: server.engine, address: "here")
    session.user = user.map { SessionUser(name: $0, role: .admin) }
    return session
  }

  private func ask(_ session: Session, _ text: String) {
    Array(text.utf8).withUnsafeBytes { session.receive($0) }
    session.process()
  }

  private func answer(_ session: Session) -> String {
    var bytes: [UInt8] = []
    while session.output.canSend { session.output.send { bytes += $0 } }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// An administrator gives maria a password, which is hashed before what is asked meanwhile.
  private func reset(meanwhile other: Session, _ line: String) -> String {
    let admin = session("admin")
    ask(admin, "ADMIN USER maria role=viewer password=\"given by somebody else\"\n")
    ask(other, line)
    server.settle()
    #expect(answer(admin).hasPrefix("201 CREATED"))
    return answer(other)
  }

  @Test func `the former password no longer logs in, though it was right when it was typed`() {
    let line = "AUTH maria password=\"a password of her own\"\n"
    let stranger = session()
    #expect(reset(meanwhile: stranger, line).hasPrefix("430 OVERLOAD after=1"))
    #expect(stranger.user == nil)
    ask(stranger, line)
    server.settle()
    #expect(answer(stranger).hasPrefix("531 AUTHFAIL"))
  }

  @Test func `who changes their own is refused, and the one they were given stays`() {
    let line =
      "PASSWORD old-password=\"a password of her own\" password=\"another one, longer still\"\n"
    #expect(reset(meanwhile: session("maria"), line).hasPrefix("531 AUTHFAIL"))
    let stranger = session()
    ask(stranger, "AUTH maria password=\"given by somebody else\"\n")
    server.settle()
    #expect(answer(stranger).hasPrefix("200 OK user=maria"))
  }
}
