// Services and drafts as the book knows them: a view of the past does not know what was verified,
// billed, dropped or reversed later.

extension Book {
  /// A service as the book knows it. Which invoice or draft it is on, `billing(ofService:)` says.
  public func knownService(_ row: UInt32) -> ServiceRow {
    var service = services[row]
    if !isPast { return service }
    if service.verifiedBy > sequence { service.verifiedWord = 0 }
    if service.voided != never, reversal(of: service.entry) == nil { service.voided = never }
    return service
  }

  /// A draft as the book knows it.
  public func knownDraft(_ row: UInt32) -> DraftRow {
    var draft = drafts[row]
    if isPast, draft.endedBy > sequence { draft.endedBy = 0 }
    return draft
  }

  /// Whether a draft existed at the end of a day: it was drafted by then, and neither billed nor
  /// dropped.
  public func isDraft(_ row: UInt32, on day: Day) -> Bool {
    let draft = knownDraft(row)
    return entries[Int(draft.entry) - 1].effective <= day
      && (draft.endedBy == 0 || day < entries[Int(draft.endedBy) - 1].effective)
  }

  /// The entry of the invoice or draft that a service is on; 0 if there is none. The service's own
  /// row tells only the present. For the past it is the newest document that lists the service and
  /// had not ended.
  public func billing(ofService row: UInt32, asOf: AsOf) -> EntryNumber {
    if asOf.isPresent { return services[row].billedBy }
    for place in (0..<lines.count).reversed() where lines[place].service == row {
      let number = lines[place].entry
      if stood(number, on: asOf.last) { return number }
    }
    return 0
  }

  /// Whether the invoice or draft of an entry existed at the end of a day, and had not ended.
  private func stood(_ number: EntryNumber, on day: Day) -> Bool {
    let entry = entries[Int(number) - 1]
    if entry.kind == .draft { return isDraft(entry.subject, on: day) }
    return entry.effective <= day && day < end(of: items[entry.subject])
  }
}
