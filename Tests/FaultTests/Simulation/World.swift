import NIOCore
import NIOEmbedded
import PiperollLedger
import PiperollStore
import TestSupport

@testable import PiperollServer

/// A server below the socket, its clients, its disk and everything that can happen to them, from
/// one seed.
final class World {
  static let accounts = 4
  private static let directory = "/book"

  let seed: UInt64
  var random: SplitMix64
  let clock = SimulatedClock()
  var disk: SimulatedDisk
  var model = Model()
  private(set) var trace = Trace()
  private(set) var tally = Tally()
  private let sizes: JournalSizes
  private let snapshotBytes: Int
  private var server: Incarnation?
  private var talks: [Talk] = []
  private var isSlow = false
  /// The snapshots that rotted.
  private var spoiled: Set<String> = []
  /// It is a worker's turn.
  private var isWorking = false

  /// What happened, in numbers.
  struct Tally {
    var crashes = 0
    var kills = 0
    var faults = 0
    var recoveriesCutShort = 0
    var fallbacks = 0

    static func += (sum: inout Tally, other: Tally) {
      sum.crashes += other.crashes
      sum.kills += other.kills
      sum.faults += other.faults
      sum.recoveriesCutShort += other.recoveriesCutShort
      sum.fallbacks += other.fallbacks
    }

    var text: String {
      "\(crashes) power cuts, \(kills) kills, \(faults) ended by the disk, "
        + "\(recoveriesCutShort) starts cut short, \(fallbacks) snapshots spoiled"
    }
  }

  init(seed: UInt64) throws {
    self.seed = seed
    random = SplitMix64(seed: seed)
    disk = SimulatedDisk(seed: random.next())
    var sizes = JournalSizes()
    sizes.segmentBytes = [1_024, 2_048, 4_096].randomElement(using: &random)!
    sizes.stepBytes = 256
    self.sizes = sizes
    snapshotBytes = [600, 2_000, 6_000].randomElement(using: &random)!
    try BookStore.create(
      Self.directory, firstUser: UserSet(user: "admin", role: .admin, passwordRecord: ""),
      journalID: JournalID(high: 7, low: seed), storage: disk, sizes: sizes, time: clock.wall)
    try start()
    // What waits for somebody else is approved by who is in nobody's hands.
    model.take(.boss, known: 0, server!.ask(.boss, as: "machine") ?? Talk.Reply(status: ""))
  }

  /// Goes on for some steps or until something is wrong, and ends with a last crash.
  func run(steps: Int) throws {
    for _ in 0..<steps where !model.hasViolations { try step() }
    if !model.hasViolations { try restart(afterPowerCut: true) }
    server?.end()
  }

  // MARK: Steps

  private func step() throws {
    switch chance(100) {
    case 0..<35: send()
    case 35..<58: server!.loop.run()
    case 58..<80: if !isSlow, server!.journal.step() { trace.add("journal") }
    case 80..<87: work()
    case 87..<91: passTime()
    case 91..<93: armFault()
    case 93..<95: if disk.capacity != nil, chance(2) == 0 { readOnFullDisk() } else { changeRoom() }
    case 95: changeSpeed()
    case 96..<98: return try restart(afterPowerCut: true)
    case 98: return try restart(afterPowerCut: false)
    default: heal()
    }
    if disk.isOff {
      try restart(afterPowerCut: true)
    } else if server!.isDead {
      tally.faults += 1
      trace.add("died: \(server!.cause)")
      // Whoever starts it again may find what the system had cached, or pull the plug before.
      try restart(afterPowerCut: chance(2) == 0)
    }
  }

  private func work() {
    isWorking = true
    if server!.workers.step() { trace.add("worker") }
    isWorking = false
  }

  /// Between two calls of a worker the loop, the journal and the clients go on.
  private func interleave() {
    guard isWorking, chance(3) == 0 else { return }
    isWorking = false
    defer { isWorking = true }
    switch chance(3) {
    case 0: send()
    case 1: server!.loop.run()
    default: if server!.journal.step() { trace.add("journal amid a worker's") }
    }
  }

  func chance(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  private func send() {
    let place = chance(talks.count)
    let talk = talks[place]
    // A client with a window: it does not ask without end while nothing is answered.
    guard talk.asked.count < 40 else { return }
    // The first one writes nothing: no reply of its own holds back what it is shown.
    let requests = (0...chance(5)).flatMap { _ in place == 0 ? [question()] : compose() }
    for request in requests { model.sent(request) }
    trace.add("send \(requests.map { $0.text.prefix { $0 != "\n" } }.joined(separator: " | "))")
    talk.send(
      requests, known: model.acknowledgements, cutAt: (0..<chance(3)).map { _ in chance(1 << 16) })
  }

  private func passTime() {
    let milliseconds = Int64(chance(3_000))
    clock.steady += milliseconds
    switch chance(8) {
    case 0: clock.wall -= 3_600_000
    case 1: clock.wall += 10 * 366 * 86_400_000
    case 2: clock.wall = SimulatedClock().wall
    default: clock.wall += milliseconds
    }
    server!.loop.advanceTime(by: .milliseconds(milliseconds))
    server!.engine.watch()
    trace.add("time \(clock.wall)")
  }

  /// A slow disk lets much wait; a fast one takes all at once.
  private func changeSpeed() {
    isSlow.toggle()
    if !isSlow { server!.settle() }
    trace.add(isSlow ? "the disk is slow" : "the disk is fast")
  }

  private func changeRoom() {
    disk.capacity = disk.capacity == nil ? disk.usedBytes + UInt64(chance(3_000)) : nil
    if disk.capacity != nil { model.mayBeFull = true }
    trace.add("room \(disk.capacity.map { "\($0)" } ?? "again")")
  }

  /// A full disk keeps nobody from reading, whatever waits for room. (Smaller segments than this
  /// may be too small for what the clients ask at once.)
  private func readOnFullDisk() {
    guard sizes.segmentBytes >= 4_096, !isSlow else { return }
    trace.add("reading on a full disk")
    disk.faults = FaultPlan()
    server!.settle()
    if !server!.isDead, server!.ask(.history(chance(Self.accounts))) == nil, !server!.isDead {
      model.fail("nothing can be read on a full disk")
    }
  }

  private func armFault() {
    disk.faults = randomFaults()
    model.mayFail = true
    trace.add("faults: \(describe(disk.faults))")
  }

  /// With a sound disk, room and some seconds the server takes writes again, by itself.
  private func heal() {
    disk.faults = FaultPlan()
    disk.capacity = nil
    trace.add("all is well")
    server!.settle()
    for _ in 0..<3 where !server!.isDead {
      clock.steady += 2_000
      server!.loop.advanceTime(by: .seconds(2))
      server!.engine.watch()
      server!.settle()
    }
    if server!.isDead { return }
    let health = server!.ask(.health)
    if !server!.isDead, health.map({ $0["state"] == "readonly" }) ?? true {
      model.fail("no write is taken though the disk is well: \(health?.status ?? "no answer")")
    }
  }

  // MARK: Lives and deaths

  private func start() throws {
    let machine = SimulatedMachine(disk)
    machine.others = { [unowned self] in interleave() }
    server = try Incarnation(
      machine, directory: Self.directory, sizes: sizes, snapshotBytes: snapshotBytes, clock: clock)
    let (server, engine) = (server!, server!.engine)
    machine.isDead = { [unowned server] in server.isDead }
    talks = (0..<3).map { number in
      Talk(engine, user: number == 2 ? "boss" : "admin") { [unowned self] request, known, reply in
        // An incident's number is the one thing that is not of the seed.
        trace.add(
          "\(number) < \(reply.status.prefix { $0 != ";" }.split(separator: "incident")[0])")
        model.take(request, known: known, reply)
      }
    }
  }

  private func end() {
    for talk in talks { talk.end() }
    talks = []
    server?.end()
    server = nil
  }

  private func stop(powerCut: Bool) {
    end()
    if powerCut { tally.crashes += 1 } else { tally.kills += 1 }
    trace.add(powerCut ? "power cut" : "kill")
    disk = powerCut ? disk.crash(.random) : disk.kill()
    trace.add(disk.names(in: Self.directory).joined(separator: " "))
  }

  /// Ends the process and starts another, which may not come through at once, and holds what it
  /// finds against what was told.
  private func restart(afterPowerCut powerCut: Bool) throws {
    stop(powerCut: powerCut)
    while chance(3) == 0 {
      tally.recoveriesCutShort += 1
      disk.faults = randomFaults()
      trace.add("start with: \(describe(disk.faults))")
      do { try start() } catch { trace.add("no start: \(error)") }
      stop(powerCut: chance(2) == 0)
    }
    disk.faults = FaultPlan()
    if chance(6) == 0 { spoilNewestSnapshot() }
    do {
      try start()
    } catch {
      let names = disk.names(in: Self.directory).joined(separator: " ")
      return model.fail("no start after a crash alone: \(error)\n\(names)")
    }
    trace.add("started at \(server!.engine.book.sequence)")
    check()
    model.mayBeFull = disk.capacity != nil
    model.mayFail = false
  }

  /// A snapshot that rots is passed over for the one before it, which must not have rotted too.
  private func spoilNewestSnapshot() {
    let names = disk.names(in: Self.directory).filter { $0.hasSuffix(".snap") }
    guard let name = names.last, names.allSatisfy({ !spoiled.contains($0) }) else { return }
    spoiled.insert(name)
    tally.fallbacks += 1
    trace.add("spoiled \(name)")
    let path = "\(Self.directory)/\(name)"
    guard var bytes = disk[path], !bytes.isEmpty else { return }
    bytes[chance(bytes.count)] ^= 1 << UInt8(chance(8))
    disk[path] = bytes
  }

  private func check() {
    for write in model.writes {
      guard let reply = server!.ask(.reference(write.number)) else {
        return model.fail("no answer about r\(write.number)")
      }
      model.recovered(write.number, reply)
    }
    var histories: [Int: Talk.Reply] = [:]
    for request in (0..<Self.accounts).map(Request.history) + [.verify, .control] {
      guard let reply = server!.ask(request) else {
        return model.fail("no answer: \(request.text)")
      }
      if case .history(let account) = request { histories[account] = reply }
      model.take(request, known: model.acknowledgements, reply)
    }
    model.settle(recovered: histories)
  }
}
