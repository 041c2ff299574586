import PiperollLedger
import PiperollWire

// The two sections of a report about write-offs or recoveries: the movements, and sums by group.

extension SectionSpec {
  /// The columns of the movements. A reversal is a movement too: its amount is below zero, and its
  /// entry is the reversing one.
  /// - Parameter how: the name of the column with the reason or the method.
  static func movementColumns(_ how: String) -> [ColumnSpec] {
    [
      ColumnSpec("currency"), ColumnSpec("date", .date), ColumnSpec("entry", .count),
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("kind"), ColumnSpec(how),
      ColumnSpec("amount", .money), ColumnSpec("by"), ColumnSpec("memo"),
    ]
  }

  /// How a screen shows them: the kind and the memo are told with what they explain.
  static func movementScreen(_ how: String) -> ScreenLayout {
    ScreenLayout([
      "date", "account", "name", "currency", "amount",
      ScreenColumn(
        "what", of: ["kind", ScreenColumn.Part(stringLiteral: how), .init("memo", after: ": ")]),
      .ifRoom("entry"), .ifRoom("by"),
    ])
  }
}

extension ReplyWriter {
  /// Writes a row for each movement, sorted by day.
  /// - Parameter how: the cell with the reason or the method.
  mutating func write(
    _ movements: [CreditMovements.Movement], in section: SectionSpec, _ book: borrowing Book,
    _ turns: ReportRun, how: @Sendable (CreditRow) -> String
  ) async throws(Failure) {
    self.section(section)
    var rows: [(movement: CreditMovements.Movement, entry: EntryNumber)] = []
    for movement in movements {
      let entry = book.credits[movement.credit].entry
      let reversal = EntryNumber(book.entries[Int(entry) - 1].reversedBy)
      rows.append((movement, movement.isReturn ? reversal : entry))
    }
    rows.sort { ($0.movement.day, $0.entry) < ($1.movement.day, $1.entry) }
    for (movement, number) in rows {
      let credit = book.credits[movement.credit]
      let (account, entry) = (book.accounts[credit.account], book.entries[Int(number) - 1])
      beginRow()
      cell(account.currency.code)
      cell(movement.day)
      cell(number)
      cell(account.id, book)
      cell(account.name, book)
      cell(entry.kind.word)
      cell(how(credit))
      cell(movement.amount, account.currency)
      cell(symbol: entry.actor, book)
      cell(book.memo(of: number), book)
      endRow()
      try await turns.row(&self)
    }
  }

  /// Writes a row for each group.
  mutating func write(
    _ report: CreditMovements, by grouping: MovementGrouping, in section: SectionSpec,
    _ book: borrowing Book, _ turns: ReportRun
  ) async throws(Failure) {
    self.section(section)
    for sum in MovementSums(report, book, by: grouping).sums {
      beginRow()
      cell(sum.currency.code)
      cell(sum, by: grouping, book)
      cells(sum)
      cell(nameOf: sum, by: grouping, book)
      endRow()
      try await turns.row(&self)
    }
  }
}
