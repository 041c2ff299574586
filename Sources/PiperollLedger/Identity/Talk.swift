/// A call of somebody who calls a user, as it is known now.
public struct LiveCall: Sendable {
  private static let millisecondsOfMinute: Int64 = 60_000

  /// The caller's number; nil where the telephone did not say it.
  public let number: PhoneNumber?
  /// When it rang first or, once it was answered, when that was. Milliseconds of UTC since 1970.
  public private(set) var since: Int64
  /// In what somebody says who they are.
  public private(set) var talk: Talk
  /// What has become of it.
  public private(set) var state: CallState
  /// When it ended; nil: it has not. Milliseconds of UTC since 1970.
  public private(set) var ended: Int64?

  /// A call that begins.
  /// - Parameter entry: the last entry that is recorded.
  public init(
    _ number: PhoneNumber?, _ state: CallState = .answered, by user: String,
    after entry: EntryNumber, at now: Int64
  ) {
    (self.number, self.state, since) = (number, state, now)
    talk = Talk(by: user, after: entry)
  }

  /// The user answered it: only now somebody can say who they are.
  /// - Parameter entry: the last entry that is recorded.
  public mutating func answer(after entry: EntryNumber, at now: Int64) {
    (state, since, talk) = (.answered, now, Talk(by: talk.user, after: entry))
  }

  /// It ended: nobody listens any more.
  public mutating func end(at now: Int64) {
    if state == .answered { ended = now }
    state = .ended
  }

  /// How many minutes the talk took, each that began counted whole; nil: nobody talked, or they
  /// still do.
  public var minutes: Int? {
    guard let ended else { return nil }
    let whole = (max(0, ended - since) + Self.millisecondsOfMinute - 1) / Self.millisecondsOfMinute
    return max(1, Int(whole))
  }

  fileprivate func mayBeNoted(from number: PhoneNumber, at time: Int64) -> Bool {
    (self.number ?? number) == number && time >= since - since % Self.millisecondsOfMinute
  }

  /// What is noted first is highest. Of a call that nobody answered there is little to note.
  fileprivate var noteOrder: (Int, Int, Int64) {
    let stage =
      switch state {
      case .ended: ended == nil ? 0 : 3
      case .answered: 2
      case .ringing: 1
      }
    return (number == nil ? 0 : 1, stage, ended ?? 0)
  }
}

/// What has become of a call. Each state comes behind those before it.
public enum CallState: UInt8, CaseIterable, Comparable, Sendable {
  case ringing, answered, ended

  public static func < (left: CallState, right: CallState) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A talk of a user with somebody: what was recorded of it is what the user recorded since.
public struct Talk: Sendable {
  /// Who talks with them.
  public let user: String
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

  /// The call in that an entry notes; nil: it notes none, or corrects the note of one.
  public func callIn(notedBy number: EntryNumber) -> CallInNoted? {
    let entry = entries[Int(number) - 1]
    guard entry.kind == .call else { return nil }
    let row = calls[entry.subject]
    guard row.direction == .in, row.corrects == nil else { return nil }
    return CallInNoted(
      user: text(symbol: entry.actor), number: row.number, at: timeNoted(by: number))
  }
}

/// What a note says of a call in.
public struct CallInNoted: Sendable {
  /// Who noted it.
  public let user: String
  let number: PhoneNumber
  /// When it was. Milliseconds of UTC since 1970.
  let at: Int64
}

extension [LiveCall] {
  /// The place of the call that a note speaks of; a call of an earlier minute is another.
  public func noted(by note: CallInNoted) -> Index? { noted(from: note.number, at: note.at) }

  /// The place of the call in of which a note of a call from a number speaks: one from that number
  /// rather than one whose number is hidden, one that is over rather than one that goes on, and of
  /// those that are over the last.
  /// - Parameter time: when it was noted to be. Milliseconds of UTC since 1970.
  public func noted(from number: PhoneNumber, at time: Int64 = .max) -> Index? {
    let fitting = indices.filter { self[$0].mayBeNoted(from: number, at: time) }
    return fitting.max { self[$0].noteOrder < self[$1].noteOrder }
  }
}
