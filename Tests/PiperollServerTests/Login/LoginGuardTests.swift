import TestSupport
import Testing

@testable import PiperollServer

/// Who has to wait before the next try at a password.
@Suite struct LoginGuardTests {
  private static let start: Int64 = 1_795_435_200_000

  private struct Play {
    var guarded = LoginGuard(secret: [1, 2, 3])
    var now = LoginGuardTests.start

    /// Tries a password; returns for how many seconds the try has to wait, nil: it was looked at.
    mutating func attempt(_ user: String, _ address: String, isRight: Bool) -> Int? {
      switch guarded.admit(user, from: address, at: now) {
      case .wait(let seconds): return seconds
      case .check(let ticket):
        if isRight {
          guarded.succeeded(ticket, at: now)
        } else {
          _ = guarded.failed(ticket, at: now)
        }
        return nil
      }
    }
  }

  @Test func `five wrong passwords are free, and behind them the delay doubles up to 15 minutes`() {
    var play = Play()
    for _ in 0..<5 { #expect(play.attempt("maria", "192.0.2.1", isRight: false) == nil) }
    var delays: [Int] = []
    for _ in 0..<12 {
      let wait = play.attempt("maria", "192.0.2.1", isRight: true) ?? 0
      delays.append(wait)
      play.now += Int64(wait) * 1_000
      #expect(play.attempt("maria", "192.0.2.1", isRight: false) == nil)
    }
    #expect(delays == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
    play.now += 900_000
    #expect(play.attempt("maria", "192.0.2.1", isRight: true) == nil)
    #expect(play.attempt("maria", "192.0.2.1", isRight: false) == nil)
  }

  @Test func `strangers make nobody wait who has logged in from where they are`() {
    var play = Play()
    #expect(play.attempt("maria", "192.0.2.1", isRight: true) == nil)
    for number in 0..<40 {
      _ = play.attempt("maria", "198.51.100.\(number)", isRight: false)
      _ = play.attempt("other", "192.0.2.1", isRight: false)
    }
    #expect(play.attempt("maria", "192.0.2.1", isRight: true) == nil)
    #expect((play.attempt("maria", "203.0.113.9", isRight: true) ?? 0) > 0, "a new address")
    #expect((play.attempt("olga", "192.0.2.1", isRight: true) ?? 0) > 0, "a new user there")
    #expect(play.attempt("olga", "203.0.113.9", isRight: true) == nil)
  }

  @Test func `who goes on guessing keeps nobody out for longer than was said`() {
    var play = Play()
    for number in 0..<20 { _ = play.attempt("maria", "198.51.100.\(number)", isRight: false) }
    // The guessers never stop, and are there at the very moment when the next one is looked at.
    func guess(_ round: Int) {
      for number in 0..<20 {
        _ = play.attempt("maria", "198.51.\(round + 1).\(number)", isRight: false)
        _ = play.attempt("other \(number % 9)", "192.0.2.1", isRight: false)
      }
    }
    guess(0)
    let said = play.attempt("maria", "192.0.2.1", isRight: true) ?? 0
    #expect(said > 0)
    for step in 1..<said {
      play.now += 1_000
      guess(step)
      #expect(play.attempt("maria", "192.0.2.1", isRight: true) == said - step)
    }
    play.now += 1_000
    guess(0)
    #expect(play.attempt("maria", "192.0.2.1", isRight: true) == nil)
  }

  @Test func `what is being checked counts as wrong until it ends`() {
    var play = Play()
    var tickets: [LoginGuard.Ticket] = []
    for _ in 0..<24 {
      if case .check(let ticket) = play.guarded.admit("maria", from: "192.0.2.1", at: play.now) {
        tickets.append(ticket)
      }
    }
    #expect(tickets.count == 5)
    for ticket in tickets { play.guarded.cancelled(ticket) }
    #expect(play.attempt("maria", "192.0.2.1", isRight: false) == nil)
  }

  @Test func `the right password forgets the wrong ones of its pair, and of nobody else`() {
    var play = Play()
    for _ in 0..<4 { _ = play.attempt("maria", "192.0.2.1", isRight: false) }
    #expect(play.attempt("maria", "192.0.2.2", isRight: false) == nil)
    #expect((play.attempt("maria", "192.0.2.3", isRight: true) ?? 0) > 0)
    play.now += 900_000
    #expect(play.attempt("maria", "192.0.2.1", isRight: true) == nil)
    #expect(play.guarded.failures(of: "maria", at: play.now) == 1)
    for _ in 0..<5 { #expect(play.attempt("maria", "192.0.2.1", isRight: false) == nil) }
    #expect((play.attempt("maria", "192.0.2.1", isRight: true) ?? 0) > 0)
  }

  @Test func `a name that is no user's is counted alike`() {
    var (known, unknown) = (Play(), Play())
    known.guarded.visited("maria", from: "192.0.2.9", certificate: "", at: known.now)
    for step in 0..<30 {
      let one = known.attempt("maria", "192.0.2.1", isRight: false)
      #expect(one == unknown.attempt("nobody", "192.0.2.1", isRight: false))
      known.now += Int64(step) * 1_000
      unknown.now = known.now
    }
  }

  @Test func `a day without a wrong password forgets all, and a clock set back lengthens nothing`()
  {
    var play = Play()
    for _ in 0..<5 { _ = play.attempt("maria", "192.0.2.1", isRight: false) }
    play.now -= 86_400_000
    #expect(play.attempt("maria", "192.0.2.1", isRight: true) == 2)
    play.now = Self.start + LoginGuard.forgetAfter
    for _ in 0..<5 { #expect(play.attempt("maria", "192.0.2.1", isRight: false) == nil) }
  }

  @Test func `an administrator unlocks a user, and an address`() {
    var play = Play()
    for _ in 0..<5 { _ = play.attempt("maria", "192.0.2.1", isRight: false) }
    #expect(play.guarded.unlock("maria", address: nil) == 5)
    #expect((play.attempt("maria", "192.0.2.1", isRight: true) ?? 0) > 0, "the address waits")
    #expect(play.guarded.unlock("maria", address: "192.0.2.1") == 0)
    #expect(play.attempt("maria", "192.0.2.1", isRight: true) == nil)
  }

  @Test func `what is kept is bounded, and big counts outlive a flood of small ones`() {
    var play = Play()
    for _ in 0..<5 { _ = play.attempt("maria", "192.0.2.1", isRight: false) }
    for number in 0..<LoginGuard.recordsMax {
      if number % 4 == 0 { play.now += 1 }
      _ = play.attempt("n\(number)", "198.51.\(number / 256).\(number % 256)", isRight: false)
    }
    #expect(play.guarded.records.count <= LoginGuard.recordsMax)
    #expect((play.attempt("maria", "192.0.2.1", isRight: true) ?? 0) > 0)
    for number in 0..<40 {
      play.guarded.visited("maria", from: "a\(number)", certificate: "", at: play.now)
    }
    #expect(play.guarded.visits["maria"]?.count == LoginGuard.addressesMax)
    #expect(play.guarded.visits["maria"]?.first?.address == "a39")
  }

  @Test func `the text comes back as it was, and any other text is refused`() throws {
    var play = Play()
    play.guarded = LoginGuard(secret: [UInt8](repeating: 0xA5, count: LoginGuard.secretBytes))
    for number in 0..<50 {
      _ = play.attempt("user\(number % 3)", "192.0.2.\(number % 7)", isRight: number % 5 == 0)
    }
    play.guarded.visited("sue", from: "2001:db8:0:1::/64", certificate: "0AF3", at: 7)
    let text = play.guarded.text
    let back = try #require(LoginGuard(text: text))
    #expect(back.records == play.guarded.records && back.visits == play.guarded.visits)
    #expect(back.secret == play.guarded.secret)
    #expect(!text.contains("nobody"))
    for cut in stride(from: 0, to: text.utf8.count, by: 17) {
      #expect(LoginGuard(text: String(text.prefix(cut))) == nil)
    }
    #expect(LoginGuard(text: text + "failed\n") == nil)
  }

  @Test func `an address of IPv6 counts as its network`() {
    #expect(LoginAddress.text(of: "192.0.2.7") == "192.0.2.7")
    #expect(LoginAddress.text(of: "::ffff:192.0.2.7") == "192.0.2.7")
    #expect(LoginAddress.text(of: "2001:db8:0:1:2:3:4:5") == "2001:db8:0:1::/64")
  }
}
