public import PiperollTLS

/// Everything that a run of the client needs to know.
public struct ClientOptions: Sendable {
  public enum Password: Sendable {
    /// Log in by certificate, or not at all.
    case none
    /// Ask at the terminal.
    case ask
    case text(Secret)
  }

  /// What is printed on standard output.
  public enum Output: Equatable, Sendable {
    /// Replies as the server sends them.
    case verbatim
    /// Header rows and rows only.
    case tsv
    /// One object a line only.
    case json
    /// Header rows and rows only, as comma-separated values that no spreadsheet runs.
    case csv
  }

  /// How many requests may be on their way without a reply.
  public struct Window: Equatable, Sendable {
    public var requestsMax: Int
    /// A request that is longer travels alone.
    public var bytesMax: Int

    /// Enough to hide a round trip and a group commit of a millisecond at 100,000 a second.
    public static let standard = Window(requestsMax: 128, bytesMax: 256 * 1024)
    /// Each request waits for the reply to the one before it.
    public static let single = Window(requestsMax: 1, bytesMax: 256 * 1024)

    public init(requestsMax: Int, bytesMax: Int = Window.standard.bytesMax) {
      self.requestsMax = requestsMax
      self.bytesMax = bytesMax
    }
  }

  public var address: Address
  public var trust: ServerTrust
  /// The client certificate that is shown to the server.
  public var identity: TLSIdentity?
  /// The password of the address's user.
  public var password: Password
  public var output: Output
  /// Nil: the standard window, or with `stopsOnError` a single one, so that nothing that stands
  /// behind a refused command is carried out.
  public var window: Window?
  /// Send nothing more after the first refusal.
  public var stopsOnError: Bool
  /// For connecting, the handshake and logging in, together.
  public var connectTimeout: Duration
  /// For how long a pipeline tries to get a lost connection back.
  public var patience = ClientOptions.usualPatience
  /// The file that keeps the lines typed at the console; nil: they are kept as long as it runs.
  public var historyFile: String?
  /// What TERM calls the terminal at which lines are edited; nil: it edits them itself.
  public var terminalType: String?

  /// A server that is started again needs seconds; a script that waits for longer seems to hang.
  public static let usualPatience = Duration.seconds(30)

  public init(
    address: Address, trust: ServerTrust, identity: TLSIdentity? = nil, password: Password = .none,
    output: Output = .verbatim, window: Window? = nil, stopsOnError: Bool = false,
    connectTimeout: Duration = .seconds(10), terminalType: String? = nil
  ) {
    self.address = address
    self.trust = trust
    self.identity = identity
    self.password = password
    self.output = output
    self.window = window
    self.stopsOnError = stopsOnError
    self.connectTimeout = connectTimeout
    self.terminalType = terminalType
  }

  /// These options for a run that may ask nobody: no password prompt, no question about a server.
  var unattended: ClientOptions {
    var copy = self
    if case .ask = password { copy.password = .none }
    if case .knownHosts(let hosts, firstContact: .ask) = trust {
      copy.trust = .knownHosts(hosts, firstContact: .refuse)
    }
    return copy
  }

  var effectiveWindow: Window { window ?? (stopsOnError ? .single : .standard) }
}

/// The descriptors that a run reads from and writes to. SIGPIPE must be ignored by the program:
/// output that nobody reads any more ends a run quietly.
public struct Streams: Sendable {
  public var input: Int32
  public var output: Int32
  public var diagnostics: Int32

  public init(input: Int32 = 0, output: Int32 = 1, diagnostics: Int32 = 2) {
    self.input = input
    self.output = output
    self.diagnostics = diagnostics
  }
}
