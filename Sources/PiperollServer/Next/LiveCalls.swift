import PiperollCommands
import PiperollLedger

/// Who calls whom now, as telephones and users have said with CALL. It is in memory alone: a start
/// knows of no call.
struct LiveCalls {
  /// No call takes longer. One that nobody has ended must not leave its caller known, or a screen
  /// empty, on the next day.
  static let milliseconds: Int64 = 4 * 60 * 60_000
  /// So long a telephone may ring: a proxy gives up after three minutes (RFC 3261, 16.6). What has
  /// not been answered by then was missed, or its end was not told.
  static let ringMilliseconds: Int64 = 3 * 60_000
  /// Calls that are kept of a user: those on all lines of a telephone, and the last ones before
  /// them, so that what a telephone says again is known. A further one takes the oldest's place.
  static let ofUserMax = 16
  /// The same of all users, some 200 bytes each. No desk has so many; one that has waits.
  static let allMax = 16_384
  /// Seconds until there may be room.
  private static let roomSeconds = 60

  private struct Known {
    var call: LiveCall
    let id: String
    /// Entries up to this one do not say that it is over.
    var checked: EntryNumber
    /// It was noted, or somebody said that it is over: it is kept only to be known again.
    var isOver = false

    func isOld(at now: Int64) -> Bool {
      let most = call.state == .ringing ? LiveCalls.ringMilliseconds : LiveCalls.milliseconds
      return now - call.since >= most
    }
  }

  /// By the names of the users, the last call last: a user has one telephone, in whichever session
  /// the calls are said.
  private var calls: [String: [Known]] = [:]
  /// How many there are.
  private var count = 0

  var isEmpty: Bool { calls.isEmpty }

  /// A user says who is on the line. What the telephone calls that call stays.
  mutating func begin(_ call: LiveCall, of user: String) {
    let former = calls[user]?.last { !$0.isOver && $0.call.state == .answered }
    end(of: user)
    add(Known(call: call, id: former?.id ?? "", checked: call.talk.after), of: user)
  }

  /// A user says that the call is over, and needs no note.
  mutating func end(of user: String) {
    for place in calls[user, default: []].indices
    where calls[user]![place].call.state != .ringing {
      calls[user]![place].isOver = true
    }
  }

  /// A telephone says what has become of a call.
  /// - Parameter entry: the last entry that is recorded.
  /// - Returns: the call as it is now; nil if that was known already.
  mutating func take(
    _ said: CallSaid, after entry: EntryNumber, _ book: borrowing Book, at now: Int64
  ) throws(Failure) -> LiveCall? {
    drop(of: said.to) { $0.isOld(at: now) }
    lookForNotes(of: said.to, book)
    if let place = place(of: said) {
      guard said.state > calls[said.to]![place].call.state, !calls[said.to]![place].isOver else {
        return nil
      }
      switch said.state {
      case .ringing: break
      case .answered:
        calls[said.to]![place].call.answer(after: entry, at: now)
        calls[said.to]![place].checked = entry
      case .ended: calls[said.to]![place].call.end(at: now)
      }
      return calls[said.to]![place].call
    }
    // Whoever was told of no call needs not hear that it is over.
    if said.state == .ended { return nil }
    if count >= Self.allMax { try makeRoom(at: now) }
    let call = LiveCall(said.number, said.state, by: said.to, after: entry, at: now)
    add(Known(call: call, id: said.id, checked: entry), of: said.to)
    return call
  }

  /// Which call of a user a telephone speaks of: that with its id or, where it has none, the last
  /// one of its number that is not over.
  private func place(of said: CallSaid) -> Int? {
    calls[said.to]?.lastIndex { known in
      if !said.id.isEmpty { return known.id == said.id }
      return known.id.isEmpty && known.call.number == said.number && known.call.state != .ended
        // What rings anew is another call than one that was noted.
        && !(known.isOver && said.state == .ringing)
    }
  }

  private mutating func add(_ known: Known, of user: String) {
    calls[user, default: []].append(known)
    count += 1
    guard calls[user]!.count > Self.ofUserMax else { return }
    let first = calls[user]!.firstIndex { $0.isOver } ?? 0
    calls[user]!.remove(at: first)
    count -= 1
  }

  private mutating func drop(of user: String, where isWanted: (Known) -> Bool) {
    guard let before = calls[user]?.count else { return }
    calls[user]!.removeAll(where: isWanted)
    count -= before - calls[user]!.count
    if calls[user]!.isEmpty { calls[user] = nil }
  }

  private mutating func makeRoom(at now: Int64) throws(Failure) {
    for user in Array(calls.keys) { drop(of: user) { $0.isOver || $0.isOld(at: now) } }
    if count >= Self.allMax {
      throw .overload(afterSeconds: Self.roomSeconds, "too many calls at once; try again")
    }
  }

  /// The calls of a user that are not noted: first that on the line, then those that have ended,
  /// then those that ring; of each the last first.
  mutating func calls(of user: String, _ book: borrowing Book, at now: Int64) -> [LiveCall] {
    drop(of: user) { $0.isOld(at: now) }
    lookForNotes(of: user, book)
    let open = calls[user, default: []].reversed().filter { !$0.isOver }.map(\.call)
    // Of a call that nobody answered there is nothing to note.
    let ended = open.filter { $0.minutes != nil }.sorted { $0.ended! > $1.ended! }
    return open.filter { $0.state == .answered } + ended + open.filter { $0.state == .ringing }
  }

  /// A note says of one call that it is over: of one that has ended, if there is one.
  private mutating func lookForNotes(of user: String, _ book: borrowing Book) {
    let places = calls[user, default: []].indices.filter { !calls[user]![$0].isOver }
    var used: Set<EntryNumber> = []
    for place in places.filter({ calls[user]![$0].call.state == .ended })
      + places.filter({ calls[user]![$0].call.state != .ended })
    {
      let known = calls[user]![place]
      let note = book.note(of: known.call, after: known.checked, exceptFor: used)
      if let note {
        used.insert(note)
        calls[user]![place].isOver = true
      }
      calls[user]![place].checked = book.sequence
    }
  }
}

extension [LiveCall] {
  /// The one whose caller may be listening, or will be next.
  var onTheLine: LiveCall? { first { $0.state == .answered } ?? first { $0.state == .ringing } }
}
