import Logging
import NIOCore
import NIOEmbedded
import PiperollCommands
import PiperollLedger
import PiperollStore
import PiperollTLS

@testable import PiperollServer

/// One life of the server's process: everything below the socket, on one thread, in the order that
/// the simulation chooses.
final class Incarnation {
  /// Why it ended itself.
  struct Death: Error {}

  let loop = EmbeddedEventLoop()
  let workers = SimulatedQueue()
  let passwords = SimulatedQueue()
  let journal = SimulatedQueue()
  let engine: Engine
  private let fault: Box

  /// Unchecked `Sendable`: there is one thread.
  private final class Box: @unchecked Sendable { var text: String? }

  init(
    _ storage: any Storage, directory: String, sizes: JournalSizes, snapshotBytes: Int,
    clock: SimulatedClock, passwordCost: PasswordCost = .standard,
    _ adjust: (inout ServerConfiguration) -> Void = { _ in }
  ) throws {
    let opened = try BookStore.open(
      directory, storage: storage, sizes: sizes, now: { UInt64(clock.steady) * 1_000 })
    // The identity is the transport's, which there is none of.
    var configuration = ServerConfiguration(
      bookDirectory: directory, identity: TLSIdentity(certificateFile: "", keyFile: ""))
    configuration.snapshotBytes = UInt64(snapshotBytes)
    configuration.passwordCost = passwordCost
    // Blocks and lists of two rows are long, so that others ask and write while they run.
    configuration.rowsAtOnce = 1
    // A pipeline of a few requests has to wait for its next turn.
    configuration.bounds.requestsPerTurn = 3
    configuration.turnPauseMicroseconds = 0
    configuration.clock = { clock.wall }
    configuration.steadyClock = { clock.steady }
    adjust(&configuration)
    let fault = Box()
    self.fault = fault
    engine = Engine(
      opened, configuration: configuration, loop: loop,
      queues: WorkQueues(
        workers: workers, attempts: workers, trials: workers, snapshots: workers,
        passwords: passwords, journal: journal),
      logger: Logger(label: "simulated") { _ in SwiftLogNoOpLogHandler() }
    ) { error in fault.text = fault.text ?? "\(error)" }
  }

  /// What the process ended of; nil: it lives.
  var isDead: Bool { fault.text != nil }
  var cause: String { fault.text ?? "alive" }

  /// Goes on until nothing is left to do. A group that waits for room is left waiting.
  func settle() {
    repeat {
      loop.run()
    } while !isDead && (journal.step() || workers.step() || passwords.step())
  }

  /// One question, by a client of its own, answered.
  func ask(_ request: Request, as user: String = "admin") -> Talk.Reply? {
    var answer: Talk.Reply?
    let talk = Talk(engine, user: user) { answer = $2 }
    talk.send([request], known: 0)
    settle()
    talk.end()
    return answer
  }

  /// Lets go of everything.
  func end() {
    engine.giveUp(Death())
    try? loop.syncShutdownGracefully()
  }
}

/// Two clocks: the wall's, which somebody sets, and the steady one. Milliseconds.
///
/// Unchecked `Sendable`: there is one thread.
final class SimulatedClock: @unchecked Sendable {
  var wall: Int64 = 1_795_435_200_000
  var steady: Int64 = 5_000
}
