import Logging
import NIOCore
import NIOEmbedded
import PiperollCommands
import Synchronization
import Testing

@testable import PiperollServer

/// What people may make the server say who have not logged in.
@Suite final class StrangerTests {
  private let loop = EmbeddedEventLoop()
  private let clock = SimulatedClock()
  private let said = SaidLines()
  private let strangers: Strangers

  init() {
    let (clock, said) = (clock, said)
    var logger = Logger(label: "strangers") { _ in said }
    logger.logLevel = .debug
    let audit = Audit(nil, loop: loop, clock: { clock.wall }, logger: logger)
    strangers = Strangers(audit, clock: { clock.steady }, logger: logger)
  }

  deinit { try? loop.syncShutdownGracefully() }

  @Test func `what was left out is told when there is room again, once`() {
    for _ in 0..<25 { strangers.hello("probe", "192.0.2.7:50000") }
    #expect(said.lines.count == 20)
    strangers.watch()
    #expect(said.lines.count == 20)
    clock.steady += 1_000
    strangers.watch()
    strangers.watch()
    #expect(said.lines.dropFirst(20) == ["events of strangers were left out count=5"])
  }

  @Test func `a name in a certificate is cut, and shown without what acts`() {
    let name = "a\u{1B}[31m\u{202E}" + String(repeating: "b", count: 1_000)
    strangers.refused(
      .refusedCertificate, user: name, "192.0.2.7:50000", 1, reason: "no such user")
    let line = said.lines.first ?? ""
    #expect(line.contains(" user=a\\u001b[31m\\u202ebbbb") && line.utf8.count < 300, "\(line)")
  }
}

/// What was logged: the event and its fields.
private final class SaidLines: LogHandler, @unchecked Sendable {
  private let all = Mutex<[String]>([])
  // Set once, before the server has it.
  var metadata = Logger.Metadata()
  var logLevel = Logger.Level.debug

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0)=\($1)" }
    all.withLock { $0.append((["\(event.message)"] + fields).joined(separator: " ")) }
  }

  var lines: [String] { all.withLock { $0 } }
}
