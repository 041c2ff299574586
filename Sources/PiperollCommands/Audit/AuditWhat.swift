/// What the audit trail has records of. The raw value is a byte in its files and never changes its
/// meaning.
public enum AuditWhat: UInt8, CaseIterable, Sendable {
  case start = 1
  case stop = 2
  case login = 3
  case logout = 4
  /// A login that was refused: password or user.
  case refusedLogin = 5
  case refusedCertificate = 6
  /// A command that the user's role does not allow.
  case refusedRole = 7
  case user = 8
  case policy = 9
  case approval = 10
  /// A period was closed.
  case close = 11
  /// Somebody saw something of a person.
  case sight = 12
  /// Records that there was no room for, or more refusals than are recorded one by one.
  case dropped = 13
  /// A start found a block that was not finished, and cut it off.
  case torn = 14
  /// A start found damage.
  case damaged = 15
  /// An administrator removed old segments.
  case removed = 16
  /// An administrator had the wrong passwords of a user forgotten.
  case unlock = 17
  /// A user ended a session of their own, or an administrator one of anybody.
  case endSession = 18
  /// Behind wrong passwords logins began to wait.
  case delay = 19
  /// The template of a letter.
  case template = 20

  /// Its word on the wire.
  public var word: String {
    switch self {
    case .start: "start"
    case .stop: "stop"
    case .login: "login"
    case .logout: "logout"
    case .refusedLogin: "refused-login"
    case .refusedCertificate: "refused-certificate"
    case .refusedRole: "refused-role"
    case .user: "user"
    case .policy: "policy"
    case .approval: "approval"
    case .close: "close"
    case .sight: "sight"
    case .dropped: "dropped"
    case .torn: "torn"
    case .damaged: "damaged"
    case .removed: "removed"
    case .unlock: "unlock"
    case .endSession: "end-session"
    case .delay: "delay"
    case .template: "template"
    }
  }

  static let words = allCases.map(\.word)

  /// The one that a byte in a file stands for.
  public static func word(_ byte: UInt8) -> String { Self(rawValue: byte)?.word ?? "unknown" }
}
