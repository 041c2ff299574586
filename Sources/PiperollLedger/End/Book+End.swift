extension Book {
  /// Decides to end what an entry began, from a day on.
  public func decideEnd(of number: EntryNumber, on day: Day) throws(Refusal) -> Fact {
    guard let entry = entry(number) else { throw .entryNotFound(number) }
    switch entry.kind.endable {
    case .promise: try demandEndable(promises[entry.subject], on: day)
    case .preference: try demandEndable(preferences[entry.subject], on: day)
    case .plan:
      if entry.isAcceptance { throw .entryAccepts(plans[entry.subject].entry) }
      try demandEndable(plans[entry.subject], on: day)
    case .task: try demandEndable(tasks[entry.subject], on: day)
    case nil: throw .entryHasNoEnd(entry.kind)
    }
    return Fact(Ended(entry: number))
  }

  /// Refuses to end what was ended or replaced before, or what began only later.
  func demandEndable(_ row: some EndableRow, on day: Day) throws(Refusal) {
    if row.endedBy != 0 { throw .alreadyEnded(by: row.endedBy) }
    if day < row.made { throw .endBeforeMade(row.made) }
  }

  mutating func apply(_ fact: Ended, _ number: EntryNumber, _ row: inout EntryRow) {
    let began = entries[Int(fact.entry) - 1]
    row.account = began.account
    row.subject = UInt32(fact.entry)
    switch began.kind.endable {
    case .promise: promises[began.subject].end(by: number, on: row.effective)
    case .preference: preferences[began.subject].end(by: number, on: row.effective)
    case .plan: plans[began.subject].end(by: number, on: row.effective)
    case .task: tasks[began.subject].end(by: number, on: row.effective)
    case nil: preconditionFailure("entry \(fact.entry) is \(began.kind.article), which has no end")
    }
  }

  /// The entry that ended or replaced something by the end of a day, as the book knows it; 0 if
  /// none did.
  func end(of row: some EndableRow, by day: Day) -> EntryNumber {
    row.endedBy <= sequence && row.ended <= day ? row.endedBy : 0
  }
}

/// A row of what goes on until it is ended, or replaced by another of its kind.
protocol EndableRow: ChainedRow {
  /// The day on which it began.
  var made: Day { get }
  /// The day from which it is ended or replaced; `never` if it is not.
  var ended: Day { get set }
  /// The entry that ended or replaced it; 0 if none did.
  var endedBy: EntryNumber { get }
  /// The same, as the row keeps it.
  var endedWord: UInt32 { get set }
}

extension EndableRow {
  /// Ends it, or lets another take its place.
  mutating func end(by entry: EntryNumber, on day: Day) {
    precondition(endedWord == 0, "what goes on is ended once")
    endedWord = UInt32(entry)
    ended = day
  }
}
