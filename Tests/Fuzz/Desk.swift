import PiperollLedger
import PiperollStore
import PiperollTLS
import TestSupport

@testable import PiperollServer

/// A small desk on a simulated disk, as it is before each input: every input gets a server of its
/// own on a copy.
struct Desk {
  static let directory = "/book"
  /// The administrator's, of a salt that is always the same: each process makes the same desk, so
  /// that inputs kept from an earlier run still fit.
  private static let record =
    "scrypt$10$1$1$AAAAAAAAAAAAAAAAAAAAAA==$RSbFZmm8CuguXnZEMiTNVbZxCMPuuWS9hpRQEuzTrKk="
  /// As little as scrypt can take: what a check costs is not what is looked for here.
  private static let cost = PasswordCost(logN: 10, r: 1, p: 1)!
  /// The smallest segment, so that a copy is small too.
  static let sizes = JournalSizes(segmentBytes: 64 << 10)

  let disk: SimulatedDisk
  /// How many entries it has, and what its book comes to.
  let sequence: EntryNumber
  let state: String
  /// Its book, as a snapshot has it.
  let book: [UInt8]

  init() throws {
    let made = SimulatedDisk(seed: 1)
    try BookStore.create(
      Self.directory, firstUser: UserSet(user: "admin", role: .admin, passwordRecord: Self.record),
      journalID: JournalID(high: 7, low: 7), storage: made, sizes: Self.sizes,
      time: SimulatedClock().wall)
    let server = try Self.start(made)
    let client = Client(server, as: .admin)
    for role in [Role.viewer, .operator, .supervisor] {
      client.send("ADMIN USER \(role.word) role=\(role.word)\n")
    }
    for line in try Seeds.desk() {
      let reply = client.ask(line)
      guard reply.hasPrefix("20") else { fail("the desk: \(line): \(reply)") }
    }
    // Half of the entries stand in a snapshot.
    _ = client.ask("ADMIN SNAPSHOT")
    _ = client.ask("POST HOLD C-20417 dispute invoice=H-77 -- not mine")
    _ = client.ask("POST ACCOUNT L-1 kind=loan name=Loan")
    _ = client.ask("POST LOAN L-1 1000.00 rate=9.5 instalments=12 first-due=+1m")
    sequence = server.engine.book.sequence
    state = server.engine.book.stateHash()
    book = encoded(server.engine.book)
    client.end()
    server.end()
    disk = made.kill()
  }

  /// A server on a copy of the disk.
  func start() throws -> Incarnation { try Self.start(disk.fork(seed: 1)) }

  static func start(_ disk: SimulatedDisk) throws -> Incarnation {
    try Incarnation(
      disk, directory: directory, sizes: sizes, snapshotBytes: 1 << 20, clock: SimulatedClock(),
      passwordCost: cost)
  }
}

/// A client of a server below the socket: bytes to it and from it.
final class Client {
  let session: Session
  private let server: Incarnation
  /// All that came back.
  private(set) var received: [UInt8] = []

  /// - Parameter role: of the user, whose name is the role's; nil: a stranger.
  init(_ server: Incarnation, as role: Role?) {
    self.server = server
    session = Session(engine: server.engine, address: "fuzz")
    session.user = role.map { SessionUser(name: $0.word, role: $0) }
    session.onOutput = { [unowned self] in take() }
  }

  func send(_ bytes: some Sequence<UInt8>) {
    Array(bytes).withUnsafeBytes { session.receive($0) }
    session.process()
    take()
    server.settle()
    take()
  }

  func send(_ text: String) { send(text.utf8) }

  /// What comes back to a line.
  func ask(_ line: String) -> String {
    let before = received.count
    send(line + "\n")
    return String(decoding: received[before...], as: UTF8.self)
  }

  /// Lets go of what came back.
  func forget() { received.removeAll() }

  /// The connection is gone.
  func end() { session.leave() }

  private func take() {
    while session.output.canSend {
      session.output.send { received += $0 }
      session.sent()
    }
  }
}
