import NIOEmbedded
import PiperollTLS
import Testing

@testable import PiperollServer

/// Who gets the two places in which passwords are hashed.
@Suite struct PasswordCheckTests {
  /// A queue whose work a test does when it likes.
  private final class Waiting: WorkQueue, @unchecked Sendable {
    var work: [@Sendable () -> Void] = []
    func submit(_ one: @escaping @Sendable () -> Void) { work.append(one) }
    func shutDown() async throws {}
  }

  /// What has ended, in its order. Unchecked `Sendable`: there is one thread.
  private final class Ended: @unchecked Sendable { var names: [String] = [] }

  @Test func `guessers leave places to others, and go last`() throws {
    let (loop, queue, ended) = (EmbeddedEventLoop(), Waiting(), Ended())
    let configuration = ServerConfiguration(
      bookDirectory: "", identity: TLSIdentity(certificateFile: "", keyFile: ""))
    let checks = PasswordChecks(loop: loop, queue: queue, turns: Turns(), configuration)
    var guarded = LoginGuard(secret: [])
    guarded.visited("olga", from: "192.0.2.1", certificate: "", at: 0)
    /// Fills the places of logins of a user, from as many addresses as there are.
    func fill(_ user: String, _ address: (Int) -> String) -> Int {
      for count in 0..<100 {
        let admission = guarded.admit(user, from: address(count), at: 0)
        guard case .check(let ticket) = admission, (try? checks.demandRoom(for: ticket)) != nil
        else { return count }
        checks.submit(for: ticket, { user }, then: { ended.names.append($0) })
      }
      return 100
    }
    #expect(fill("maria") { _ in "198.51.100.1" } == 4, "a quarter for whoever guesses")
    #expect(fill("maria") { "198.51.100.\($0 + 2)" } == 0, "one name has no more")
    #expect(fill("nobody") { "198.51.100.\($0 + 2)" } == 4, "half for all who are not known")
    #expect(fill("olga") { _ in "192.0.2.1" } == 5, "as many as the guard lets through")
    #expect(queue.work.count == PasswordChecks.atOnce)
    checks.submitFirst({ "admin" }, then: { ended.names.append($0) })
    while !queue.work.isEmpty {
      #expect(queue.work.count <= PasswordChecks.atOnce)
      queue.work.removeFirst()()
      loop.run()
    }
    #expect(ended.names.count == 14)
    #expect(ended.names.firstIndex(of: "admin") == 2, "behind the two that were running")
    #expect(Array(ended.names[3..<8]) == Array(repeating: "olga", count: 5), "before the guesses")
    #expect(fill("sue") { "203.0.113.\($0)" } == 4)
  }
}
