import ArgumentParser
import FoundationEssentials
import Glibc
import Logging
import PiperollClient
import PiperollLedger
import PiperollServer
import PiperollTLS
import UnixSignals

/// A server on loopback with a sample book, and its console in the same terminal.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves a sample book on loopback and opens its console here.",
    discussion: """
      Where standard input is no terminal, its commands are run. The book is a year of an invented \
      desk up to today, or to the day of --day; the same on the same day. It is gone when the \
      console is left.
      """)

  @Option(help: "How many accounts the book has.")
  var accounts = 2_000

  @Option(help: "Another seed is another book.")
  var seed: UInt64 = 1234

  @Option(
    help: ArgumentHelp(
      "Another day than today, such as 2026-11-28; its replies do not change from day to day.",
      valueName: "date"),
    transform: Demo.day)
  var day: Day?

  @Option(
    help: ArgumentHelp(
      "Another time of day than now, in UTC, such as 14:00; the clock stands still there.",
      valueName: "time"),
    transform: Demo.minute)
  var time: Int64?

  @Flag(
    help: "Print the book's commands instead, for a server of your own: those that one user sends.")
  var print = false

  /// The user that the console is logged in as.
  private static let user = "demo"

  func run() async throws {
    if print { return printLines() }
    let directory = Self.newDirectoryName()
    _ = await Self.cleaning(directory, at: .sigterm, .sighup)
    let interrupts = await Self.cleaning(directory, at: .sigint)
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    let code = try await withCleanUp(directory) {
      try await converse(in: directory, interrupts)
    }
    Glibc.exit(code.rawValue)
  }

  private func converse(
    in directory: String, _ interrupts: Task<Void, Never>
  ) async throws -> PiperollClient.ExitCode {
    let data = DataDirectory(path: "\(directory)/demo")
    let clock = clock(from: ServerConfiguration.usualClock)
    let fingerprint = try Initialize.make(
      data, user: Self.user, hosts: [], password: nil, time: clock())
    var configuration = ServerConfiguration(bookDirectory: data.book, identity: data.server)
    configuration.clientAuthorityFile = data.clientAuthority.certificateFile
    configuration.audit = data.audit
    configuration.outboxDirectory = data.outbox
    configuration.port = 0
    configuration.clock = clock
    let logger = quietLogger()
    let server = try await Server.start(configuration, logger: logger) { error in
      logger.critical("the journal failed", metadata: ["reason": "\(error)"])
      _exit(EX_IOERR)
    }
    try await fill(server)
    guard let trusted = Fingerprint(fingerprint) else { throw ValidationError(fingerprint) }
    let options = ClientOptions(
      address: Address(user: Self.user, host: server.host, port: UInt16(server.port)),
      trust: .fingerprint(trusted), identity: data.user(Self.user),
      terminalType: Surroundings.terminalType)
    // At a terminal the console takes Ctrl-C over, which drops the line that is being typed.
    if isatty(STDIN_FILENO) == 1 {
      interrupts.cancel()
      await interrupts.value
    }
    // The console blocks its thread; the server has its own.
    let code = await withCheckedContinuation { continuation in
      onThreadOfItsOwn {
        continuation.resume(returning: Console.run(options, greeting: Self.greeting))
      }
    }
    try await server.stop()
    return code
  }

  private func quietLogger() -> Logger {
    var logger = Logger(label: "piperolld") { _ in LineLogHandler() }
    logger.logLevel = .error
    return logger
  }

  /// The server's clock: on the day that was asked for, and at the time if there is one.
  private func clock(from clock: @escaping @Sendable () -> Int64) -> @Sendable () -> Int64 {
    if let time {
      let moment = Int64(today.number) * Self.millisecondsOfDay + time * Self.millisecondsOfMinute
      return { moment }
    }
    let shift = Int64(today.number - Day(milliseconds: clock()).number) * Self.millisecondsOfDay
    return { clock() + shift }
  }

  private static let millisecondsOfDay: Int64 = 86_400_000
  private static let millisecondsOfMinute: Int64 = 60_000

  /// The minute of the day that a time such as 14:00 is.
  private static func minute(_ text: String) throws -> Int64 {
    guard let minute = TimeOfDay.minute(parsing: text) else {
      throw ValidationError("\(text) is no time such as 14:00")
    }
    return Int64(minute)
  }

  private static func day(_ text: String) throws -> Day {
    guard text.utf8.count == Day.textBytes, let day = Day(parsing: text.utf8, today: .first) else {
      throw ValidationError("\(text) is no date such as 2026-11-28")
    }
    return day
  }

  private static var greeting: String {
    """
    A sample book of an invented desk. Try:
      report aging                     report aging by=collector
      lookup phone (212) 555-0147      lookup account C-20417
      post payment C-20417 50.00 method=check ref=try-1 -- check 1001
      note call C-20417 212-555-0147 ptp 100.00@fri -- card on Friday
      lookup next                      lookup why .
      lookup maycall C-20417           report worklist queue=collect
      report promises                  report compliance
      report disputes                  report escalations
      report statement C-20417         report credit where="past-due > 5000"
      lookup account T-1042            report delinquency by=account
      lookup services P-30088          lookup approvals
      report trial                     help post payment
    """
  }

  private var today: Day { day ?? Day(milliseconds: Int64(Glibc.time(nil)) * 1000) }

  private var book: SampleBook {
    // Entry 1 is the first user.
    return SampleBook(
      today: today, accounts: accounts, seed: seed, firstEntry: 2)
  }

  private func fill(_ server: Server) async throws {
    var book = book
    var lines: [String] = []
    while let line = book.next() { lines.append(line) }
    try await run(lines, as: Self.user, .admin, on: server)
    for (part, lines) in book.team() {
      try await run(lines, as: part.user, part.role, on: server)
    }
  }

  private func run(
    _ lines: [String], as user: String, _ role: Role, on server: Server
  ) async throws {
    if let refusal = try await server.run(lines, as: user, role: role) {
      throw ValidationError("the sample book was refused: \(refusal)")
    }
  }

  private func printLines() {
    var book = book
    while let line = book.next() { Swift.print(line) }
  }
}

extension Demo {
  private static func newDirectoryName() -> String {
    let name = "piperoll-demo-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    return FileManager.default.temporaryDirectory.appending(path: name).path
  }

  /// Until it is cancelled: a demo that a signal ends leaves nothing behind either.
  private static func cleaning(
    _ directory: String, at signals: UnixSignal...
  ) async -> Task<Void, Never> {
    let sequence = await UnixSignalsSequence(trapping: signals)
    return Task.detached {
      for await signal in sequence {
        // Twice: the server still runs, and may make a file while the first one goes through them.
        for _ in 0..<2 { try? FileManager.default.removeItem(atPath: directory) }
        // As a shell reports a death by this signal.
        _exit(128 + signal.rawValue)
      }
    }
  }

  private func withCleanUp<Result>(
    _ directory: String, _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      let result = try await body()
      try FileManager.default.removeItem(atPath: directory)
      return result
    } catch {
      try? FileManager.default.removeItem(atPath: directory)
      throw error
    }
  }
}

/// Runs a body on a thread of its own.
private func onThreadOfItsOwn(_ body: @escaping @Sendable () -> Void) {
  final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let work = Unmanaged.passRetained(Work(body)).toOpaque()
  pthread_create(
    &thread, nil,
    { argument in
      argument.map { Unmanaged<Work>.fromOpaque($0).takeRetainedValue().body() }
      return nil
    }, work)
  pthread_detach(thread)
}
