import ArgumentParser
import PiperollServer

/// The bounds of `serve` on what one user, or one address, may have.
struct BoundOptions: ParsableArguments {
  private static let usual = Bounds()

  @Option(help: ArgumentHelp("Connections at once, in all.", valueName: "count"))
  var connections = ServerConfiguration.connectionsDefault

  @Option(
    help: ArgumentHelp(
      "Connections at once from one address; those from this machine itself have no such bound.",
      valueName: "count"))
  var connectionsPerAddress = usual.connectionsPerAddress

  @Option(
    help: ArgumentHelp(
      "Connections before login; beyond it the oldest of the address with most is closed.",
      valueName: "count"))
  var connectionsBeforeLogin = usual.strangers

  @Option(help: ArgumentHelp("Sessions of a user at once.", valueName: "count"))
  var sessionsPerUser = usual.sessionsPerUser

  @Option(help: ArgumentHelp("Seconds for a TLS handshake.", valueName: "seconds"))
  var handshakeSeconds = usual.handshakeSeconds

  @Option(help: ArgumentHelp("Password checks of a user that may wait.", valueName: "count"))
  var loginsPerUser = usual.loginsPerUser

  @Option(
    help: ArgumentHelp(
      "Requests of a user before others have their turn; they have no rate.", valueName: "count"))
  var requestsPerTurn = usual.requestsPerTurn

  @Option(
    help: ArgumentHelp(
      "Reports and searches of a user a second, in the long run.", valueName: "count"))
  var reportsPerSecond = usual.reports.perSecond

  @Option(
    help: ArgumentHelp("Reports and searches of a user after a pause.", valueName: "count"))
  var reportsInBurst = usual.reports.burst

  @Option(
    help: ArgumentHelp(
      "The same a second for sessions that said HELLO class=script.", valueName: "count"))
  var scriptReportsPerSecond = usual.scriptReports.perSecond

  @Option(
    help: ArgumentHelp("The same after a pause for such sessions.", valueName: "count"))
  var scriptReportsInBurst = usual.scriptReports.burst

  @Option(
    help: ArgumentHelp("Blocks and lists that a user has in the making.", valueName: "MiB"))
  var blockMibPerUser = usual.blockBytesPerUser >> 20

  @Option(
    help: ArgumentHelp("Blocks and lists in the making of all users.", valueName: "MiB"))
  var blockMibInAll = usual.blockBytes >> 20

  /// More than any of these counts needs to be, and far below where sums of them overflow.
  private static let most = 1_000_000

  func validate() throws {
    let counts = [
      ("--connections", connections), ("--connections-per-address", connectionsPerAddress),
      ("--connections-before-login", connectionsBeforeLogin),
      ("--sessions-per-user", sessionsPerUser), ("--handshake-seconds", Int(handshakeSeconds)),
      ("--logins-per-user", loginsPerUser), ("--requests-per-turn", requestsPerTurn),
      ("--reports-per-second", reportsPerSecond), ("--reports-in-burst", reportsInBurst),
      ("--script-reports-per-second", scriptReportsPerSecond),
      ("--script-reports-in-burst", scriptReportsInBurst),
      ("--block-mib-per-user", blockMibPerUser), ("--block-mib-in-all", blockMibInAll),
    ]
    for (name, count) in counts where !(1...Self.most).contains(count) {
      throw ValidationError("\(name) is 1 to \(Self.most)")
    }
  }

  /// Puts them into the configuration of a server.
  func set(in configuration: inout ServerConfiguration) {
    configuration.connectionsMax = connections
    var bounds = Bounds()
    bounds.connectionsPerAddress = connectionsPerAddress
    bounds.strangers = connectionsBeforeLogin
    bounds.sessionsPerUser = sessionsPerUser
    bounds.handshakeSeconds = handshakeSeconds
    bounds.loginsPerUser = loginsPerUser
    bounds.requestsPerTurn = requestsPerTurn
    bounds.reports = Bounds.Rate(perSecond: reportsPerSecond, burst: reportsInBurst)
    bounds.scriptReports = Bounds.Rate(
      perSecond: scriptReportsPerSecond, burst: scriptReportsInBurst)
    bounds.blockBytesPerUser = blockMibPerUser << 20
    bounds.blockBytes = blockMibInAll << 20
    configuration.bounds = bounds
  }
}
