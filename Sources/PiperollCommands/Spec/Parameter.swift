import PiperollLedger
import PiperollWire

/// The type of a parameter's value. It decides how the value is read and documented.
public enum ValueType: Sendable {
  /// An account's id.
  case identifier
  /// Ids of accounts with commas between them.
  case identifiers
  /// An item's number.
  case number
  /// Letters, digits and `._:-`.
  case reference
  /// A user's name.
  case user
  case text
  case money
  /// An amount, or `none`.
  case limit
  /// A number with decimals and without a currency.
  case decimal
  case date
  /// Terms of payment: days, or by the end of a month.
  case terms
  case choice([String])
  case phone
  /// Telephone numbers with commas between them.
  case phones
  /// Telephone numbers and e-mail addresses, with commas between them.
  case phonesAndEmails
  /// Telephone numbers, e-mail addresses and `mail`, with commas between them.
  case points
  /// The number of an entry.
  case entry
  /// The number of an entry, or a time in UTC: what `known=` takes.
  case known
  /// A revision of an account, such as `rev:17`: what `if=` takes.
  case revision
  /// The numbers of entries with commas between them.
  case entries
  /// Lines of an invoice: `CODE:AMOUNT` with commas between them.
  case lines
  /// Items, each with or without an amount: `INV-1:200.00,INV-2`.
  case applications
  /// Amounts and the days on which they are due: `250.00@fri,200.00@2026-12-11`.
  case dues
  /// A day, with or without a time of it by a person's own clock: `fri/15:00`.
  case moment
  /// Times of the week by a person's own clock: `mon-fri 15:00-17:00; sat-sun`.
  case windows
  case count(ClosedRange<Int>)
  /// A currency's code of three letters (ISO 4217).
  case currency
  /// A rate of interest, in percent a year.
  case percent
  case flag
  /// Numbers of days with commas between them.
  case days
  /// A condition on accounts, as `FilterReader` reads it.
  case filter
  /// A password. It is never sent back, logged or stored.
  case secret
}

extension ValueType {
  /// Whether a value is a day, with or without a time.
  var hasDay: Bool {
    switch self {
    case .date, .moment: true
    case .identifier, .identifiers, .number, .reference, .user, .text, .money, .limit, .decimal,
      .terms, .choice,
      .phone, .phones, .phonesAndEmails, .points, .entry, .known, .revision, .entries, .lines,
      .applications, .dues,
      .windows, .count, .currency, .percent, .flag, .days, .filter, .secret:
      false
    }
  }
}

/// A parameter of a command, as data. The parser, HELP, `Commands.md` and the grammar derive from
/// it.
public struct Parameter: Sendable {
  /// Whether a parameter must be given.
  public enum Presence: Sendable {
    case required
    case optional
    /// Optional. The text says, for people, what its value is when it is not given.
    case defaulted(String)
  }

  /// How a parameter is given in a request.
  public enum Place: Sendable {
    /// By its place among the words, or as `name=value`.
    case positional
    /// By all words that are left, joined with blanks, or as `name=value`.
    case rest
    /// Only as `name=value`.
    case keyed
    /// As the free text after `-- `, or as `name=value`.
    case text
    /// As the lines of the block behind the request line.
    case block
  }

  /// The name, in lower case with `-` between its words.
  public let name: StaticString
  /// What its value may be.
  public let type: ValueType
  /// Whether it must be given.
  public let presence: Presence
  /// How it is given in a request.
  public let place: Place
  /// What it means, for people.
  public let help: String
  /// Another name for it.
  private(set) var alias: StaticString?
  /// Whether it is a date that may be as far from today as one likes (`Book.demandNear`).
  private(set) var mayBeFar = false
  /// Whether it names the existing account or entry that a write changes. `if=` then asks for the
  /// revision of that account.
  private(set) var namesRecord = false
  /// Shorter words that are taken for some of its choices.
  private(set) var shortWords: [String] = []

  public init(
    _ name: StaticString, _ type: ValueType, _ presence: Presence, _ place: Place, _ help: String
  ) {
    self.name = name
    self.type = type
    self.presence = presence
    self.place = place
    self.help = help
  }

  /// Whether a request without it is refused.
  public var isRequired: Bool { if case .required = presence { true } else { false } }
}

// Parameters that several commands share, so that a name means the same everywhere.
extension Parameter {
  static let account = newAccount.namingRecord
  /// The id of an account that is to be opened.
  static let newAccount = Parameter(
    "account", .identifier, .required, .positional, "the account's id")
  static let amount = Parameter(
    "amount", .money, .required, .positional, "above zero, in the account's currency")
  static let date = Parameter(
    "date", .date, .defaulted("today"),
    help: "the date from which it counts; at most a day ahead of today")
  static let apply = Parameter(
    "apply", .applications, .defaulted("oldest due first, except items on hold"),
    help: "the items to set it against: INV-1:200.00,INV-2; exact: first an item of exactly that"
      + " amount; none: it stays unapplied")
  /// Like `apply`, for write-offs and adjustments. Nothing of them may stay unapplied, so there is
  /// no `none`.
  static let applyAll = Parameter(
    "apply", .applications, .defaulted("oldest due first, except items on hold"),
    help: "the items to set it against: INV-1:200.00,INV-2")
  /// The number of a new item that is not an invoice.
  static let number = Parameter(
    "number", .number, .defaulted("made from its entry"),
    help: "its number, unique on the account")
  /// The credit from which a refund or a transfer takes its amount.
  static let credit = Parameter(
    "credit", .entry, .defaulted("oldest first"),
    help: "the payment, credit memo or transfer to take it out of")
  /// The reason of a write.
  /// - Parameter reasons: those that the command takes.
  static func reason(_ reasons: [Reason], _ help: String) -> Parameter {
    Parameter("reason", .choice(reasons.map(\.word)), .required, help: help)
  }
  static let memo = Parameter("memo", .text, .optional, .text, "free text kept with the entry")
  static let asOf = Parameter(
    "as-of", .date, .defaulted("now"),
    help: "the book at the end of that day, without what is dated later")
  /// `as-of=` of a report. It is today if not given, so that the report can name its day.
  static let asOfToday = Parameter(
    "as-of", .date, .defaulted("today"),
    help: "the book at the end of that day, without what is dated later")
  /// `as-of=` of a report about a period: the last day of the period.
  static let lastDay = Parameter(
    "as-of", .date, .defaulted("today"),
    help: "the period's last day, also as to=; what is dated later does not count"
  ).alsoNamed("to")
  static let ref = Parameter(
    "ref", .reference, help: "makes a repetition harmless: it is answered 208 with the first result"
  )
  static let dry = Parameter(
    "dry", .flag, .defaulted("no"), help: "yes: say what it would do, and write nothing")
  static let revision = Parameter(
    "if", .revision,
    help: "write only if this is still the account's last entry, as in rev:17; else 544")
  static let mode = Parameter(
    "mode", .choice(BulkMode.words),
    help: "with a block of rows; each: every row by itself; atomic: all of them or none")
  static let controlCount = Parameter(
    "control-count", .count(0...Limits.blockRows),
    help: "the sender's count of the rows; if the block has another number, nothing is run")
  static let controlSum = Parameter(
    "control-sum", .decimal,
    help: "the sender's sum of the amounts; if the rows add up to another, nothing is run")
  static let format = Parameter(
    "fmt", .choice(OutputFormat.ofSessions.map(\.rawValue)), .defaulted("the session's"),
    help: "how the block is written")
  /// `fmt=` of a command that answers with a file.
  static let fileFormat = Parameter(
    "fmt", .choice(OutputFormat.allCases.map(\.rawValue)), .defaulted("text"),
    help: "how the block is written; text: the lines of the file and nothing else")

  /// The same parameter, which also takes shorter words for some of its choices.
  func also<Choice: WireWord>(taking _: Choice.Type) -> Parameter {
    var parameter = self
    parameter.shortWords = Choice.aliases.map(\.0)
    return parameter
  }

  /// The same parameter, marked as the one that names what a write changes.
  var namingRecord: Parameter {
    var naming = self
    naming.namesRecord = true
    return naming
  }

  /// The same parameter, a date that may be far from today.
  var far: Parameter {
    var far = self
    far.mayBeFar = true
    return far
  }

  /// The same parameter, with a second name.
  func alsoNamed(_ alias: StaticString) -> Parameter {
    var named = self
    named.alias = alias
    return named
  }

  init(_ name: StaticString, _ type: ValueType, _ presence: Presence = .optional, help: String) {
    self.init(name, type, presence, .keyed, help)
  }
}
