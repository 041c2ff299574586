import PiperollLedger
import PiperollWire

enum LookupTasks {
  static let spec = CommandSpec(
    "LOOKUP TASKS", "Lists what is to be done, what is due first in front.", role: .viewer,
    parameters: [
      Parameter(
        "for", .user, .defaulted("me; with queue= or account=, all"),
        help: "whose: a user's are those for them, and of those for nobody what is on accounts that"
          + " they collect, or was set by them on accounts that nobody collects; me; all"),
      Parameter("queue", .choice(DeskQueue.words), help: "only tasks of that queue"),
      Parameter("account", .identifier, help: "only tasks of that account"),
      Parameter("until", .date, help: "only what is due by the end of that day"),
      Parameter(
        "state", .choice(states), .defaulted("open"), help: "open: to be done; ended; all"),
      .asOfToday,
    ],
    example: "LOOKUP TASKS for=all until=today", fields: [.asOf, .known, .rows],
    sections: [tasks], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let all = "all"
  private static let (open, ended) = ("open", "ended")
  private static let states = [open, ended, all]

  private static let tasks = SectionSpec(
    "tasks", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("due"), ColumnSpec("queue"), ColumnSpec("for"),
      ColumnSpec("account"), ColumnSpec("text"), ColumnSpec("kind"), ColumnSpec("state"),
      ColumnSpec("made", .date), ColumnSpec("by"), ColumnSpec("ended-by", .count),
    ],
    screen: ScreenLayout([
      "due", "account", ScreenColumn("what", of: ["kind", .init("text", after: ": ")]), "entry",
      "queue", "for",
      .ifRoom("state"), .ifRoom("made"), .ifRoom("by"), .ifRoom("ended-by"),
    ]))

  /// Rows that are looked at in a turn: less than a millisecond.
  private static let rowsInATurn = 20_000

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let wanted = try TaskQuestion(arguments, book, context)
    var found: [TaskRow] = []
    for task in 0..<UInt32(book.tasks.count) {
      let row = book.tasks[task]
      if wanted.asks(for: row, book) { found.append(row) }
      if Int(task + 1) % rowsInATurn == 0 { try await turns.rest(&reply) }
    }
    found.sort { ($0.due, $0.entry) < ($1.due, $1.entry) }
    reply.status(.data, block: true)
    reply.fields(asOf: wanted.asOf, of: book)
    reply.endLine()
    reply.section(tasks)
    for row in found {
      write(row, wanted.asOf, book, &reply)
      try await turns.row(&reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ row: TaskRow, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let end = book.end(ofTask: row, by: asOf)
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(row.dueText)
    reply.cell(detail: row.queue?.word ?? "")
    reply.cell(symbol: row.user, book)
    reply.cell(shown: book.accounts[row.account].id, book)
    reply.cell(book.memo(of: row.entry), book)
    reply.cell(row.kind.word)
    reply.cell(end == nil ? open : ended)
    reply.cell(row.made)
    reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
    if let end { reply.cell(end) } else { reply.emptyCell() }
    reply.endRow()
  }

  /// What LOOKUP TASKS is asked.
  private struct TaskQuestion {
    let asOf: Day
    private let queue: DeskQueue?
    private let account: UInt32?
    private let end: Int64
    private let state: String
    /// The symbol of the user whose tasks are asked for; nil for all.
    private var user: UInt32?

    init(
      _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context
    ) throws(Failure) {
      asOf = try arguments.reportDay(context)
      queue = try arguments.choice("queue", DeskQueue.self)
      account = arguments.has("account") ? try arguments.account(in: book) : nil
      end = try arguments.date("until").map { book.end(ofDeskDay: $0) } ?? .max
      state = arguments.text("state") ?? open
      if !states.contains(state) {
        throw arguments.bad("state", "one of \(states.joined(separator: " "))")
      }
      guard arguments.has("for") else {
        if queue == nil, account == nil { user = book.symbol(of: context.user) ?? none }
        return
      }
      if arguments.text("for") == all { return }
      let name = try arguments.user("for", context)
      user = book.symbol(of: name)
      // Collectors of accounts need not be users.
      if user == nil {
        if book.user(name) == nil { throw .refused(.userNotFound(name)) }
        user = none
      }
    }

    /// No symbol: of somebody whom no row names.
    private var none: UInt32 { .max }

    func asks(for row: TaskRow, _ book: borrowing Book) -> Bool {
      if row.made > asOf || row.due > end { return false }
      if let account, row.account != account { return false }
      if let queue, row.queue != queue { return false }
      if let user, owner(of: row, book) != user { return false }
      if state == all { return true }
      return (book.end(ofTask: row, by: asOf) == nil) == (state == open)
    }

    /// The symbol of whoever is to do it: the one that it is for, the account's collector, or who
    /// set it.
    private func owner(of row: TaskRow, _ book: borrowing Book) -> UInt32 {
      if row.user != 0 { return row.user }
      let collector = book.account(row.account, on: asOf).collector
      return collector != 0 ? collector : book.entries[Int(row.entry) - 1].actor
    }
  }
}
