import ArgumentParser
import Glibc
import Logging
import PiperollServer
import PiperollStore
import PiperollTLS
import ServiceLifecycle
import UnixSignals

/// Serves a data directory until it is told to stop.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serves a data directory.")

  @Argument(help: "The data directory, made by piperolld init.", completion: .directory)
  var directory: String

  @Option(help: "The address to listen on.")
  var listen = "127.0.0.1"

  @Option(help: "The port to listen on; 0: a free one.")
  var port = 7117

  @Option(
    help: ArgumentHelp("Write the port to this file when it listens.", valueName: "file"))
  var portFile: String?

  @Option(
    help: ArgumentHelp(
      "Event loops: 1, or one for the book and more for connections; if left out, by the cores.",
      valueName: "count"))
  var loops: Int?

  @Option(
    help: ArgumentHelp(
      "Size of the journal's files in KiB: room on the disk is taken, and given back, by so much.",
      valueName: "KiB"))
  var segmentKib = JournalSizes().segmentBytes >> 10

  @Option(
    help: ArgumentHelp(
      """
      Write a snapshot when the journal has grown by so many KiB, or by an eighth of the last \
      snapshot if that is more. The less, the faster a start, and the more is written.
      """, valueName: "KiB"))
  var snapshotKib = ServerConfiguration.snapshotBytesDefault >> 10

  @Flag(help: "Serve other machines though the user is root; for a container without another user.")
  var asRoot = false

  @OptionGroup(title: "Bounds")
  var bounds: BoundOptions

  @Option(
    help: "What is logged: debug, info, notice, warning, error or critical.",
    transform: Serve.level)
  var logLevel = Logger.Level.info

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("a port is 0 to 65535") }
    let loopsMax = ServerConfiguration.loopsMax
    guard (1...loopsMax).contains(loops ?? 1) else {
      throw ValidationError("loops are 1 to \(loopsMax)")
    }
    try check(segmentKib, "--segment-kib", JournalSizes.segmentBytesRange)
    try check(snapshotKib, "--snapshot-kib", ServerConfiguration.snapshotBytesRange)
  }

  private func check(_ kib: UInt64, _ name: String, _ bytes: ClosedRange<UInt64>) throws {
    let (least, most) = (bytes.lowerBound >> 10, bytes.upperBound >> 10)
    guard (least...most).contains(kib) else {
      throw ValidationError("\(name) is \(least) to \(most)")
    }
  }

  private static func level(_ name: String) throws -> Logger.Level {
    guard let level = Logger.Level(rawValue: name) else {
      throw ValidationError("\(name) is no level of the log")
    }
    return level
  }

  func run() async throws {
    // Until it is listened to: a terminal that is closed ends no server.
    signal(SIGHUP, SIG_IGN)
    let data = DataDirectory(path: directory)
    var logger = Logger(label: "piperolld") { _ in LineLogHandler() }
    logger.logLevel = logLevel
    let safeguards = Safeguards(data: data)
    if let advice = try safeguards.checkUser(listen: listen, asRoot: asRoot) {
      logger.warning(
        "THE SERVER RUNS AS ROOT, which is for trials only", metadata: ["advice": "\(advice)"])
    }
    try safeguards.checkRights()
    var configuration = ServerConfiguration(bookDirectory: data.book, identity: data.server)
    configuration.clientAuthorityFile = data.clientAuthority.certificateFile
    configuration.audit = data.audit
    configuration.outboxDirectory = data.outbox
    configuration.loginsFile = data.logins
    configuration.host = listen
    configuration.port = port
    if let loops { configuration.loops = loops }
    configuration.journalSizes = JournalSizes(segmentBytes: segmentKib << 10)
    configuration.snapshotBytes = snapshotKib << 10
    bounds.set(in: &configuration)
    let group = ServiceGroup(
      services: [ServerService(configuration: configuration, portFile: portFile, logger: logger)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    try await group.run()
  }
}

/// The server as a service: it starts, waits for the signal, and stops in order.
private struct ServerService: Service {
  let configuration: ServerConfiguration
  let portFile: String?
  let logger: Logger

  func run() async throws {
    let logger = logger
    let server = try await start(logger)
    // Once it listens, a hang-up means new certificates.
    let hangUps = await UnixSignalsSequence(trapping: .sighup)
    let reloads = Task { for await _ in hangUps { try await server.reloadCertificates() } }
    defer { reloads.cancel() }
    logger.notice(
      "listening", metadata: ["host": "\(server.host)", "port": "\(server.port)"])
    if let portFile { try writePort(server.port, to: portFile) }
    try? await gracefulShutdown()
    try await server.stop()
    logger.notice("stopped")
  }

  private func start(_ logger: Logger) async throws -> Server {
    do {
      return try await Server.start(configuration, logger: logger) { error in
        if let moved = error as? StoreError {
          logger.critical("\(moved)", metadata: ["advice": "\(moved.advice)"])
        } else {
          logger.critical(
            "the journal failed; nothing of what it held was acknowledged",
            metadata: ["reason": "\(error)"])
        }
        _exit(EX_IOERR)
      }
    } catch let error as StoreError {
      throw StartRefused(error: error)
    }
  }

  /// Under another name first, so that whoever waits for the file never reads half of it.
  private func writePort(_ port: Int, to file: String) throws {
    let partial = "\(file).partial"
    // What has the name may be a link that somebody put there: it is removed, not followed.
    unlink(partial)
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    guard descriptor >= 0, let stream = fdopen(descriptor, "w") else {
      throw ValidationError("cannot write \(partial): \(String(cString: strerror(errno)))")
    }
    fputs("\(port)\n", stream)
    fclose(stream)
    guard rename(partial, file) == 0 else {
      throw ValidationError("cannot write \(file): \(String(cString: strerror(errno)))")
    }
  }
}

/// Why a book is not served, and what there is to do about it.
private struct StartRefused: Error, CustomStringConvertible {
  let error: StoreError

  var description: String { "\(error); \(error.advice)" }
}
