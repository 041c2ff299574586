import NIOCore
public import PiperollCommands
public import PiperollStore
public import PiperollTLS
import PiperollVersion
import PiperollWire

/// What a server is started with.
public struct ServerConfiguration: Sendable {
  /// The address that is listened on; loopback unless somebody says otherwise.
  public var host = "127.0.0.1"
  /// The port that is listened on; 0: any free one.
  public var port = 7117
  /// Where the journal and the snapshots are.
  public var bookDirectory: String
  public var identity: TLSIdentity
  /// The authority (a PEM file) whose client certificates are accepted; nil: none are.
  public var clientAuthorityFile: String?
  public var registry = Registry.standard
  /// What hashing a new password costs; a stored record keeps the cost it was made with.
  public var passwordCost = PasswordCost.standard
  /// The file that keeps wrong passwords, and where users logged in, over a restart; nil: none.
  public var loginsFile: String?
  /// Logins that may wait for their password check: each takes half a second of a core, so the last
  /// of them waits four seconds.
  public var waitingLoginsMax = 16
  /// Connections at once. Beyond it a few more are told to come again.
  public var connectionsMax = ServerConfiguration.connectionsDefault
  /// Each costs up to 100 KiB, so a flood of them stays below 400 MiB.
  public static let connectionsDefault = 4_096
  /// What one user, or one address, may have of the server.
  public var bounds = Bounds()
  /// Event loops: one, or one that holds the book and the others for the connections' TLS.
  public var loops = ServerConfiguration.loops(cores: System.coreCount)
  public var loginSeconds = Int64(Limits.loginSeconds)
  public var idleSeconds = Int64(Limits.idleSeconds)
  /// The folder of letters and emails; nil: their texts are not written.
  public var outboxDirectory: String?
  /// Makes a number for a letter that nobody can guess.
  public var letterToken: @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  /// Where the audit trail is; nil: nothing is recorded but the journal, as in a simulation.
  public var audit: AuditPlace?
  /// The sizes of the journal's segments.
  public var journalSizes = JournalSizes()
  /// The journal's growth after which a snapshot is written, at the least. A large book waits for
  /// more of it (`Snapshots.journalShare`).
  public var snapshotBytes = ServerConfiguration.snapshotBytesDefault
  /// Half a second of replay.
  public static let snapshotBytesDefault: UInt64 = 64 << 20
  /// The bounds of `snapshotBytes`. At the least some hundred entries: even an empty snapshot costs
  /// a few fsyncs. At the most ten minutes of replay.
  public static let snapshotBytesRange: ClosedRange<UInt64> = 64 << 10...64 << 30
  /// The time after which a snapshot is written if anything was recorded.
  public var snapshotSeconds = Int64(900)
  /// Bytes of entries that may wait for the disk: what a busy desk records in some seconds, so that
  /// only a disk that hangs makes everybody wait. Without it the waiting group would grow for as
  /// long as the disk hangs.
  public var backlogBytesMax = 64 << 20
  /// Rows of an atomic block, lines of a list, or of a dry run, that are run at once. Each may copy
  /// some pages of the book, which takes up to 0.1 ms; more rows than these run beside the loop.
  public var rowsAtOnce = 64
  /// Accounts that a write may go through at once: this many take about a millisecond.
  public var accountsAtOnce = 10_000
  /// The clock of the machine: UTC, milliseconds since 1970.
  public static let usualClock: @Sendable () -> Int64 = WallClock.milliseconds
  /// The time that entries are recorded at, and at which it is the desk's today: UTC, milliseconds
  /// since 1970.
  /// Deadlines do not go by it.
  public var clock: @Sendable () -> Int64 = ServerConfiguration.usualClock
  /// How long the loop looks at its sockets between the turns of users: just so long that it does.
  public var turnPauseMicroseconds = Int64(5)
  /// The clock of intervals, by which snapshots and the watch over the disk go: milliseconds since
  /// some moment. It is never set back.
  public var steadyClock: @Sendable () -> Int64 = SteadyClock.milliseconds

  public init(bookDirectory: String, identity: TLSIdentity) {
    self.bookDirectory = bookDirectory
    self.identity = identity
  }

  /// The most event loops: each has three descriptors of those that are kept free of connections.
  public static let loopsMax = 16

  /// Loops for a machine. A core is left to the journal, the reports and the password checks. On
  /// two that leaves one, and on one loop nothing has to be handed over. Beyond eight the loop that
  /// holds the book is what bounds the rate.
  static func loops(cores: Int) -> Int { max(1, min(cores - 1, 8)) }
}

/// The server's name and version, as HELLO and CAPA give them.
public let serverName = "piperoll/\(ProgramVersion.current)"
