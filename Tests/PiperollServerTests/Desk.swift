import Foundation
import Logging
import PiperollLedger
import PiperollServer
import PiperollStore
import PiperollTLS
import Synchronization
import TestSupport

/// A server of one test: its own directory, keys, book, log and port.
final class Desk: Sendable {
  static let password = "correct horse battery staple"
  /// The smallest that can be made: what a hash costs is another target's business.
  static let cost = PasswordCost(logN: 10, r: 8, p: 1)!

  /// Room for the largest block; the usual one would be zeroed for every test.
  private static let journalSizes = JournalSizes(segmentBytes: 1 << 20)

  let path: String
  let log = LogLines()
  private let faultTexts = Mutex<[String]>([])
  private let running = Mutex<Server?>(nil)

  /// Makes the directory with user `admin`, who has a certificate and a password.
  init() throws {
    path = NSTemporaryDirectory() + "piperoll-server-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try Certificates.makeServer(hosts: ["127.0.0.1", "localhost"], identity: identity("server"))
    try Certificates.makeAuthority(name: "clients", identity: identity("clients"))
    try issue("admin")
    var bytes = Array(Self.password.utf8)
    let record = try PasswordHash.make(Secret(moving: &bytes), cost: Self.cost)
    try BookStore.create(
      book, firstUser: UserSet(user: "admin", role: .admin, passwordRecord: record),
      sizes: Self.journalSizes)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What the journal failed of.
  var faults: [String] { faultTexts.withLock { $0 } }

  var book: String { path + "/book" }

  var audit: AuditPlace {
    AuditPlace(directory: path + "/audit", keyFile: path + "/audit.secret")
  }

  func identity(_ name: String) -> TLSIdentity {
    TLSIdentity(certificateFile: "\(path)/\(name).pem", keyFile: "\(path)/\(name).key")
  }

  /// Issues a client certificate.
  func issue(_ user: String) throws {
    try Certificates.issueClient(
      user: user, authority: identity("clients"), identity: identity(user))
  }

  /// Starts the server on a free port.
  func start(
    storage: any Storage = LocalStorage(), _ adjust: (inout ServerConfiguration) -> Void = { _ in }
  ) async throws {
    var configuration = ServerConfiguration(bookDirectory: book, identity: identity("server"))
    configuration.clientAuthorityFile = identity("clients").certificateFile
    configuration.port = 0
    configuration.audit = audit
    configuration.passwordCost = Self.cost
    configuration.journalSizes = Self.journalSizes
    configuration.loops = LoopsTrait.loops
    // What is slow on a busy machine, a password check, must not decide a test.
    configuration.loginSeconds = 600
    adjust(&configuration)
    let log = log
    var logger = Logger(label: "desk", factory: { _ in log })
    logger.logLevel = .debug
    let server = try await Server.start(configuration, storage: storage, logger: logger) {
      [weak self] error in self?.faultTexts.withLock { $0.append("\(error)") }
    }
    running.withLock { $0 = server }
  }

  /// Makes a user, as the server's own machine does: nobody else's pair of eyes.
  func make(_ user: String, _ role: String) async throws {
    let server = running.withLock { $0 }
    _ = try await server?.run(["ADMIN USER \(user) role=\(role)"], as: "machine")
  }

  func stop() async throws {
    let server = running.withLock { $0.take() }
    try await server?.stop()
  }

  /// Has the server read the certificates' files again.
  func reloadCertificates() async throws {
    try await running.withLock { $0 }?.reloadCertificates()
  }

  /// A started desk for the time of a body.
  static func open<Result>(
    storage: any Storage = LocalStorage(), _ body: (Desk) async throws -> Result
  ) async throws -> Result {
    try await Places.servers.run {
      let desk = try Desk()
      try await desk.start(storage: storage)
      do {
        let result = try await body(desk)
        try await desk.stop()
        return result
      } catch {
        try? await desk.stop()
        throw error
      }
    }
  }

  var port: Int { running.withLock { $0?.port ?? 0 } }

  /// A connection with the certificate of a user, or without any.
  func connect(_ user: String? = "admin") async throws -> Wire {
    try await Wire(port: port, identity: user.map(identity))
  }

  /// Every byte of a kind of file in the book's directory.
  func bytes(ofFiles isWanted: (String) -> Bool) throws -> Data {
    try FileManager.default.contentsOfDirectory(atPath: book).filter(isWanted)
      .reduce(into: Data()) { $0 += try Data(contentsOf: URL(filePath: "\(book)/\($1)")) }
  }

  func files(_ suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: book).filter { $0.hasSuffix(suffix) }
  }
}

/// What the server logged, as it would be written.
final class LogLines: LogHandler, @unchecked Sendable {
  private let lines = Mutex<[String]>([])
  // Set once, before the server has it.
  var metadata = Logger.Metadata()
  var logLevel = Logger.Level.debug

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line = LineLogHandler.line(
      time: 0, level: event.level, "\(event.message)", event.metadata ?? [:])
    lines.withLock { $0.append(line) }
  }

  var text: String { lines.withLock { $0.joined(separator: "\n") } }
}
