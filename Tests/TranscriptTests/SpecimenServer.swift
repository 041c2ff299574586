import Foundation
import Logging
import PiperollCommands
import PiperollLedger
import PiperollServer
import PiperollStore
import PiperollTLS
import Synchronization

/// A real server with a fresh book for one transcript.
final class SpecimenServer {
  /// Monday, 2026-11-23, 12:00:00 UTC.
  static let time: Int64 = 1_795_435_200_000
  static let password = "correct horse battery staple"
  /// Room for the largest block of a transcript; the usual one would be zeroed 200 times.
  private static let journalSizes = JournalSizes(segmentBytes: 1 << 20)

  let keys: SpecimenKeys
  let clock = SpecimenClock()
  private let disk = FillableDisk()
  private let server: Server
  private let directory: String
  private var isStopped = false

  /// The transcript's user is entry 1; its prelude's requests, run by an admin, are the next ones.
  init(_ transcript: Transcript) async throws {
    keys = try SpecimenKeys.shared.get()
    directory = NSTemporaryDirectory() + "piperoll-transcript-" + UUID().uuidString
    let user = transcript.setting("user").flatMap { $0 == "none" ? nil : $0 } ?? "admin"
    guard let role = SpecimenKeys.roles[user] else { throw RawClient.Broken("no user \(user)") }
    try BookStore.create(
      directory,
      firstUser: UserSet(user: user, role: role, passwordRecord: keys.passwordRecord),
      sizes: Self.journalSizes, time: Self.time)
    var configuration = ServerConfiguration(bookDirectory: directory, identity: keys.server)
    configuration.letterToken = { 7 }
    configuration.clientAuthorityFile = keys.authority.certificateFile
    configuration.audit = AuditPlace(
      directory: directory + "/audit", keyFile: directory + "/audit.secret")
    configuration.port = 0
    configuration.passwordCost = SpecimenKeys.passwordCost
    configuration.journalSizes = Self.journalSizes
    configuration.clock = { [clock] in clock.time }
    let settings = transcript.setting("server")
    try configuration.take(settings)
    let made = transcript.setting("made")?.split(separator: " ").map(String.init) ?? []
    server = try await Self.start(configuration, disk, transcript.prelude, made, settings)
  }

  /// The server, with the prelude in its book. A disk that is full from the start is so after it.
  private static func start(
    _ configuration: ServerConfiguration, _ disk: FillableDisk, _ prelude: [String],
    _ made: [String], _ settings: String?
  ) async throws -> Server {
    let logger = Logger(label: "transcript") { _ in SwiftLogNoOpLogHandler() }
    let start = {
      try await Server.start(configuration, storage: disk, logger: logger) { error in
        preconditionFailure("the journal failed: \(error)")
      }
    }
    let server = try await start()
    if let refusal = try await server.run(prelude, as: "admin") {
      throw RawClient.Broken("the prelude was refused: \(refusal)")
    }
    // Whoever is no user is the server's machine.
    let users = made.map { "ADMIN USER \($0) role=\(SpecimenKeys.roles[$0]?.word ?? "operator")" }
    if let refusal = try await server.run(users, as: "piperolld") {
      throw RawClient.Broken("a user was refused: \(refusal)")
    }
    let lacking = settings?.split(separator: " ").first { $0.hasPrefix("disk=") }
    guard let lacking, let fault = FillableDisk.faults[String(lacking.dropFirst(5))] else {
      return server
    }
    try await server.stop()
    disk.fault = fault
    return try await start()
  }

  /// Makes room on the full disk, and returns when the server has noticed.
  func makeRoom() throws {
    disk.fault = 0
    let watch = try connect("admin")
    while true {
      try watch.send(Array("ADMIN HEALTH\n".utf8))
      guard let line = try watch.line() else { throw RawClient.Broken("no health") }
      if line.contains("state=ok") { return }
    }
  }

  /// A connection with a user's client certificate; nil: without one.
  func connect(_ user: String?) throws -> RawClient {
    try RawClient(
      port: server.port, identity: user.map { keys.client($0) }, fingerprint: try keys.fingerprint)
  }

  func stop() async throws {
    guard !isStopped else { return }
    isStopped = true
    try await server.stop()
    try FileManager.default.removeItem(atPath: directory)
  }
}

/// The server's clock, which stands still until a transcript lets time pass.
final class SpecimenClock: Sendable {
  private let hours = Atomic<Int64>(0)
  private static let hourMilliseconds: Int64 = 3_600_000

  var time: Int64 {
    SpecimenServer.time + hours.load(ordering: .relaxed) * Self.hourMilliseconds
  }

  func pass(hours passed: Int64) { hours.add(passed, ordering: .relaxed) }
}

extension ServerConfiguration {
  /// The settings that `# server:` may name.
  fileprivate mutating func take(_ settings: String?) throws {
    for setting in settings?.split(separator: " ") ?? [] {
      let halves = setting.split(separator: "=", maxSplits: 1).map(String.init)
      switch (halves[0], halves.last.flatMap { Int64($0) }) {
      case ("logins-max", let count?): waitingLoginsMax = Int(count)
      case ("login-seconds", let seconds?): loginSeconds = seconds
      case ("idle-seconds", let seconds?): idleSeconds = seconds
      case ("user-logins", let count?): bounds.loginsPerUser = Int(count)
      case ("sessions", let count?): bounds.sessionsPerUser = Int(count)
      case ("strangers", let count?): bounds.strangers = Int(count)
      case ("connections", let count?): connectionsMax = Int(count)
      case ("reports", let count?):
        bounds.reports = Bounds.Rate(perSecond: 1, burst: Int(count))
        // So that what a report took does not come back while the transcript runs.
        steadyClock = { 0 }
      case ("script-reports", let count?):
        bounds.scriptReports = Bounds.Rate(perSecond: 1, burst: Int(count))
      case ("block-bytes", let count?): bounds.blockBytesPerUser = Int(count)
      case ("block-bytes-in-all", let count?): bounds.blockBytes = Int(count)
      case ("disk", _): continue
      case ("commands", _): registry = Registry(registry.commands + TestCommands.all)
      default: throw RawClient.Broken("no setting \(setting)")
      }
    }
  }
}

/// The keys, certificates and password record that all servers of a run share.
struct SpecimenKeys: Sendable {
  static let shared = Result { try SpecimenKeys() }
  static let roles: [String: Role] = [
    "viewer": .viewer, "operator": .operator, "supervisor": .supervisor, "admin": .admin,
    "auditor": .auditor, "phone": .phone, "second": .admin,
  ]
  /// The least that is allowed: a millisecond, where the standard takes half a second.
  static let passwordCost = PasswordCost(logN: 10, r: 8, p: 1)!

  private let directory: String
  let passwordRecord: String

  /// Of the server's certificate.
  var fingerprint: String {
    get throws { try Certificates.fingerprint(ofFile: server.certificateFile) }
  }

  var server: TLSIdentity { identity("server") }
  var authority: TLSIdentity { identity("authority") }
  func client(_ user: String) -> TLSIdentity { identity("client-\(user)") }

  private func identity(_ name: String) -> TLSIdentity {
    TLSIdentity(certificateFile: "\(directory)/\(name).pem", keyFile: "\(directory)/\(name).key")
  }

  private static let folder = NSTemporaryDirectory() + "piperoll-keys-" + UUID().uuidString

  private init() throws {
    directory = Self.folder
    atexit { try? FileManager.default.removeItem(atPath: SpecimenKeys.folder) }
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    var password = Array(SpecimenServer.password.utf8)
    passwordRecord = try PasswordHash.make(Secret(moving: &password), cost: Self.passwordCost)
    try Certificates.makeServer(hosts: ["127.0.0.1"], identity: server)
    try Certificates.makeAuthority(name: "Transcripts", identity: authority)
    for user in Self.roles.keys.sorted() + ["stranger"] {
      try Certificates.issueClient(user: user, authority: authority, identity: client(user))
    }
  }
}
