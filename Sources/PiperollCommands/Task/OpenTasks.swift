import PiperollLedger
import PiperollWire

extension SectionSpec {
  /// What is to be done on an account, on its screen.
  static let openTasks = SectionSpec(
    "tasks", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("due"), ColumnSpec("queue"), ColumnSpec("for"),
      ColumnSpec("text"),
    ])
}

extension ReplyWriter {
  /// Writes the section `tasks` of an account's screen, if there is something to be done.
  mutating func writeOpenTasks(of account: UInt32, on day: Day, _ book: borrowing Book) {
    if !book.hasTasks(account) { return }
    let open = book.tasks(of: account, asOf: day)
    if open.isEmpty { return }
    section(.openTasks)
    for task in open {
      beginRow()
      cell(task.entry)
      cell(task.dueText)
      cell(detail: task.queue?.word ?? "")
      cell(symbol: task.user, book)
      cell(book.memo(of: task.entry), book)
      endRow()
    }
  }
}
