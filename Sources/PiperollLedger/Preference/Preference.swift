/// A preference, as it is read.
public struct Preference: Equatable, Sendable {
  /// The entry that recorded it. Its number names it.
  public let entry: EntryNumber
  /// The row of the contact that it is of.
  public let contact: UInt32
  public let verb: PreferenceVerb
  public let channel: PreferenceChannel
  /// The one number or address that it is about; nil for all.
  public let point: ContactPoint?
  /// The times that it is about; nil for all.
  public let when: WeekWindows?
  /// The place that it is about; nil for all.
  public let place: Place?
  /// The row of the contact that may be told; nil for nobody.
  public let with: UInt32?
  public let source: PreferenceSource
  /// How it was said; nil if that was not told.
  public let via: PreferenceVia?
  /// The row of the one account that it is about; nil for all.
  public let account: UInt32?
  /// The day on which it was said, and the last one on which it counts; nil for none.
  public let made: Day
  public let until: Day?

  init(_ row: PreferenceRow, _ book: borrowing Book) {
    (entry, contact, verb, channel) = (row.entry, row.contact, row.verb, row.channel)
    (point, when, place) = (book.point(of: row), book.when(of: row), row.place)
    (with, source, via, account) = (row.with, row.source, row.via, row.account)
    (made, until) = (row.made, row.until)
  }

  var stamp: SaidAt { SaidAt(made, entry) }

  /// Whether it is about times or a place alone.
  public var isOfTimes: Bool { when != nil || place != nil }

  /// Whether it is about a point and an account.
  func isAbout(_ point: ContactPoint?, _ account: UInt32) -> Bool {
    isAbout(point) && isAbout(account)
  }

  private func isAbout(_ point: ContactPoint?) -> Bool {
    self.point == nil || self.point.map { own in point.map(own.isSame) ?? false } ?? true
  }

  private func isAbout(_ account: UInt32) -> Bool {
    verb == .stop || self.account == nil || self.account == account
  }

  /// Whether it says the opposite of an earlier one, about all that the earlier one is about.
  func overrules(_ earlier: Preference) -> Bool {
    earlier.stamp < stamp && contradicts(earlier) && covers(earlier)
  }

  /// Consent lifts what the person has said only if they gave it to this desk; what they have said
  /// of times a court may lift too.
  private func contradicts(_ earlier: Preference) -> Bool {
    switch (verb, earlier.verb) {
    case (.allow, .stop): source == .own
    case (.allow, .never): isOfTimes && (source == .own || source == .court)
    case (.stop, .allow): true
    case (.never, .allow): earlier.isOfTimes
    case (.never, .only), (.only, .never): true
    case (.stop, _), (.allow, _), (.never, _), (.only, _): false
    }
  }

  /// Whether it is about all that the earlier one is about.
  private func covers(_ earlier: Preference) -> Bool {
    let isOfPoint = point == nil || point.flatMap { own in earlier.point.map(own.isSame) } ?? false
    let isOfAccount = verb == .stop || account == nil || account == earlier.account
    let isOfTime = !isOfTimes || (when, place) == (earlier.when, earlier.place)
    return channelCovers(earlier.channel) && isOfPoint && isOfAccount && isOfTime
      && (with == earlier.with || verb == .stop && channel == .all)
  }

  /// A stop of everything is one of dialers and of telling others too; who allows everything has
  /// said nothing of these.
  private func channelCovers(_ other: PreferenceChannel) -> Bool {
    switch other {
    case channel: true
    case .all: false
    case .call, .text, .email, .letter: channel == .all
    case .auto: verb == .stop && (channel == .all || channel == .call)
    case .share: verb == .stop && channel == .all
    }
  }
}

extension ContactPoint {
  /// Whether two are one number or address.
  public func isSame(_ other: ContactPoint) -> Bool {
    if case .email(let email) = self, case .email(let other) = other {
      return Book.isSame(email: email, as: other)
    }
    return self == other
  }
}

/// What has become of a preference by the end of a day.
public enum PreferenceState: UInt8, CaseIterable, Sendable {
  case inForce
  /// Its last day is over.
  case expired
  /// POST END has ended it.
  case ended
  /// A later one of the person says the opposite.
  case overruled
}

extension Book {
  /// All preferences of a person that were said by the end of a day, in the order in which they
  /// were said, and what has become of each.
  /// - Parameter contacts: those that are the person.
  public func preferences(
    of contacts: [UInt32], on day: Day
  ) -> [(preference: Preference, state: PreferenceState)] {
    var rows: [PreferenceRow] = []
    for account in Set(contacts.map { self.contacts[$0].account }) {
      forEach(preferences, of: account) {
        let row = preferences[$0]
        if row.made <= day, contacts.contains(row.contact) { rows.append(row) }
      }
    }
    rows.sort { $0.stamp < $1.stamp }
    var all = rows.map { row in
      let state: PreferenceState =
        end(of: row, by: day) != 0
        ? .ended : row.until.map { $0 < day } ?? false ? .expired : .inForce
      return (preference: Preference(row, self), state: state)
    }
    let standing = all.filter { $0.state == .inForce }.map(\.preference)
    for place in all.indices where all[place].state == .inForce {
      if standing.contains(where: { $0.overrules(all[place].preference) }) {
        all[place].state = .overruled
      }
    }
    return all
  }
}
