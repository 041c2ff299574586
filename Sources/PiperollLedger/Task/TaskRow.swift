/// Something to do about an account, done or not.
public struct TaskRow: BitwiseCopyable, Sendable {
  /// From when on it is due. Milliseconds of UTC since 1970.
  public internal(set) var due: Int64
  var entryWord: UInt32
  /// The account's row.
  public internal(set) var account: UInt32
  /// The day on which it was set.
  public internal(set) var made: Day
  /// The day that was named.
  public internal(set) var day: Day
  /// The day from which it is ended; `never` if it is not.
  var ended = never
  var endedWord: UInt32 = 0
  var previousOfAccount: UInt32
  /// The symbol of the user who is to do it; 0 for nobody in particular.
  public internal(set) var user: UInt32
  var kindByte: UInt8
  /// As `NoteRow.byte(of:)` keeps it.
  var queueByte: UInt8
  /// 1 if a minute was named, else 0.
  var minuteByte: UInt8
  /// Always zero, as the next: room for later fields.
  var spareByte: UInt8 = 0
  var spare: UInt32 = 0

  /// The entry that set it. Its number names the task.
  public var entry: EntryNumber { EntryNumber(entryWord) }
  /// The entry that ended it, 0 if none did.
  public var endedBy: EntryNumber { EntryNumber(endedWord) }
  /// How it came to be.
  public var kind: TaskKind { TaskKind(rawValue: kindByte)! }
  /// The queue whose work it is; nil for that of the account.
  public var queue: DeskQueue? { queueByte == 0 ? nil : DeskQueue(rawValue: queueByte - 1) }
  /// Whether a minute was named: it is an appointment.
  public var hasMinute: Bool { minuteByte == 1 }
}

extension TaskRow: EndableRow {
  static var chain: AccountChain { .tasks }
}

/// The tasks, done or not.
enum TaskTable: BookTable {
  typealias Row = TaskRow
  static var section: Section { Section(90, "tasks") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .madeByEntries }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for (offset, row) in rows.enumerated() {
      links.demand(row.due.magnitude <= UInt64(Day.last.number + 2) * 86_400_000)
      links.entry(row.entry)
      links.accounts.mustName(row.account)
      links.day(row.made)
      links.day(row.day)
      links.voided(row.ended)
      links.entries.mayName(row.endedWord &- 1)
      links.symbol(row.user)
      links.choice(row.kindByte, of: TaskKind.self)
      links.optionalChoice(row.queueByte, of: DeskQueue.self)
      links.demand(row.minuteByte <= 1 && row.spareByte == 0 && row.spare == 0)
      links.chains[section].count(
        UInt32(truncatingIfNeeded: first + offset), naming: row.previousOfAccount)
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { $0.entry > known.entry }
  }

  /// Checks that a task is its entry's, and that what ended it is the entry that did so.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    for task in 0..<UInt32(book.tasks.count) {
      let row = book.tasks[task]
      let entry = book.entries[Int(row.entry) - 1]
      demand(
        entry.kind == .task && entry.subject == task && entry.effective == row.made
          && entry.account == row.account, "task \(row.entry): its entry")
      demand(row.day >= row.made, "task \(row.entry): its day")
      guard row.endedBy != 0 else {
        demand(row.ended == never, "task \(row.entry): its end")
        continue
      }
      let end = book.entries[Int(row.endedBy) - 1]
      demand(
        end.kind == .end && EntryNumber(end.subject) == row.entry && end.effective == row.ended,
        "task \(row.entry): its end")
    }
    Book.checkChain(book.tasks, book, demand) { $1.account }
  }
}
