/// The bounds of the protocol, announced by CAPA. Each says where it comes from.
public enum Limits {
  /// A request line, without its end: a statement's worth of text, and small enough that a thousand
  /// idle connections hold nothing to speak of.
  public static let lineBytes = 8_192
  /// Positional arguments and keys of a request: three times what the longest command has.
  public static let arguments = 64
  /// The lines between `<<` and `.`: a day's payment file of a busy desk in one block.
  public static let blockBytes = 1_048_576
  /// The rows of a bulk write: each is answered with a row, so they bound the reply too.
  public static let blockRows = 100_000
  /// The writes between BEGIN and COMMIT, which are run at one go while others wait: as long as a
  /// block of so many rows takes. Their bytes are those of a block.
  public static let listLines = 10_000
  /// A tag: room for a UUID and a prefix.
  public static let tagBytes = 64
  /// A reference: room for a file's name and a row.
  public static let referenceBytes = 64
  /// An account's id or an invoice's number: what other systems allow in theirs.
  public static let identifierBytes = 32
  /// Request lines before login: HELLO, CAPA, HELP and a few tries at a password.
  public static let linesBeforeLogin = 20
  /// A block before login, when no command has one: what strangers send must not fill the memory.
  public static let blockBytesBeforeLogin = lineBytes
  /// Seconds until login: a person types a password in less.
  public static let loginSeconds = 30
  /// Seconds without a request after which a connection is closed (45 CFR 164.312(a)(2)(iii)).
  public static let idleSeconds = 900
  /// Reply bytes that wait for a slow reader before its requests are no longer read.
  public static let unsentBytes = 1_048_576
  /// Rows of a search: more is not read by a person, and a script narrows the question.
  public static let searchRows = 50
}
