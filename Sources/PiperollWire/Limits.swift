/// The bounds of the protocol; CAPA tells most of them to clients. Each comment says why the bound
/// is what it is.
public enum Limits {
  /// Bytes of a request line, without CR LF. It holds the text of a whole statement, and is small
  /// enough that the buffers of a thousand idle connections do not matter.
  public static let lineBytes = 8_192
  /// Arguments of a request, with and without a key: three times what the longest command has.
  public static let arguments = 64
  /// Bytes of a block, between `<<` and `.`: enough for a busy desk's payment file of one day.
  public static let blockBytes = 1_048_576
  /// Bytes of requests that may wait for the one before them, such as a report. Beyond it the
  /// server reads no more until that is answered. A pipeline of 2,000 look-ups has 60 KiB.
  public static let pipelineBytes = 131_072
  /// Rows of a bulk write. Each is answered with a row, so this bounds the reply too.
  public static let blockRows = 100_000
  /// Writes between BEGIN and COMMIT. They run in one go while other writes wait; this many take
  /// as long as a block of so many rows. Their bytes are bounded by `blockBytes`.
  public static let listLines = 10_000
  /// Bytes of a tag, with its `@`: room for a UUID and a prefix.
  public static let tagBytes = 64
  /// Bytes of a reference (`ref=`): room for the name of a file and a row number.
  public static let referenceBytes = 64
  /// Bytes of an account's id: what other systems allow.
  public static let identifierBytes = 32
  /// Bytes of an item's number: the longest that billing systems print on their documents.
  public static let numberBytes = 64
  /// Columns of a terminal that screens are laid out for: narrower ones break each amount, and in
  /// wider ones the eye loses the line. What a terminal has that says nothing is the usual.
  public static let screenWidths = 40...500
  public static let screenWidthUsual = 80
  /// Request lines before login: HELLO, CAPA, HELP and a few tries at a password.
  public static let linesBeforeLogin = 20
  /// Bytes of a block before login. No command takes one then; the block is only skipped, and
  /// strangers must not be able to fill the memory with it.
  public static let blockBytesBeforeLogin = lineBytes
  /// Seconds that a connection has for its login: a person types a password in less.
  public static let loginSeconds = 30
  /// Seconds without a request after which a connection is closed (45 CFR 164.312(a)(2)(iii)).
  public static let idleSeconds = 900
  /// Bytes of replies that may wait for a client that reads slowly. Above it the server reads no
  /// more requests of that client.
  public static let unsentBytes = 1_048_576
  /// Long reports of a user at once; further ones wait in order. One beside another: a person looks
  /// at one while a script writes the next, and nobody keeps the others waiting.
  public static let reportsAtOnce = 2
  /// Bytes a second that a client reads of a long report at the least (256 kbit/s): while it reads,
  /// the server keeps the book as it was when the report began.
  public static let readingRate = 32_768
  /// Seconds over which `readingRate` is measured. A short break of a network is no slow client.
  public static let readingSeconds = 60
  /// Lines of WATCH that wait for a client: those of a busy minute. What comes behind them is lost,
  /// and the client is told how much.
  public static let pushes = 256
  /// Bytes of replies that a client has not taken, from which on lines of WATCH wait.
  public static let pushedBytes = 64 * 1024
  /// Rows of a table that stand under one header: their cells are kept until the widths of the
  /// columns are known.
  public static let tableRows = 1_000
  /// Rows that a search shows: a person reads no more, and a script can ask more narrowly.
  public static let searchRows = 50
  /// Accounts that `LOOKUP PREFIX` shows to whoever types: no more are looked through there.
  public static let prefixRows = 20
}
