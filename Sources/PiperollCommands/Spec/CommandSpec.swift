public import PiperollLedger
public import PiperollWire

/// A key of a reply's status line.
public struct FieldSpec: Sendable {
  public let name: String
  public let help: String

  public init(_ name: String, _ help: String) {
    self.name = name
    self.help = help
  }
}

/// What is known of the moment and the user when a command runs; time enters the ledger only here.
public struct Context: Sendable {
  /// The server's date (UTC).
  public var today: Day
  /// The server's time: UTC, milliseconds since 1970.
  public var now: Int64
  public var user: String
  public var role: Role

  /// What is known at a time of UTC, in milliseconds since 1970.
  public init(now: Int64, user: String, role: Role) {
    self.now = now
    today = Day(milliseconds: now)
    self.user = user
    self.role = role
  }
}

/// What the server itself does, because it needs more than the book.
public enum SessionAct: Sendable {
  case hello, auth, capabilities, help, ping, quit, begin, commit, abort, health, snapshot, setUser
}

/// What running a command is.
public enum Effect: Sendable {
  /// Answers from the book at once; returns the last entry that the answer shows, which must be
  /// durable before the answer is sent.
  public typealias Read =
    @Sendable (
      _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
      _ reply: inout ReplyWriter
    ) throws(Failure) -> EntryNumber
  /// Decides what fact it is on the book as it stands, nil: none; changes nothing.
  public typealias Decide =
    @Sendable (
      _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
    ) throws(Failure) -> Fact?

  /// Decides on one fact or more, and on what else their entries say.
  public typealias Propose =
    @Sendable (
      _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
      _ effective: Day
    ) throws(Failure) -> Proposal

  case read(Read)
  /// A read that may take long: it runs over a view, beside the writes.
  case report(Read)
  case write(Decide)
  /// A write of several facts, or one that says more of its entries than the request does.
  case proposal(Propose)
  case session(SessionAct)

  /// Whether it records something.
  public var isWrite: Bool {
    switch self {
    case .write, .proposal: true
    case .read, .report, .session: false
    }
  }
}

/// A command as data: the only place where its words, parameters, replies and codes stand.
///
/// A class, because every request refers to one: a reference is one count to keep, a copy is
/// twenty.
public final class CommandSpec: Sendable {
  public let verb: String
  /// Empty for the verbs that have none.
  public let kind: String
  /// Another verb for the same.
  public let alias: String?
  public let summary: String
  public let parameters: [Parameter]
  let table: ParameterTable
  /// The least role that may; nil: also before login.
  public let role: Role?
  public let example: String
  public let fields: [FieldSpec]
  public let sections: [SectionSpec]
  /// The codes it gives beside those that any command may (`Registry.commonCodes`).
  public let codes: [Code]
  public let effect: Effect
  /// Of a write that records any number of entries; nil: it is answered with a status line.
  let entryRows: EntryRows?
  /// The furthest that its effective date may be ahead of UTC's.
  let dateAheadDays: Int

  /// Verb and kind, as they stand in a request.
  public var words: String { kind.isEmpty ? verb : "\(verb) \(kind)" }

  /// A command by its one or two words; `ref=`, `dry=`, `if=` and `fmt=` are added where its effect
  /// has them, and `known=` where it takes `as-of=`.
  public init(
    _ words: String, alias: String? = nil, _ summary: String, role: Role?,
    parameters: [Parameter] = [], example: String, fields: [FieldSpec] = [],
    sections: [SectionSpec] = [], codes: [Code], effect: Effect, entryRows: EntryRows? = nil,
    dateAheadDays: Int = CommandSpec.dateAheadDaysUsual
  ) {
    let parts = words.split(separator: " ")
    verb = String(parts[0])
    kind = parts.count > 1 ? String(parts[1]) : ""
    self.alias = alias
    self.summary = summary
    self.role = role
    self.example = example
    self.fields = fields
    self.sections = sections + (entryRows.map { [$0.section] } ?? [])
    self.effect = effect
    self.entryRows = entryRows
    self.dateAheadDays = dateAheadDays
    self.parameters = parameters + Self.added(to: effect, parameters, sections)
    table = ParameterTable(self.parameters, of: words)
    self.codes = codes + (table.known == nil || codes.contains(.invalid) ? [] : [.invalid])
    precondition(self.parameters.count <= Arguments.slotCount, "\(words) has too many parameters")
  }

  /// East of Greenwich it is tomorrow already, and an operator's today must be allowed.
  public static let dateAheadDaysUsual = 1

  /// Every write takes `ref=` and `dry=`, and may be one of many (`mode=`, controls); one that
  /// changes a record takes `if=`; everything that is as of a day takes `known=`, and what answers
  /// with a block takes `fmt=`.
  private static func added(
    to effect: Effect, _ parameters: [Parameter], _ sections: [SectionSpec]
  ) -> [Parameter] {
    if effect.isWrite {
      let hasAmount = parameters.contains { "\($0.name)" == "amount" }
      let controls: [Parameter] = hasAmount ? [.controlCount, .controlSum] : [.controlCount]
      let revision: [Parameter] = parameters.contains(where: \.namesRecord) ? [.revision] : []
      return [.ref, .dry] + revision + [.mode] + controls + [.format]
    }
    let names = parameters.map { "\($0.name)" }
    let isOfADay = names.contains("as-of") && !names.contains("known")
    let isFile = sections.contains(where: \.isFile)
    return (isOfADay ? [.known] : [])
      + (isFile ? [.fileFormat] : sections.isEmpty ? [] : [.format])
  }

  func index(of name: StaticString) -> Int {
    guard let index = table.find(name) else {
      preconditionFailure("\(words) declares no \(name)")
    }
    return index
  }

  /// Whether its reply's format can be chosen.
  public var hasFormat: Bool { table.format != nil }

  /// Whether what it gives is a file.
  var givesFile: Bool { sections.contains(where: \.isFile) }

  /// Those that its reply can be written in.
  public var formats: [OutputFormat] { givesFile ? OutputFormat.allCases : OutputFormat.ofSessions }
}
