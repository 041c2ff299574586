// Services and drafts as they are known: a view of the past has not heard of what was verified,
// billed, dropped or reversed later.

extension Book {
  /// A service as it is known, but for what it stands on (`billing(ofService:)`).
  public func knownService(_ row: UInt32) -> ServiceRow {
    var service = services[row]
    if !isPast { return service }
    if service.verifiedBy > sequence { service.verifiedWord = 0 }
    if service.voided != never, reversal(of: service.entry) == nil { service.voided = never }
    return service
  }

  /// A draft as it is known.
  public func knownDraft(_ row: UInt32) -> DraftRow {
    var draft = drafts[row]
    if isPast, draft.endedBy > sequence { draft.endedBy = 0 }
    return draft
  }

  /// Whether a draft was there at the end of a day: drafted by then, and neither billed nor
  /// dropped.
  public func isDraft(_ row: UInt32, on day: Day) -> Bool {
    let draft = knownDraft(row)
    return entries[Int(draft.entry) - 1].effective <= day
      && (draft.endedBy == 0 || day < entries[Int(draft.endedBy) - 1].effective)
  }

  /// The entry of the invoice or draft that a service stands on, 0 if there is none. Of the past it
  /// is the newest that named it and was neither reversed nor ended: the service's own row tells
  /// only of the present.
  public func billing(ofService row: UInt32, asOf: AsOf) -> EntryNumber {
    if asOf.isPresent { return services[row].billedBy }
    for place in (0..<lines.count).reversed() where lines[place].service == row {
      let number = lines[place].entry
      if stood(number, on: asOf.last) { return number }
    }
    return 0
  }

  /// Whether what an entry billed or drafted stood at the end of a day.
  private func stood(_ number: EntryNumber, on day: Day) -> Bool {
    let entry = entries[Int(number) - 1]
    if entry.kind == .draft { return isDraft(entry.subject, on: day) }
    return entry.effective <= day && day < end(of: items[entry.subject])
  }
}
