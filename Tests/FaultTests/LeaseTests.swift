import Foundation
import PiperollLedger
import PiperollStore
import TestSupport
import Testing

@testable import PiperollServer

/// Fifty sessions ask for what is next, note, leave, are cut off and come back, while the clock
/// goes on and the server is killed. `SEED` and `SEEDS` choose others, `TURNS` how long.
struct LeaseTests {
  private static func setting(_ name: String, default value: Int) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
  }

  private static let seeds = (0..<setting("SEEDS", default: 1)).map {
    UInt64(setting("SEED", default: 1) + $0)
  }

  @Test(arguments: seeds)
  func `no account is leased twice, and what is leased is the first of the list`(
    seed: UInt64
  ) throws {
    let floor = try LeaseFloor(seed: seed)
    for _ in 0..<Self.setting("TURNS", default: 10_000) where floor.faults.isEmpty {
      try floor.turn()
    }
    floor.end()
    #expect(floor.faults.isEmpty, "SEED=\(seed): \(floor.faults)\n\(floor.trace.end)")
    // Each way in which a lease begins or ends came about.
    let few = floor.counts.filter { $0.value < 3 }
    #expect(few.isEmpty && floor.counts.count == LeaseFloor.ways, "\(floor.counts)")
  }
}

/// A floor of collectors, and who works what by what they were told.
private final class LeaseFloor {
  /// A lease as its replies told it.
  private struct Held {
    /// The place of the session; nil: its connection was lost.
    var session: Int?
    let user: String
    var until: Int64
  }

  private static let (users, accounts, sessions) = (20, 400, 50)
  private static let minute: Int64 = 60_000
  /// What `counts` counts.
  static let ways = 9

  private(set) var faults: [String] = []
  private(set) var counts: [String: Int] = [:]
  private(set) var trace = Trace()
  private var random: SplitMix64
  private var disk: SimulatedDisk
  private let clock = SimulatedClock()
  private var server: Incarnation!
  private var clients: [LeaseClient] = []
  private var held: [String: Held] = [:]
  /// What somebody has passed over, and until when.
  private var passedOver: [String: Int64] = [:]
  private var collectors: [String: String] = [:]

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    disk = SimulatedDisk(seed: seed)
    // 17:00 UTC: everybody may be called.
    clock.wall = 1_795_453_200_000
    try BookStore.create(
      "/book", firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""),
      storage: disk, time: clock.wall)
    try start()
    let admin = LeaseClient(server, "admin", .admin)
    for user in 0..<Self.users { admin.ask("ADMIN USER u\(user) role=operator") }
    for account in 0..<Self.accounts {
      admin.ask("POST ACCOUNT A-\(account) kind=consumer name=A terms=0 date=2026-01-01")
      if random.oneIn(4) { admin.ask(assignment("A-\(account)")) }
      let month = 4 + random.below(6)
      admin.ask("POST INVOICE A-\(account) I \(1 + random.below(3_000)).00 date=2026-0\(month)-01")
      if !random.oneIn(9) {
        admin.ask("POST CONTACT A-\(account) role=debtor name=A mobile=\(Self.number(account))")
      }
    }
    admin.session.leave()
  }

  /// A line that gives an account to a collector.
  private func assignment(_ account: String) -> String {
    let user = "u\(random.below(Self.users))"
    collectors[account] = user
    return "POST ASSIGN \(account) collector=\(user)"
  }

  private static func number(_ account: Int) -> String { "212555\(1_000 + account)" }

  private func start() throws {
    server = try Incarnation(
      disk, directory: "/book", sizes: JournalSizes(), snapshotBytes: 1 << 30, clock: clock)
    clients = (0..<Self.sessions).map { client($0) }
  }

  private func client(_ place: Int) -> LeaseClient {
    LeaseClient(server, "u\(place % Self.users)", .operator)
  }

  func end() { server.end() }

  // MARK: Turns

  func turn() throws {
    let place = random.below(Self.sessions)
    switch random.below(40) {
    case 0..<16: next(place)
    case 16..<18: leave(place, isLost: false)
    case 18..<20: leave(place, isLost: true)
    case 20..<28: work(place)
    case 28..<30: next(place, account: "A-\(random.below(Self.accounts))")
    case 30..<38: change()
    case 38: clock.wall += Self.minute * Int64(random.oneIn(8) ? 16 : 1)
    default: if random.oneIn(20) { try crash() } else { skipNight() }
    }
    clock.wall += Int64(random.below(3_000))
  }

  /// On to the next afternoon where it is evening.
  private func skipNight() {
    let day: Int64 = 86_400_000
    let time = clock.wall % day
    if time < 17 * 60 * Self.minute { clock.wall += 17 * 60 * Self.minute - time }
  }

  private func crash() throws {
    count("killed")
    for client in clients { client.session.leave() }
    server.end()
    disk = disk.kill()
    try start()
    held = [:]
    passedOver = [:]
  }

  /// A request of a session came.
  private func ask(_ place: Int, _ line: String) -> Talk.Reply {
    for (account, lease) in held where lease.session == place && lease.until > clock.wall {
      held[account]!.until = clock.wall + 15 * Self.minute
    }
    let reply = clients[place].ask(line)
    trace.add("\(clock.wall) \(place) \(line) < \(reply.status.prefix(80))")
    return reply
  }

  private func leave(_ place: Int, isLost: Bool) {
    let leases = held.filter { $0.value.session == place }
    if !leases.isEmpty { count(isLost ? "lost" : "left") }
    if !isLost { _ = ask(place, "QUIT") }
    clients[place].session.leave()
    clients[place] = client(place)
    trace.add("\(place) \(isLost ? "is cut off" : "has left")")
    for (account, lease) in leases {
      held[account]!.session = nil
      held[account]!.until = min(lease.until, clock.wall + Self.minute)
      if !isLost { held[account] = nil }
    }
  }

  /// Notes something on what was leased last: some of it is an outcome.
  private func work(_ place: Int) {
    guard let account = clients[place].worked else { return }
    let line = [
      "NOTE GENERAL . -- looked", "NOTE CALL . \(Self.number(0)) na", "NOTE CALL . . rp",
      "NOTE LETTER . direction=out",
    ][random.below(4)]
    let reply = ask(place, line)
    guard reply.code == 201, !line.hasPrefix("NOTE GENERAL") else { return }
    if held[account]?.user == clients[place].user {
      held[account] = nil
      count("done")
    }
  }

  /// Somebody writes something that changes what there is to do, or how it is counted.
  private func change() {
    let account = random.below(Self.accounts)
    let id = "A-\(account)"
    let admin = LeaseClient(server, "admin", .admin)
    let lines = [
      "POST PROMISE \(id) 1.00@+2d", "POST PAYMENT \(id) \(1 + random.below(90)).00 method=check",
      "POST HOLD \(id) attorney until=+1d -- Ann Law", "POST TASK \(id) today -- look",
      "POST INVOICE \(id) J-\(random.next() % 1_000_000) 70.00 date=2026-10-02",
      "NOTE REVIEW \(id) -- seen",
      "POST TASK \(id) today/\(10 + random.below(14)):30 -- ring",
    ]
    var line = lines[random.below(lines.count)]
    if random.oneIn(9) {
      line = assignment(id)
    } else if random.oneIn(60) {
      line = "POST POLICY promise-tolerance \(1 + random.below(90)).00"
      count("policy")
    }
    let reply = admin.ask(line)
    trace.add("admin \(line) < \(reply.status.prefix(60))")
    admin.session.leave()
  }

  // MARK: What is next

  private func next(_ place: Int, account asked: String? = nil) {
    // A lease that nobody has renewed is over when somebody asks for what is next.
    let (now, user) = (clock.wall, clients[place].user)
    if let over = held.first(where: { $0.value.until <= now }) {
      count("over by time")
      trace.add("\(over.key) is over by time")
    }
    held = held.filter { $0.value.until > now }
    passedOver = passedOver.filter { $0.value > now }
    let own = held.first { $0.value.session == place }?.key
    let lost = held.filter { $0.value.session == nil && $0.value.user == user }
    let back = lost.min { $0.value.until < $1.value.until }?.key
    let mine = own ?? back
    var taken = Set(held.keys).union(passedOver.keys)
    if let mine { taken.insert(mine) }
    let list = asked == nil && random.oneIn(25) ? worklist(for: user) : nil
    let reply = ask(place, "LOOKUP NEXT" + (asked.map { " account=\($0)" } ?? ""))
    let given = reply["account"]
    if let given, let holder = held[given], holder.session != place, holder.user != user {
      faults.append("\(given), which \(holder) has, went to \(place): \(reply.status)")
    }
    if own == nil, back != nil, asked == nil {
      count("back")
      if given != back { faults.append("\(back!) did not come back: \(reply.status)") }
    } else if let list {
      let first = list.first { !taken.contains($0) }
      if given != first {
        faults.append("\(given ?? "nothing") and not \(first ?? "nothing"): \(reply.status)")
      }
      count("first of the list")
    }
    if asked == nil, reply["queue"] == "collect", reply["verdict"] == "BLOCK", given != back {
      faults.append("blocked: \(reply.status)")
    }
    if let mine, mine != given, reply.code != 544 {
      held[mine] = nil
      passedOver[mine] = now + 60 * Self.minute
      count("passed over")
    }
    guard let given else { return }
    passedOver[given] = nil
    held[given] = Held(session: place, user: user, until: now + 15 * Self.minute)
    clients[place].worked = given
  }

  /// The accounts that a user is offered to call, in the order of the list.
  private func worklist(for user: String) -> [String] {
    let admin = LeaseClient(server, "admin", .admin)
    let list = admin.ask("REPORT WORKLIST queue=collect").rows.filter {
      $0.count > 7 && $0[7] == "queued"
    }.map { $0[0] }
    admin.session.leave()
    return list.filter { collectors[$0] == nil || collectors[$0] == user }
  }

  private func count(_ way: String) { counts[way, default: 0] += 1 }
}

/// A client that asks and waits for its answer.
private final class LeaseClient {
  let user: String
  let session: Session
  /// What it was given last.
  var worked: String?
  private let server: Incarnation
  private var bytes: [UInt8] = []

  init(_ server: Incarnation, _ user: String, _ role: Role) {
    (self.server, self.user) = (server, user)
    session = Session(engine: server.engine, address: "simulated")
    session.user = SessionUser(name: user, role: role)
    session.onOutput = { [unowned self] in read() }
  }

  @discardableResult func ask(_ line: String) -> Talk.Reply {
    bytes = []
    Array((line + "\n").utf8).withUnsafeBytes { session.receive($0) }
    session.process()
    read()
    server.settle()
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    return Talk.Reply(status: lines.first ?? "", lines: Array(lines.dropFirst().dropLast()))
  }

  private func read() {
    while session.output.canSend {
      session.output.send { bytes += $0 }
      session.sent()
    }
  }
}
