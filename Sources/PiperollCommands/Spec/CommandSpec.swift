public import PiperollLedger
public import PiperollWire

/// A key of a status line: its name, and what it means, for people.
public struct FieldSpec: Sendable {
  public let name: String
  public let help: String

  public init(_ name: String, _ help: String) {
    self.name = name
    self.help = help
  }
}

/// The time and the user of a request. The ledger has no clock: it gets the time only from here.
public struct Context: Sendable {
  /// The desk's date.
  public var today: Day
  /// The server's time: UTC, milliseconds since 1970.
  public var now: Int64
  public var user: String
  public var role: Role
  /// The session, by its number.
  public var session = 0
  /// Who works which account now, by the account's row.
  public var leases: [UInt32: Lease] = [:]
  /// SHA-256, by which a text is known to be the one that was recorded; nil: nobody asks.
  public var digest: (@Sendable ([UInt8]) -> [UInt8])?
  /// Whom the user talks with; nil: nobody, or the command does not ask.
  public var speaker: Speaker?

  /// A context of a user at a time.
  /// - Parameter now: UTC, in milliseconds since 1970.
  /// - Parameter today: `Book.deskDay(at: now)`.
  public init(now: Int64, today: Day, user: String, role: Role) {
    self.now = now
    self.today = today
    self.user = user
    self.role = role
  }
}

extension Context {
  /// The user, as it matters for what they are shown of contacts.
  var viewer: Viewer { Viewer(user, role) }
}

/// What the session or the server does itself, because it needs more than the book.
public enum SessionAct: Sendable {
  case hello, auth, capabilities, help, ping, quit, begin, commit, abort, health, snapshot
  case setUser, password, unlock, users, sessions, endSession
  case reportAudit, dropAudit
  case next
  case watch
  case call
  case dun
}

/// What a command does when it runs.
public enum Effect: Sendable {
  /// Answers from the book. Returns the last entry that the answer shows; it must be durable before
  /// the answer is sent.
  public typealias Read =
    @Sendable (
      _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
      _ reply: inout ReplyWriter
    ) throws(Failure) -> EntryNumber
  /// Decides which fact to record, on the book as it is. Changes nothing.
  public typealias Decide =
    @Sendable (
      _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
    ) throws(Failure) -> Fact

  /// Decides which facts to record, and what else their entries say. Changes nothing.
  public typealias Propose =
    @Sendable (
      _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
      _ effective: Day
    ) throws(Failure) -> Proposal

  /// Answers from a view of the book, row by row, and lets others have their turn between: see
  /// `ReportRun`. Returns the last entry that the answer shows.
  public typealias Report =
    @Sendable (
      _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
      _ reply: inout ReplyWriter, _ turns: ReportRun
    ) async throws(Failure) -> EntryNumber

  /// Whether a read takes no longer than what the loop answers at once. It looks at a few rows.
  public typealias IsShort =
    @Sendable (_ arguments: borrowing Arguments, _ book: borrowing Book) -> Bool

  case read(Read)
  /// A read that is answered at once where it is short, and else runs as a search does.
  case readIfShort(Read, IsShort)
  /// A read that may take long. It runs on a view of the book in another thread, so that writes go
  /// on.
  case report(Report)
  /// A read that takes some milliseconds at most, but for what is told of a very large account. It
  /// runs as a report does, and does not wait for reports.
  case search(Report)
  case write(Decide)
  /// A write of any number of facts, or one whose entries have another date, memo or approval than
  /// the request.
  case proposal(Propose)
  case session(SessionAct)

  /// Whether the command can record something in the book.
  public var isWrite: Bool {
    switch self {
    case .write, .proposal: true
    case .read, .readIfShort, .report, .search, .session: false
    }
  }

  /// What runs on a view of the book, if anything does.
  public var report: Report? {
    switch self {
    case .report(let report), .search(let report): report
    case .readIfShort(let read, _):
      { (arguments, book, context, reply, _) throws(Failure) in
        try read(arguments, book, context, &reply)
      }
    case .read, .write, .proposal, .session: nil
    }
  }

  /// Whether it is one that may take long from its beginning.
  public var isLong: Bool { if case .report = self { true } else { false } }
}

/// A command as data: the only place that defines its words, parameters, replies and codes.
///
/// A class, because every request uses one: copying a reference costs one retain, copying a struct
/// would cost twenty.
public final class CommandSpec: Sendable {
  public let verb: String
  /// The second word; empty for a verb that has none.
  public let kind: String
  /// Other words for the same command: as many as it has, and with the same verb if it has a kind.
  public let alias: String?
  public let summary: String
  public let parameters: [Parameter]
  let table: ParameterTable
  /// The least role that may use it; nil: anybody, even before login.
  public let role: Role?
  public let example: String
  public let fields: [FieldSpec]
  public let sections: [SectionSpec]
  /// The codes it may give, besides those that any command may give (`Registry.commonCodes`).
  public let codes: [Code]
  public let effect: Effect
  /// What it shows of people, as the audit trail names it.
  public let sight: Sight
  /// How the entries of a write are shown that records any number of them; nil: the write is
  /// answered with a status line.
  let entryRows: EntryRows?
  /// What is shown of the entry of a write besides its keys; nil: nothing.
  let shown: EntrySection?
  /// How many days the date of a write may be ahead of today.
  let dateAheadDays: Int
  /// Whether what it does depends on whom the user talks with.
  public let asksWhoSpeaks: Bool
  /// Whether the role `phone` may use it too, which may use nothing else.
  let isForPhones: Bool

  /// The verb and the kind, as they stand in a request.
  public var words: String { kind.isEmpty ? verb : "\(verb) \(kind)" }

  /// Defines a command. The parameters that all writes, all reports or all blocks have are added
  /// here.
  /// - Parameter words: its verb, or its verb and kind with a blank between them.
  public init(
    _ words: String, alias: String? = nil, _ summary: String, role: Role?,
    parameters: [Parameter] = [], example: String, fields: [FieldSpec] = [],
    sections: [SectionSpec] = [], codes: [Code], effect: Effect, entryRows: EntryRows? = nil,
    showing shown: EntrySection? = nil, dateAheadDays: Int = CommandSpec.dateAheadDaysUsual,
    asksWhoSpeaks: Bool = false, isForPhones: Bool = false
  ) {
    let parts = words.split(separator: " ")
    verb = String(parts[0])
    kind = parts.count > 1 ? String(parts[1]) : ""
    self.alias = alias
    self.summary = summary
    self.role = role
    self.example = example
    self.fields = fields
    self.sections = sections + [entryRows?.section, shown?.section].compactMap(\.self)
    self.effect = effect
    sight = Sight(of: words, effect)
    self.entryRows = entryRows
    self.shown = shown
    self.dateAheadDays = dateAheadDays
    self.asksWhoSpeaks = asksWhoSpeaks
    self.isForPhones = isForPhones
    self.parameters = parameters + Self.added(to: effect, parameters, sections)
    table = ParameterTable(self.parameters, of: words)
    self.codes = codes + (table.known == nil || codes.contains(.invalid) ? [] : [.invalid])
    precondition(self.parameters.count <= Arguments.slotCount, "\(words) has too many parameters")
  }

  /// One day: east of the desk it may already be tomorrow, and an operator there enters that date.
  public static let dateAheadDaysUsual = 1

  /// The parameters that a command has because of what it does. Every write has `ref=` and `dry=`,
  /// and takes a block of rows (`mode=`, `control-count=`, `control-sum=`), unless its block is a
  /// text. A write that changes an account has `if=`. A read with `as-of=` has `known=`. What
  /// answers with a block has `fmt=`.
  private static func added(
    to effect: Effect, _ parameters: [Parameter], _ sections: [SectionSpec]
  ) -> [Parameter] {
    if effect.isWrite {
      let hasAmount = parameters.contains { "\($0.name)" == "amount" }
      let controls: [Parameter] = hasAmount ? [.controlCount, .controlSum] : [.controlCount]
      let revision: [Parameter] = parameters.contains(where: \.namesRecord) ? [.revision] : []
      let takesText = parameters.contains(where: \.isBlock)
      let ofRows = takesText ? [] : [.mode] + controls
      return [.ref, .dry] + revision + ofRows + [.format]
    }
    let names = parameters.map { "\($0.name)" }
    let isOfADay = names.contains("as-of") && !names.contains("known")
    let isFile = sections.contains(where: \.isFile)
    return (isOfADay ? [.known] : [])
      + (isFile ? [.fileFormat] : sections.isEmpty ? [] : [.format])
  }

  /// Refuses a role that it is not open to. Default deny: what is not opened is closed.
  public func demand(of role: Role) throws(Failure) {
    guard let needed = self.role, !role.may(needed), !(isForPhones && role == .phone) else {
      return
    }
    throw .forbidden(needed: needed)
  }

  /// Who may use it, for people.
  var who: String {
    guard let role else { return "anyone" }
    return isForPhones ? "\(role.word), phone" : role.word
  }

  func index(of name: StaticString) -> Int {
    guard let index = table.find(name) else {
      preconditionFailure("\(words) declares no \(name)")
    }
    return index
  }

  /// Whether it may go through all accounts and record something on each, or carry out what does.
  public var mayWriteMuch: Bool { entryRows != nil || self === PostApprove.spec }

  /// Whether it may go through much of the book: a report, an export or a search by name. A user
  /// has only so many of them in a time.
  public var isRated: Bool {
    verb == "REPORT" || self === LookupName.spec || self === LookupPrefix.spec
  }

  /// Whether the block behind its line is a text, and no rows.
  public var takesText: Bool { table.block != nil }

  /// Whether it takes `fmt=`.
  public var hasFormat: Bool { table.format != nil }

  /// Whether it answers with the lines of a file.
  var givesFile: Bool { sections.contains(where: \.isFile) }

  /// The formats in which its reply can be written.
  public var formats: [OutputFormat] { givesFile ? OutputFormat.allCases : OutputFormat.ofSessions }
}
