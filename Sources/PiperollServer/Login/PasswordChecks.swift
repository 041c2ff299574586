import NIOCore
import PiperollCommands

/// What takes a scrypt hash: password checks and new passwords. Few at a time, because each takes
/// 128 MiB. On the engine's loop only.
final class PasswordChecks: @unchecked Sendable {
  /// Hashes at once: 256 MiB.
  static let atOnce = 2

  private let loop: any EventLoop
  private let queue: any WorkQueue
  private let turns: Turns
  private let waitingMax: Int
  private let perUser: Int
  private var running = 0
  /// Those of administrators go first.
  private var urgent: [@Sendable () -> Void] = []
  /// Then those of users at an address from which they have logged in before: they do not wait for
  /// guesses.
  private var known: [@Sendable () -> Void] = []
  private var waiting: [@Sendable () -> Void] = []
  /// Logins that wait or are being checked; of each user and of each address.
  private var logins = 0
  private var shares = Tally()

  init(
    loop: any EventLoop, queue: any WorkQueue, turns: Turns, _ configuration: ServerConfiguration
  ) {
    self.loop = loop
    self.queue = queue
    self.turns = turns
    waitingMax = configuration.waitingLoginsMax
    perUser = configuration.bounds.loginsPerUser
  }

  /// Refuses a login if its share of the places is taken. All places are for users at an address
  /// from which they have logged in before; half of them are for those of whom nothing is known; a
  /// quarter for those behind wrong passwords. So whoever guesses cannot fill them. Of these, one
  /// name has only some, and one address half, unless it is this machine's own.
  func demandRoom(for ticket: LoginGuard.Ticket) throws(Failure) {
    let half = (waitingMax + 1) / 2
    let places =
      switch ticket.standing {
      case .known: waitingMax
      case .unknown: half
      case .suspected: (waitingMax + 3) / 4
      }
    let hasShare =
      ticket.standing == .known
      || shares["user \(ticket.user)"] < perUser
        && (Address.isLoopback(ticket.address) || shares["address \(ticket.address)"] < half)
    if logins >= places || !hasShare { throw .overload(afterSeconds: 2) }
  }

  /// Runs a login's work on a thread, then its end on the loop.
  func submit<Result: Sendable>(
    for ticket: LoginGuard.Ticket, _ work: @escaping @Sendable () -> Result,
    then: @escaping @Sendable (Result) -> Void
  ) {
    let names = ["user \(ticket.user)", "address \(ticket.address)"]
    logins += 1
    for name in names { shares.add(name) }
    let check: @Sendable () -> Void = {
      let result = work()
      self.loop.execute {
        self.logins -= 1
        for name in names { self.shares.remove(name) }
        self.ended { then(result) }
      }
    }
    if ticket.standing == .known { known.append(check) } else { waiting.append(check) }
    start()
  }

  /// The same for an administrator's command, which no login is run before.
  func submitFirst<Result: Sendable>(
    _ work: @escaping @Sendable () -> Result, then: @escaping @Sendable (Result) -> Void
  ) {
    urgent.append {
      let result = work()
      self.loop.execute { self.ended { then(result) } }
    }
    start()
  }

  /// What follows may record something, and so waits for the turn to write.
  private func ended(_ then: @escaping @Sendable () -> Void) {
    running -= 1
    start()
    turns.whenFree(then)
  }

  private func start() {
    while running < Self.atOnce, let next = takeNext() {
      running += 1
      queue.submit(next)
    }
  }

  private func takeNext() -> (@Sendable () -> Void)? {
    if !urgent.isEmpty { return urgent.removeFirst() }
    if !known.isEmpty { return known.removeFirst() }
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }
}
