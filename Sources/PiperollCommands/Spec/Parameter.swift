import PiperollLedger
import PiperollWire

/// What a parameter's value may be; it decides how it is read, documented and completed.
public enum ValueType: Sendable {
  /// An account's id or an invoice's number.
  case identifier
  /// Letters, digits and `._:-`.
  case reference
  /// A user's name.
  case user
  case text
  case money
  /// An amount, or `none`.
  case limit
  /// A sum of amounts that may be of several currencies.
  case decimal
  case date
  case choice([String])
  case phone
  /// Telephone numbers with commas between them.
  case phones
  /// The number of an entry.
  case entry
  /// The number of an entry, or a time of UTC.
  case known
  /// `rev:17`
  case revision
  /// The numbers of entries with commas between them.
  case entries
  /// `CODE:AMOUNT` with commas between them.
  case lines
  /// `INV-1:200.00,INV-2`
  case applications
  case count(ClosedRange<Int>)
  /// Three letters of ISO 4217.
  case currency
  /// A rate of interest a year.
  case percent
  case flag
  /// Numbers of days with commas between them.
  case days
  /// A condition on accounts, as `FilterReader` reads it.
  case filter
  /// A secret: never echoed, logged or kept.
  case secret
}

/// A parameter of a command, as data: the parser, HELP, `Commands.md` and the grammar derive from
/// it.
public struct Parameter: Sendable {
  /// Whether it must be given.
  public enum Presence: Sendable {
    case required
    case optional
    /// Optional, and what it is when it is not given, for people.
    case defaulted(String)
  }

  /// How it stands in a request.
  public enum Place: Sendable {
    /// By its place among the words; also as `name=value`.
    case positional
    /// All words that are left, with a blank between them; also as `name=value`.
    case rest
    /// As `name=value`.
    case keyed
    /// After `-- `; also as `name=value`.
    case text
  }

  /// As in `name=value`: lower case, with `-` between its parts.
  public let name: StaticString
  /// What its value may be.
  public let type: ValueType
  /// Whether it must be given.
  public let presence: Presence
  /// How it stands in a request.
  public let place: Place
  /// What it is, for people.
  public let help: String
  /// Another name for the same.
  private(set) var alias: StaticString?
  /// Whether what it names must be there already, and is what a write changes: its revision is the
  /// one that `if=` asks for.
  private(set) var namesRecord = false

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

// The parameters that several commands share, so that a word means one thing.
extension Parameter {
  static let account = newAccount.namingRecord
  /// Of one that is not there yet.
  static let newAccount = Parameter(
    "account", .identifier, .required, .positional, "the account's id")
  static let amount = Parameter(
    "amount", .money, .required, .positional, "above zero, in the account's currency")
  static let date = Parameter(
    "date", .date, .defaulted("today"),
    help: "the date from which it holds; at most a day ahead of UTC")
  static let apply = Parameter(
    "apply", .applications, .defaulted("oldest due first, but for what is on hold"),
    help: "the items to set it against: INV-1:200.00,INV-2; exact: one of just that amount first;"
      + " none: it stays unapplied")
  /// Of what nothing may be left over.
  static let applyAll = Parameter(
    "apply", .applications, .defaulted("oldest due first, but for what is on hold"),
    help: "the items to set it against: INV-1:200.00,INV-2")
  /// The number of an item that is no invoice.
  static let number = Parameter(
    "number", .identifier, .defaulted("made from its entry"),
    help: "its number, unique on the account")
  /// A credit that something is taken out of.
  static let credit = Parameter(
    "credit", .entry, .defaulted("oldest first"),
    help: "the payment, credit memo or transfer to take it out of")
  /// Why, of a list of reasons.
  static func reason(_ reasons: [Reason], _ help: String) -> Parameter {
    Parameter("reason", .choice(reasons.map(\.word)), .required, help: help)
  }
  static let memo = Parameter("memo", .text, .optional, .text, "free text kept with the entry")
  static let asOf = Parameter(
    "as-of", .date, .defaulted("now"), help: "the book at the end of that day, whatever came since")
  /// Of a report: today, so that the day it names is the day it shows.
  static let asOfToday = Parameter(
    "as-of", .date, .defaulted("today"),
    help: "the book at the end of that day, whatever came since")
  /// Of a report of a period, which ends with it.
  static let lastDay = Parameter(
    "as-of", .date, .defaulted("today"),
    help: "the period's last day, also as to=; the book at its end, whatever came since"
  ).alsoNamed("to")
  static let ref = Parameter(
    "ref", .reference, help: "makes a repetition harmless: it is answered 208 with the first result"
  )
  static let dry = Parameter(
    "dry", .flag, .defaulted("no"), help: "yes: say what it would do, and write nothing")
  static let revision = Parameter(
    "if", .revision,
    help: "only if the account's last entry still is that one, as in rev:17; else 544")
  static let mode = Parameter(
    "mode", .choice(BulkMode.words),
    help: "with a block of rows: each for itself, or all of them or none")
  static let controlCount = Parameter(
    "control-count", .count(0...Limits.blockRows),
    help: "how many rows the block has, by who made it; another number: nothing is run")
  static let controlSum = Parameter(
    "control-sum", .decimal,
    help: "what the rows' amounts come to, by who made them; another sum: nothing is run")
  static let format = Parameter(
    "fmt", .choice(OutputFormat.ofSessions.map(\.rawValue)), .defaulted("the session's"),
    help: "how the block is written")
  /// Of what gives a file.
  static let fileFormat = Parameter(
    "fmt", .choice(OutputFormat.allCases.map(\.rawValue)), .defaulted("text"),
    help: "how the block is written; text: the lines of the file and nothing else")

  /// The same, as what a write changes.
  var namingRecord: Parameter {
    var naming = self
    naming.namesRecord = true
    return naming
  }

  /// The same with another name beside its own.
  func alsoNamed(_ alias: StaticString) -> Parameter {
    var named = self
    named.alias = alias
    return named
  }

  init(_ name: StaticString, _ type: ValueType, _ presence: Presence = .optional, help: String) {
    self.init(name, type, presence, .keyed, help)
  }
}
