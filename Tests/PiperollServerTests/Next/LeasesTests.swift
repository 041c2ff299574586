import PiperollCommands
import TestSupport
import Testing

@testable import PiperollServer

/// Who has an account, and until when.
@Suite struct LeasesTests {
  /// What `Leases` has to say, from a plain list.
  private struct Plain {
    struct One: Equatable {
      var account: UInt32
      var user: String
      var session: Int?
      var until: Int64
    }

    var all: [One] = []
    var skipped: [UInt32: Int64] = [:]

    mutating func drop(account: UInt32) { all.removeAll { $0.account == account } }

    mutating func pass(to now: Int64) {
      all.removeAll { $0.until <= now }
      skipped = skipped.filter { $0.value > now }
    }
  }

  @Test(arguments: UInt64(0)..<10)
  func `a session has one account, and an account one session`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var (leases, plain) = (Leases(), Plain())
    var now: Int64 = 0
    for _ in 0..<5_000 {
      now += Int64(random.below(20_000))
      let (session, account) = (random.below(12), UInt32(random.below(30)))
      let (user, until) = ("user-\(session % 5)", now + 100_000)
      let own = plain.all.firstIndex { $0.session == session }
      switch random.below(6) {
      case 0:
        _ = leases.takeFreed(at: now)
        plain.pass(to: now)
        if let old = leases.lease(of: session, user: user) { leases.end(old.account) }
        if let old = plain.all.first(where: { $0.session == session }) {
          plain.drop(account: old.account)
        } else if let old = plain.all.filter({ $0.session == nil && $0.user == user })
          .min(by: { $0.until < $1.until })
        {
          plain.drop(account: old.account)
        }
        leases.take(account, user: user, session: session, after: 0, until: until)
        plain.drop(account: account)
        plain.skipped[account] = nil
        plain.all.append(
          Plain.One(account: account, user: user, session: session, until: until))
      case 1, 2:
        leases.renew(session: session, at: now, until: until)
        if let own, plain.all[own].until > now { plain.all[own].until = until }
      case 3:
        leases.skip(account, at: now)
        plain.drop(account: account)
        plain.skipped[account] = now + Leases.skipMilliseconds
      case 4:
        let isLost = random.oneIn(2)
        leases.leave(session: session, isLost: isLost, at: now)
        guard let own else { break }
        if isLost {
          plain.all[own].session = nil
          plain.all[own].until = min(plain.all[own].until, now + Leases.lostMilliseconds)
        } else {
          plain.all.remove(at: own)
        }
      default:
        _ = leases.takeFreed(at: now)
        plain.pass(to: now)
      }
      let kept = Set(plain.all.map(\.account)).union(plain.skipped.keys)
      #expect(Set(leases.keptBack) == kept)
      for account in UInt32(0)..<30 {
        let lease = leases.holder(of: account)
        let one = plain.all.first { $0.account == account }
        #expect(lease?.session == one?.session && lease?.until == one?.until)
        #expect(lease?.user == one?.user)
      }
      for user in (0..<5).map({ "user-\($0)" }) {
        let own = plain.all.filter { $0.user == user && $0.until > now }.map(\.account)
        #expect(Set(leases.talks(of: user, at: now).keys) == Set(own))
      }
      for session in 0..<12 {
        let expected = plain.all.first { $0.session == session }?.account
        if let expected {
          #expect(leases.lease(of: session, user: "nobody")?.account == expected)
        }
      }
    }
  }
}
