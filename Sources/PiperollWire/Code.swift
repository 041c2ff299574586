/// The code of a reply, on which scripts branch. 2xx: done. 4xx: try again. 5xx: do not repeat the
/// request unchanged.
public enum Code: UInt16, CaseIterable, Sendable {
  case ok = 200
  case created = 201
  case queued = 202
  case bye = 205
  case dup = 208
  case data = 210
  case pending = 264

  case closing = 421
  case overload = 430
  case readOnly = 431
  case aborted = 451

  case unknown = 500
  case badText = 501
  case syntax = 502
  case badKey = 503
  case badValue = 504
  case version = 505
  case tooLong = 513
  case tooBig = 514
  case auth = 530
  case authFail = 531
  case forbidden = 532
  case notFound = 540
  case ambiguous = 541
  case conflict = 544
  case refMismatch = 545
  case invalid = 550
  case partial = 551
  case needsApproval = 564
  case `internal` = 590

  /// The word that follows the number.
  public var name: String { "\(word)" }

  /// The same word, as a `StaticString` for the writer of replies.
  var word: StaticString {
    switch self {
    case .ok: "OK"
    case .created: "CREATED"
    case .queued: "QUEUED"
    case .bye: "BYE"
    case .dup: "DUP"
    case .data: "DATA"
    case .pending: "PENDING"
    case .closing: "CLOSING"
    case .overload: "OVERLOAD"
    case .readOnly: "READONLY"
    case .aborted: "ABORTED"
    case .unknown: "UNKNOWN"
    case .badText: "BADTEXT"
    case .syntax: "SYNTAX"
    case .badKey: "BADKEY"
    case .badValue: "BADVALUE"
    case .version: "VERSION"
    case .tooLong: "TOOLONG"
    case .tooBig: "TOOBIG"
    case .auth: "AUTH"
    case .authFail: "AUTHFAIL"
    case .forbidden: "FORBIDDEN"
    case .notFound: "NOTFOUND"
    case .ambiguous: "AMBIGUOUS"
    case .conflict: "CONFLICT"
    case .refMismatch: "REFMISMATCH"
    case .invalid: "INVALID"
    case .partial: "PARTIAL"
    case .needsApproval: "NEEDSAPPROVAL"
    case .internal: "INTERNAL"
    }
  }

  /// What causes a reply with this code, as text for HELP CODES and `Protocol/Codes.md`.
  public var causes: String {
    switch self {
    case .ok: "Done: a read without rows, the end of a block, a session command, or `dry=yes`."
    case .created: "A write is recorded and durable; `entry=` is its number."
    case .queued: "Behind BEGIN: the write is the line `n=` of the list, and waits for COMMIT."
    case .bye: "The answer to QUIT; the server closes the connection after it."
    case .dup:
      "A write with this `ref=` and the same payload was recorded before; this is its result again."
        + " With `state=approved` it was asked for, and somebody has approved it since."
    case .data: "A block follows (`210+`)."
    case .pending:
      "A write is not done yet. It is recorded as a request (`approval=` is its number) that waits"
        + " until `expires=` for another user's approval; `need=` says why: it is more than the"
        + " user's role may do alone, or is dated into a closed period. Nothing else has changed."
        + " With `state=pending` it was asked for before and still waits."
    case .closing:
      "The server closes the connection after this reply: it is shutting down, the connection was"
        + " idle too long, there were too many lines or too much time before login, or a request"
        + " looked like HTTP. As the end of a block: the rows answered before it were written, the"
        + " rows after them were not."
    case .overload:
      "Nothing was done, as something has no room or no turn now: too many password checks wait,"
        + " wrong passwords came before, a snapshot is being written, a user's reports have come"
        + " too fast, or blocks and lists in the making take too much. Try again in `after=`"
        + " seconds. Where there are too many connections or sessions the server closes the"
        + " connection after this reply."
    case .readOnly:
      "The journal has no room for another entry, and nothing was written; `why=` says what is"
        + " lacking. Reads still work; writes work again as soon as there is room. Try again in"
        + " `after=` seconds."
    case .aborted:
      "COMMIT: the line `n=` of the list was refused, with the code `code=` and its `rule=` or"
        + " `key=`; nothing of the list was written."
    case .unknown: "No such verb or kind; the text names the nearest."
    case .badText:
      "Not valid UTF-8, or a control character (also as an escape): CR, LF, NUL, ESC, C1,"
        + " bidirectional overrides, a byte order mark that is not in front of the line or block."
    case .syntax:
      "The line is not a request, an argument is missing or one too many; `col=` counts bytes"
        + " from 1. Or the command may not stand there: some may not stand between BEGIN and"
        + " COMMIT, some only there."
    case .badKey: "A key that the command does not have, or one given twice."
    case .badValue:
      "A value that is not of its key's type; `key=` names the key, `col=` says where it stands."
    case .version: "HELLO asked for a protocol version that this server does not speak."
    case .tooLong: "A line of more than 8,192 bytes; it was skipped to its end."
    case .tooBig:
      "A block of more than 1,048,576 bytes (8,192 before login), which was skipped to its end, or"
        + " of more than 100,000 rows; a list of more than 10,000 lines or as many bytes."
    case .auth: "Log in first."
    case .authFail: "Wrong user or password; the two are not told apart."
    case .forbidden: "The user's role does not allow it; `role=` does."
    case .notFound:
      "Nothing has that name or number; `rule=` says what kind of thing was looked for. With"
        + " `key=topic`: HELP has no such topic."
    case .ambiguous: "Several accounts have an item with that number; name the account too."
    case .conflict:
      "The account has changed since the revision that `if=` names; `rev=` is its present one, and"
        + " nothing was written. Look at the account again before you decide. As an answer to POST"
        + " APPROVE: the request would have another result by now; reject it, and have it asked for"
        + " again."
    case .refMismatch: "This `ref=` was recorded before with another payload; nothing was written."
    case .invalid: "A rule of the ledger, named by `rule=`, does not allow it; nothing was written."
    case .partial:
      "The end of a bulk write with mode=each in which rows were refused; `refused=` says how many."
        + " Each row's own code says which they are; the others are written."
    case .needsApproval:
      "A write with `dry=yes`, or a row of a block with mode=atomic, that would be answered 264:"
        + " `need=` says why, and `approval=` which request waits already; nothing was written."
    case .internal: "A fault in the server; `incident=` is its name in the server's log."
    }
  }
}
