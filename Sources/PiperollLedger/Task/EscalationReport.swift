/// The escalations by the end of a day, and the proof that none is lost.
public struct EscalationReport: Sendable {
  /// The tasks of escalations, in the order in which they were recorded.
  public private(set) var rows: [TaskRow] = []
  /// How many there were, from the notes alone.
  public private(set) var opened = 0
  /// How many of them were closed, from what ended their tasks.
  public private(set) var closed = 0
  /// How many are open, from the open tasks of each account.
  public private(set) var open = 0
  /// How many there are that the report does not show.
  public private(set) var others = 0

  /// What is not as it must be: opened less closed are the open ones.
  public var difference: Int { opened - closed - open }

  /// - Parameter isShown: which of them it shows.
  public init(_ book: borrowing Book, asOf day: Day, isShown: (TaskRow) -> Bool) {
    for place in 0..<book.notes.count {
      let entry = book.entries[Int(book.notes[place].entry) - 1]
      if entry.noteKind == .escalation, entry.effective <= day { opened += 1 }
    }
    for task in 0..<UInt32(book.tasks.count) {
      let row = book.tasks[task]
      guard row.kind == .escalation, row.made <= day else { continue }
      if book.end(ofTask: row, by: day) != nil { closed += 1 }
      if isShown(row) { rows.append(row) } else { others += 1 }
    }
    for account in 0..<UInt32(book.accounts.count) where book.hasTasks(account) {
      open += book.tasks(of: account, asOf: day).count { $0.kind == .escalation }
    }
  }
}
