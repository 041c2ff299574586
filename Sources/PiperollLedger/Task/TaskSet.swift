/// Something to do about an account, by a moment. The entry's memo says what; its effective date is
/// the day on which that was settled.
public struct TaskSet: Equatable, Sendable {
  /// The entry that opened the account.
  public var account: EntryNumber
  public var kind: TaskKind
  /// From when on it is due. Milliseconds of UTC since 1970.
  public var due: Int64
  /// The day that was named.
  public var day: Day
  /// Whether a minute of that day was named too: it is an appointment.
  public var hasMinute: Bool
  /// The user who is to do it; empty for nobody in particular.
  public var user: String
  /// The queue whose work it is; nil for that of the account.
  public var queue: DeskQueue?

  /// A task; what is left out was not said.
  public init(
    account: EntryNumber, kind: TaskKind, due: Int64, day: Day, hasMinute: Bool = false,
    user: String = "", queue: DeskQueue? = nil
  ) {
    (self.account, self.kind, self.due, self.day) = (account, kind, due, day)
    (self.hasMinute, self.user, self.queue) = (hasMinute, user, queue)
  }
}

extension TaskSet: ListedFact {
  static var code: FactCode { 56 }
  var entryKind: EntryKind { .task }
  func aim(_ aim: inout ReplayAim) { aim.name(account: account) }

  func apply(to book: inout Book, _ number: EntryNumber, _ row: inout EntryRow) {
    book.apply(self, number, &row)
  }

  func unnumbered(_: EntryNumber) -> TaskSet { self }
  func limited(in _: borrowing Book, on _: Day) -> Limited? { nil }
  func firstDay(effective: Day) -> Day { effective }

  /// No queue is written as 0.
  func put(to writer: inout EntryWriter) {
    writer.put(account)
    writer.put(kind.rawValue)
    writer.put(due)
    writer.put(day)
    writer.put(hasMinute ? UInt8(1) : 0)
    writer.put(user)
    writer.put(NoteRow.byte(of: queue))
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    account = try reader.take()
    kind = try reader.takeChoice()
    due = try reader.take()
    day = try reader.takeDay()
    let minute = try reader.take(UInt8.self)
    if minute > 1 { throw .unknownValue }
    hasMinute = minute == 1
    user = try reader.takeText()
    queue = try reader.takeOptionalChoice()
  }
}
