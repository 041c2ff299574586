import Foundation
import PiperollServer
import TestSupport
import Testing

/// What LOOKUP NEXT offers.
@Suite struct NextTests {
  /// A Monday, 17:00 UTC: everybody of the United States may be called, but in Hawaii.
  private static let start: Int64 = 1_795_453_200_000

  /// Lines that make accounts of which each has something else to be done.
  private static func opening(_ random: inout SplitMix64) -> [String] {
    (0..<40).flatMap { account in
      let id = "A-\(account)"
      var lines = [
        "POST ACCOUNT \(id) kind=consumer name=\(id) terms=0 date=2026-01-01",
        "POST INVOICE \(id) I-1 \(1 + random.below(3_000)).00 date=2026-0\(4 + random.below(6))-01",
      ]
      if !random.oneIn(6) { lines.append(contact(id, account)) }
      for _ in 0..<random.below(3) { lines.append(change(of: account, &random)) }
      return lines
    }
  }

  private static func number(_ account: Int) -> String { "21255501\(10 + account)" }

  private static func contact(_ id: String, _ account: Int) -> String {
    "POST CONTACT \(id) role=debtor name=\(id) mobile=\(number(account))"
  }

  /// A line that may change what there is to do on an account.
  private static func change(of account: Int, _ random: inout SplitMix64) -> String {
    let id = "A-\(account)"
    let day = 10 + random.below(14)
    let lines = [
      "POST PROMISE \(id) 1.00@2026-11-\(day) date=2026-11-09",
      "POST PAYMENT \(id) \(1 + random.below(900)).00 method=check date=2026-11-\(day)",
      "POST PAYMENT \(id) \(1 + random.below(900)).00 method=check",
      "POST HOLD \(id) dispute item=I-1 -- wrong", "POST HOLD \(id) hardship -- out of work",
      "POST HOLD \(id) bankruptcy -- chapter 7", "POST HOLD \(id) attorney -- Ann Law",
      "NOTE CALL \(id) \(number(account)) na date=2026-11-\(day)",
      "NOTE CALL \(id) \(number(account)) rp date=2026-11-\(day)",
      "NOTE CALL \(id) \(number(account)) na", "NOTE CALL \(id) \(number(account)) wn",
      "NOTE CALL \(id) \(number(account)) ns", "NOTE CALL \(id) \(number(account)) rf stop=call",
      "POST TASK \(id) 2026-11-23 -- look",
      "POST TASK \(id) 2026-11-24 -- look", "POST TASK \(id) 2026-11-23/12:30 -- ring",
      "POST INVOICE \(id) J-\(random.below(1_000_000)) 70.00 date=2026-10-02",
      "POST PLAN \(id) instalments=2 first=2026-11-30",
    ]
    return lines[random.below(lines.count)]
  }

  /// The accounts of the list that are offered in a queue, in its order.
  private static func offered(_ wire: Wire, _ queue: String) async throws -> [String] {
    let block = try await wire.ask("REPORT WORKLIST queue=\(queue)")[0].block
    let queued = block.filter { $0.hasPrefix("A-") && $0.contains("\tqueued\t") }
    return queued.map { String($0.prefix { $0 != "\t" }) }
  }

  private static func key(_ name: String, of status: String) -> String? {
    status.split(separator: " ").first { $0.hasPrefix("\(name)=") }
      .map { String($0.dropFirst(name.count + 1)) }
  }

  @Test(arguments: UInt64(0)..<6)
  func `what is offered is the first of the list that nobody has and nobody passed over`(
    seed: UInt64
  ) async throws {
    try await Places.servers.run {
      var random = SplitMix64(seed: seed)
      let clock = Ticking(Self.start)
      let desk = try Desk()
      try await desk.start { $0.clock = clock.read }
      let wire = try await desk.connect()
      _ = try await wire.ask(Self.opening(&random))
      var passedOver: [String: Int64] = [:]
      var leased: String?
      var offered = 0
      for _ in 0..<60 {
        if random.oneIn(3) {
          let line = Self.change(of: random.below(40), &random)
          let code = try await wire.ask([line])[0].code
          if code == 201, let own = leased, line.hasPrefix("NOTE CALL \(own) ") { leased = nil }
        }
        let pause = random.oneIn(10) ? 600 : random.below(14)
        clock.pass(minutes: pause)
        // A lease is over by time; that passes nothing over.
        if pause >= 15 { leased = nil }
        let queue = ["collect", "skip", "clerical"][random.below(3)]
        let now = clock.read()
        passedOver = passedOver.filter { $0.value > now }
        if let leased { passedOver[leased] = now + 3_600_000 }
        let list = try await Self.offered(wire, queue).filter { passedOver[$0] == nil }
        let status = try await wire.ask("LOOKUP NEXT queue=\(queue)")[0].status
        leased = Self.key("account", of: status)
        #expect(leased == list.first, "\(status)")
        if leased == nil { continue }
        offered += 1
        #expect(queue != "collect" || Self.key("verdict", of: status) != "BLOCK", "\(status)")
      }
      #expect(offered > 10)
      try await desk.stop()
    }
  }

  @Test func `what was recorded while nobody asked is on the list, however much it is`()
    async throws
  {
    var random = SplitMix64(seed: 7)
    let clock = Ticking(Self.start)
    let desk = try Desk()
    try await desk.start { $0.clock = clock.read }
    let wire = try await desk.connect()
    _ = try await wire.ask(Self.opening(&random))
    let first = Self.key("account", of: try await wire.ask("LOOKUP NEXT")[0].status)
    let before = try await Self.offered(wire, "collect").filter { $0 != first }
    // More than is looked at while others wait, and then the one that matters.
    let last = try #require(before.last)
    let notes = [String](repeating: "NOTE GENERAL \(before[0]) -- seen", count: 2_500)
    _ = try await wire.ask(notes + ["POST INVOICE \(last) L-1 90000000.00 date=2026-04-01"])
    let list = try await Self.offered(wire, "collect").filter { $0 != first }
    #expect(list.first == last)
    let status = try await wire.ask("LOOKUP NEXT queue=collect")[0].status
    #expect(Self.key("account", of: status) == list.first, "\(status)")
    try await desk.stop()
  }

  @Test func `a lease is over by time, and a lost connection gets its own back`() async throws {
    let clock = Ticking(Self.start)
    let desk = try Desk()
    try await desk.start { $0.clock = clock.read }
    try await desk.make("ann", "operator")
    try await desk.make("bob", "operator")
    try desk.issue("ann")
    try desk.issue("bob")
    let (ann, bob) = (try await desk.connect("ann"), try await desk.connect("bob"))
    for id in ["A-1", "A-2"] {
      _ = try await ann.ask(
        "POST ACCOUNT \(id) kind=consumer name=\(id) terms=0 date=2026-01-01",
        "POST INVOICE \(id) I-1 70.00 date=2026-10-02", Self.contact(id, 1))
    }
    func next(_ wire: Wire) async throws -> String? {
      Self.key("account", of: try await wire.ask("LOOKUP NEXT")[0].status)
    }
    #expect(try await next(ann) == "A-1")
    #expect(try await next(bob) == "A-2")
    let refused = try await bob.ask("LOOKUP NEXT account=A-1")[0]
    #expect(refused.status.hasPrefix("544 CONFLICT rule=leased"))
    // Bob's request was refused, and he still has his own; ann's is over by time.
    clock.pass(minutes: 14)
    _ = try await bob.ask("PING", "LOOKUP ACCOUNT .")
    clock.pass(minutes: 2)
    #expect(try await next(bob) == "A-1")
    // What he passed over is not offered within the hour.
    #expect(try await next(ann) == nil)
    try await bob.finish()
    clock.pass(minutes: 61)
    #expect(try await next(ann) == "A-1")
    try await desk.stop()
  }

  @Test func `a new policy takes an account from nobody, and orders what is left`() async throws {
    let clock = Ticking(Self.start)
    let desk = try Desk()
    try await desk.start { $0.clock = clock.read }
    try await desk.make("ann", "operator")
    try await desk.make("bob", "operator")
    try desk.issue("ann")
    try desk.issue("bob")
    let (ann, bob) = (try await desk.connect("ann"), try await desk.connect("bob"))
    // A-3 owes most, A-1 has been due longest.
    for account in 1...3 {
      let id = "A-\(account)"
      _ = try await ann.ask(
        "POST ACCOUNT \(id) kind=consumer name=\(id) terms=0 date=2026-01-01",
        "POST INVOICE \(id) I-1 \(account * account)00.00 date=2026-0\(6 + account)-02",
        Self.contact(id, account))
    }
    func next(_ wire: Wire) async throws -> String? {
      Self.key("account", of: try await wire.ask("LOOKUP NEXT")[0].status)
    }
    let admin = try await desk.connect()
    _ = try await admin.ask("POST POLICY queue-weights bucket:250,amount:0")
    #expect(try await next(ann) == "A-1")
    _ = try await admin.ask(
      "POST POLICY queue-weights bucket:0,amount:100", "POST POLICY lease-minutes 60")
    #expect(try await next(bob) == "A-3")
    // Both are somebody's still, and from now on for an hour.
    _ = try await ann.ask("PING")
    clock.pass(minutes: 59)
    _ = try await ann.ask("PING", "LOOKUP ACCOUNT .")
    #expect(try await next(admin) == "A-2")
    #expect(try await next(admin) == nil)
    try await desk.stop()
  }

  @Test func `a lease that is over is not taken up again by what its session asks`() async throws {
    let clock = Ticking(Self.start)
    let desk = try Desk()
    try await desk.start { $0.clock = clock.read }
    let wire = try await desk.connect()
    _ = try await wire.ask(
      "POST ACCOUNT A-1 kind=consumer name=A-1 terms=0 date=2026-01-01",
      "POST INVOICE A-1 I-1 70.00 date=2026-10-02", Self.contact("A-1", 1), "LOOKUP NEXT")
    clock.pass(minutes: 15)
    // Nobody passed it over: it is offered again.
    let again = try await wire.ask("LOOKUP ACCOUNT .", "LOOKUP NEXT")
    #expect(Self.key("account", of: again[1].status) == "A-1")
    try await desk.stop()
  }

  /// Of accounts that are offered, what takes each off the list from tomorrow on; of the last two,
  /// which are held, what ends that. `%c` stands for the contact, `%h` for what holds.
  private static let ofTomorrow = [
    "POST ASSIGN % collector=bob", "POST ASSIGN % queue=clerical",
    "POST HOLD % attorney -- Ann Law", "POST HOLD % hardship -- out of work",
    "POST AMEND %c bad=%n", "POST PREFER %c stop call", "POST PAYMENT % 70.00 method=check",
    "POST RELEASE-HOLD %h", "POST END %h -- over",
  ]

  /// - Parameter isRemade: whether a new list is made behind those lines.
  @Test(arguments: [false, true])
  func `what is dated tomorrow counts from tomorrow on`(isRemade: Bool) async throws {
    try await Places.servers.run {
      let clock = Ticking(Self.start)
      let desk = try Desk()
      try await desk.start { $0.clock = clock.read }
      for name in ["ann", "bob"] {
        try await desk.make(name, "operator")
        try desk.issue(name)
      }
      let (wire, admin) = (try await desk.connect("ann"), try await desk.connect())
      func entry(_ line: String) async throws -> String {
        let reply = try await wire.ask(line)[0]
        #expect(reply.code == 201, "\(line): \(reply.status)")
        return reply["entry"] ?? ""
      }
      var ahead: [String] = []
      for (account, line) in Self.ofTomorrow.enumerated() {
        let id = "A-\(account)"
        _ = try await entry("POST ACCOUNT \(id) kind=consumer name=\(id) terms=0 date=2026-01-01")
        let contact = try await entry(Self.contact(id, account))
        _ = try await entry("POST INVOICE \(id) I-1 70.00 date=2026-10-02")
        let held =
          switch line.prefix(8) {
          case "POST REL": try await entry("POST HOLD \(id) attorney -- Ann Law")
          case "POST END": try await entry("POST PREFER \(contact) stop call")
          default: ""
          }
        let words = line.replacing("%c", with: contact).replacing("%h", with: held)
          .replacing("%n", with: Self.number(account)).replacing("%", with: id)
          .split(separator: " -- ")
        let tomorrow = line.hasPrefix("POST HOLD") ? " from=+1d" : " date=+1d"
        ahead.append(([words[0] + tomorrow] + words.dropFirst()).joined(separator: " -- "))
      }
      /// The accounts that are offered, one behind the other.
      func offered() async throws -> Set<String> {
        var found: Set<String> = []
        while let next = Self.key("account", of: try await wire.ask("LOOKUP NEXT")[0].status) {
          found.insert(next)
        }
        let list = try await Self.offered(wire, "collect")
        #expect(list.filter { $0 != "A-0" } == found.filter { $0 != "A-0" }.sorted())
        return found
      }
      let today = Set((0..<7).map { "A-\($0)" })
      #expect(try await offered() == today)
      for line in ahead { _ = try await entry(line) }
      if isRemade { _ = try await admin.ask("POST POLICY queue-weights bucket:41") }
      // What was passed over is offered again within the hour.
      clock.pass(minutes: 61)
      #expect(try await offered() == today)
      clock.pass(minutes: 24 * 60)
      #expect(try await offered() == ["A-7", "A-8"])
      try await desk.stop()
    }
  }

  @Test func `what blocked an account or held it back is over with an entry`() async throws {
    try await Desk.open { desk in
      let wire = try await desk.connect()
      _ = try await wire.ask(
        "POST ACCOUNT A-1 kind=consumer name=A-1 terms=0 date=2026-01-01",
        "POST INVOICE A-1 I-1 70.00 date=2026-01-02",
        "POST CONTACT A-1 role=debtor name=Ann mobile=2125550110 landline=2125550111")
      let held = try await wire.ask("POST HOLD A-1 attorney -- Ann Law", "LOOKUP NEXT")
      #expect(held[1].status.contains("rule=queue_empty"))
      let entry = try #require(Self.key("entry", of: held[0].status))
      let free = try await wire.ask("POST RELEASE-HOLD \(entry)", "LOOKUP NEXT")
      #expect(Self.key("account", of: free[1].status) == "A-1")
      // A wrong number ends the lease, and another may be tried at once: nobody passed it over.
      let next = try await wire.ask("NOTE CALL . 2125550110 wn", "LOOKUP NEXT")
      #expect(Self.key("account", of: next[1].status) == "A-1")
      let passedOver = try await wire.ask("LOOKUP NEXT")
      #expect(passedOver[0].status.contains("rule=queue_empty"))
    }
  }
}

/// A clock that a test moves. Unchecked `Sendable`: a test reads and moves it by turns.
final class Ticking: @unchecked Sendable {
  private var now: Int64

  init(_ start: Int64) { now = start }

  func read() -> Int64 { now }
  func pass(minutes: Int) { now += Int64(minutes) * 60_000 }
}
