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
    /// What the telephone calls it; empty: nothing.
    let id: String
    /// What consoles are told that it is called; nil: no telephone has said it, and they are not
    /// told of it.
    let shownID: String?
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
  /// How many have got a name here, because their telephone gave none.
  private var named = 0
  /// The last entry that was looked at.
  private var seen: EntryNumber = 0

  var isEmpty: Bool { calls.isEmpty }

  /// A user says who is on the line. What the telephone calls that call stays.
  mutating func begin(_ call: LiveCall, of user: String, _ book: borrowing Book) {
    follow(book)
    let former = calls[user]?.last { !$0.isOver && $0.call.state == .answered }
    end(of: user)
    add(Known(call: call, id: former?.id ?? "", shownID: former?.shownID), of: user)
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
  /// - Returns: what there is to tell of it; nil if that was known already.
  mutating func take(
    _ said: CallSaid, after entry: EntryNumber, _ book: borrowing Book, at now: Int64
  ) throws(Failure) -> CallNews? {
    drop(of: said.to) { $0.isOld(at: now) }
    follow(book)
    if let place = place(of: said) {
      guard said.state > calls[said.to]![place].call.state, !calls[said.to]![place].isOver else {
        return nil
      }
      switch said.state {
      case .ringing: break
      case .answered: calls[said.to]![place].call.answer(after: entry, at: now)
      case .ended: calls[said.to]![place].call.end(at: now)
      }
      let known = calls[said.to]![place]
      return CallNews(said, of: known.call, id: known.shownID ?? said.id)
    }
    // Whoever was told of no call needs not hear that it is over.
    if said.state == .ended { return nil }
    if count >= Self.allMax { try makeRoom(at: now) }
    let call = LiveCall(said.number, said.state, by: said.to, after: entry, at: now)
    let shownID = said.id.isEmpty ? makeID(at: now) : said.id
    add(Known(call: call, id: said.id, shownID: shownID), of: said.to)
    return CallNews(said, of: call, id: shownID)
  }

  /// A name for a call whose telephone gives none. Its time makes it another than those that an
  /// earlier start gave: consoles outlive those.
  private mutating func makeID(at now: Int64) -> String {
    named += 1
    return "\(now)-\(named)"
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
    let open = open(of: user, book, at: now).reversed().map(\.call)
    // Of a call that nobody answered there is nothing to note.
    let ended = open.filter { $0.minutes != nil }.sorted { $0.ended! > $1.ended! }
    return open.filter { $0.state == .answered } + ended + open.filter { $0.state == .ringing }
  }

  /// What there is to tell a console of a user that begins to watch: the calls that go on, the last
  /// one last.
  mutating func going(of user: String, _ book: borrowing Book, at now: Int64) -> [CallNews] {
    open(of: user, book, at: now).filter { $0.call.state != .ended }.compactMap { known in
      let said = CallSaid(again: known.call, id: known.id)
      return known.shownID.map { CallNews(said, of: known.call, id: $0) }
    }
  }

  /// The calls of a user that nobody has said to be over.
  private mutating func open(
    of user: String, _ book: borrowing Book, at now: Int64
  ) -> [Known] {
    drop(of: user) { $0.isOld(at: now) }
    follow(book)
    return calls[user, default: []].filter { !$0.isOver }
  }

  /// Looks at the entries since the last time, at each once: a note of a call in says of one call
  /// that it is over.
  /// - Returns: how many it has looked at.
  @discardableResult
  mutating func follow(_ book: borrowing Book) -> Int {
    let former = seen
    seen = book.sequence
    if isEmpty || former >= seen { return 0 }
    for entry in former + 1...seen {
      guard let note = book.callIn(notedBy: entry), let known = calls[note.user] else { continue }
      let open = known.indices.filter { !known[$0].isOver }
      if let place = open.map({ known[$0].call }).noted(by: note) {
        calls[note.user]![open[place]].isOver = true
      }
    }
    return Int(seen - former)
  }
}

extension [LiveCall] {
  /// The one whose caller may be listening, or will be next.
  var onTheLine: LiveCall? { first { $0.state == .answered } ?? first { $0.state == .ringing } }
}
