/// What the desk did to reach people in a period, and what the rules of contact said of it.
public struct Compliance: Sendable {
  /// A call or a message of the desk's.
  public struct Contact: Sendable {
    public let entry: EntryNumber
    public let channel: ContactChannel
    public let purpose: ContactPurpose
    /// Nil if the rules were not asked.
    public let verdict: KeptVerdict?
  }

  /// A debt about which a validation notice is owed: 12 CFR 1006.34(a)(1).
  public struct Notice: Sendable {
    public let account: UInt32
    /// The day of the first communication.
    public let first: Day
    /// The last day on which the notice is in time.
    public let by: Day
    /// The notes and calls that show it.
    public let shownBy: [EntryNumber]
  }

  /// The contacts that were not simply allowed, in the order of recording.
  public private(set) var contacts: [Contact] = []
  /// Those that no rule spoke against.
  public private(set) var allowed = 0
  /// Those that a rule warned of.
  public private(set) var warned = 0
  /// Those that took place though a rule blocked them.
  public private(set) var flagged = 0
  /// Those on which the rules were not asked: nobody was known whom they could have reached, or
  /// they were noted before the rules were there.
  public private(set) var unasked = 0
  /// Those on accounts that the report is not about, and those that are not there for who asks.
  public private(set) var others = 0
  /// All of them, by the chains of the accounts' notes.
  public private(set) var outbound = 0
  /// What is left between the sums; 0 where they tie.
  public var difference: Int { allowed + warned + flagged + unasked + others - outbound }

  /// - Parameter selection: the accounts that it is about; nil: all.
  /// - Parameter viewer: who asks.
  public init(
    _ book: borrowing Book, from first: Day, to last: Day, of selection: Selection?,
    for viewer: Viewer
  ) {
    for place in 0..<Int(book.sequence) {
      let (entry, number) = (book.entries[place], EntryNumber(place + 1))
      guard entry.effective >= first, entry.effective <= last,
        let contact = Self.contact(number, asOf: last, book)
      else { continue }
      if selection?[entry.account] ?? true, !book.isHidden(entry: number, from: viewer) {
        add(contact)
      } else {
        others += 1
      }
    }
    for account in 0..<UInt32(book.accounts.count) {
      book.walkNotes(of: account, asOf: last) { number in
        let day = book.entries[Int(number) - 1].effective
        if day >= first, Self.contact(number, asOf: last, book) != nil { outbound += 1 }
        return true
      }
    }
  }

  private mutating func add(_ contact: Contact) {
    switch contact.verdict?.verdict {
    case .allow: allowed += 1
    case .warn: warned += 1
    case .block: flagged += 1
    case nil: unasked += 1
    }
    if let verdict = contact.verdict, verdict.verdict != .allow { contacts.append(contact) }
  }

  /// What an entry noted that the desk did to reach somebody; nil if it noted nothing of the kind,
  /// or was corrected.
  private static func contact(
    _ number: EntryNumber, asOf day: Day, _ book: borrowing Book
  ) -> Contact? {
    let entry = book.entries[Int(number) - 1]
    if entry.kind == .call {
      let call = book.calls[entry.subject]
      guard call.direction == .out, book.isStanding(note: number, asOf: day) else { return nil }
      return Contact(
        entry: number, channel: call.result == .voicemail ? .voicemail : .call,
        purpose: call.purpose ?? .collect, verdict: call.verdict)
    }
    guard let channel = entry.noteKind?.channel, let row = book.noteRow(of: number),
      row.direction == .out, book.isStanding(note: number, asOf: day)
    else { return nil }
    return Contact(
      entry: number, channel: channel, purpose: row.purpose ?? .collect, verdict: row.verdict)
  }
}

extension Book {
  /// The validation notice that is owed about a debt at the end of a day; nil if none is.
  public func noticeOwed(on account: UInt32, asOf day: Day) -> Compliance.Notice? {
    guard isThirdParty(account, on: day) else { return nil }
    let people = knownContacts(
      of: account, asOf: day, at: end(ofDeskDay: day), for: .everything)
    guard let facts = people.first?.facts, !facts.owesNoNotice,
      let first = facts.firstCommunication
    else { return nil }
    return Compliance.Notice(
      account: account, first: first, by: ContactInquiry.lastDayOfNotice(first),
      shownBy: facts.firstCommunicatedBy)
  }
}
