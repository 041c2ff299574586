/// A call in that a user says is on the line now. It is in memory alone.
public struct LiveCall: Sendable {
  /// The caller's number; nil where the telephone did not say it.
  public let number: PhoneNumber?
  /// When it was said. Milliseconds of UTC since 1970.
  public let since: Int64
  public let talk: Talk

  /// A call that begins.
  /// - Parameter entry: the last entry that is recorded.
  public init(_ number: PhoneNumber?, by user: String, after entry: EntryNumber, at now: Int64) {
    (self.number, since) = (number, now)
    talk = Talk(by: user, after: entry)
  }
}

/// A talk of a user with somebody: what was recorded of it is what the user recorded since.
public struct Talk: Sendable {
  let user: String
  /// The last entry before it.
  public let after: EntryNumber
  /// The row of the account that it is about; nil: whichever they ask about.
  let account: UInt32?

  /// A talk that begins.
  /// - Parameter entry: the last entry that is recorded.
  public init(by user: String, after entry: EntryNumber, on account: UInt32? = nil) {
    (self.user, after, self.account) = (user, entry, account)
  }
}

extension Book {
  /// What was recorded of who it is that a user talks with, the last first.
  func identifications(in talk: Talk) -> [IdentificationRow] {
    var found: [IdentificationRow] = []
    var place = UInt32(identifications.count)
    while place > 0 {
      place -= 1
      let row = identifications[place]
      if row.entry <= talk.after { break }
      let isHere = talk.account.map { $0 == row.account } ?? true
      if isHere, text(symbol: entries[Int(row.entry) - 1].actor) == talk.user { found.append(row) }
    }
    return found
  }

  /// How often what was said did not fit.
  public func misses(in talk: Talk) -> Int {
    identifications(in: talk).count { !$0.isVerified && !$0.missed.isEmpty }
  }

  /// The contacts who have shown who they are, by the last that was said as each of them.
  public func identified(in talk: Talk) -> [UInt32] {
    var asked: Set<UInt32> = []
    return identifications(in: talk).compactMap { row in
      guard let contact = row.contact, asked.insert(contact).inserted else { return nil }
      return row.isVerified ? contact : nil
    }
  }

  /// Whether a user has noted, behind an entry, how a call in of theirs ended: by its number or,
  /// where it had none, by any. A call of an earlier minute and a correction are others.
  public func hasNote(of call: LiveCall, after entry: EntryNumber) -> Bool {
    if entry >= sequence { return false }
    return (entry + 1...sequence).contains { number in
      let entry = entries[Int(number) - 1]
      guard entry.kind == .call, text(symbol: entry.actor) == call.talk.user else { return false }
      let row = calls[entry.subject]
      return row.direction == .in && row.corrects == nil
        && (call.number ?? row.number) == row.number
        && timeNoted(by: number) >= call.since - call.since % 60_000
    }
  }
}
