/// How the program ends, as scripts see it.
public enum ExitCode: Int32, Sendable {
  case ok = 0
  /// At least one command was refused for good (5xx).
  case refused = 1
  /// The command line, an option file or the input is not usable; such input was not sent.
  case usage = 2
  /// No connection, or no TLS session with a server that is trusted.
  case unreachable = 3
  /// The server did not accept the credentials, or there were none and it asks for them.
  case login = 4
  /// The connection was lost while writes were unanswered: they may or may not have happened.
  case unknownOutcome = 5
  /// Everything that failed may be tried again unchanged (4xx).
  case retryable = 6
  /// What the server said could not be written: the disk is full, for instance.
  case unwritten = 7
  /// Stored, and waiting for another user's approval (264, or rows of a block: `pending=`).
  case pending = 8
  /// Nobody reads the output any more. What a shell reports of a program that SIGPIPE ended.
  case outputClosed = 141

  /// Later in this order hides earlier: what a script must know first wins.
  private static let bySeverity: [ExitCode] = [
    .ok, .pending, .retryable, .refused, .login, .usage, .unreachable, .outputClosed, .unwritten,
    .unknownOutcome,
  ]

  private var severity: Int { Self.bySeverity.firstIndex(of: self)! }

  /// The code of a run of several commands, of which one ended with `self` and one with `other`.
  public func combined(with other: ExitCode) -> ExitCode {
    severity >= other.severity ? self : other
  }

  /// The code that one reply asks for.
  init(_ final: StatusLine) {
    // A list that was not run: what its line was refused with says whether trying again helps.
    let code = final.code == 451 ? final["code"].flatMap { Int($0) } ?? final.code : final.code
    self.init(replyCode: code)
    // A block that was run, of which rows wait.
    if self == .ok, final["pending"] != nil { self = .pending }
  }

  /// The same by the code alone.
  public init(replyCode: Int) {
    switch replyCode {
    case 264: self = .pending
    case ..<400: self = .ok
    case ..<500: self = .retryable
    case 530, 531: self = .login
    default: self = .refused
    }
  }
}

/// Something that ends the program or the connection: what to say, and the exit code it means.
public struct ClientError: Error, Equatable, CustomStringConvertible, Sendable {
  public let exitCode: ExitCode
  public let description: String

  public init(_ exitCode: ExitCode, _ description: String) {
    self.exitCode = exitCode
    self.description = description
  }
}
