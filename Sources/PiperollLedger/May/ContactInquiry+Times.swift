/// The hours in which a consumer may be contacted, by their own clock: 12 CFR 1006.6(b)(1)(i).
enum UsualHours {
  /// Minutes of the day. "Before 8:00 a.m. and after 9:00 p.m." is inconvenient: both instants are
  /// within.
  static let start = 8 * 60
  static let end = 21 * 60

  static func contains(_ clock: ClockReading) -> Bool {
    (start * 60...end * 60).contains(clock.secondOfDay)
  }
}

// Times and places: T1 to T6.
extension ContactInquiry {
  /// T1, T2: a time outside of the usual hours, wherever they may be.
  func outsideUsualHours() -> [ContactFinding] {
    let outside = locals.filter { !UsualHours.contains($0.clock) }
    if outside.isEmpty { return [] }
    let spans = outside.map { local in
      let isMorning = local.clock.secondOfDay < UsualHours.start * 60
      let opening = isMorning ? local.clock.day : local.clock.day.advanced(days: 1)
      return (
        begin: local.zone.time(of: opening.advanced(days: -1), minute: UsualHours.end) + 1000,
        end: local.zone.time(of: opening, minute: UsualHours.start)
      )
    }
    return [
      ContactFinding(
        outside.count == locals.count ? .t1 : .t2, until: spans.map(\.end).max(),
        replies: .since(spans.map(\.begin).max()!))
    ]
  }

  /// T3: a time that is not to be, or is not among those that alone may be.
  func inconvenientTimes() -> [ContactFinding] {
    var found: [ContactFinding] = []
    for never in preferences(.never, isRestricting: true) where never.place == nil {
      guard let windows = never.windows else { continue }
      if let finding = finding(
        .t3, never, whereNot: { windows.contains($0) }, edges: windows.edges)
      {
        found.append(finding)
      }
    }
    let only = preferences(.only, isRestricting: true).filter {
      $0.windows != nil
        && ($0.place == nil || question.point.place == nil
          || $0.place == question.point.place)
    }
    if let last = only.max(by: { $0.said < $1.said }) {
      let edges = Set(only.flatMap { $0.windows!.edges }).sorted()
      let isOut = { (clock: ClockReading) in only.allSatisfy { !$0.windows!.contains(clock) } }
      if let finding = finding(.t3, last, whereNot: isOut, edges: edges) { found.append(finding) }
    }
    return found
  }

  /// What a preference finds where in some zone a time is not to be.
  private func finding(
    _ rule: ContactRule, _ preference: KnownPreference,
    whereNot isBarred: (ClockReading) -> Bool, edges: [Int]
  ) -> ContactFinding? {
    let barred = locals.filter {
      isBarred($0.clock) && $0.clock.day <= (preference.until ?? .last)
    }
    if barred.isEmpty { return nil }
    let walks = barred.map { LocalWalk($0.zone, edges: edges) }
    let ends = walks.map { $0.change(of: isBarred, after: at) }
    let last = end(of: preference)
    let until = ends.contains(nil) ? last : min(ends.map { $0! }.max()!, last ?? .max)
    let hasReplies = !unanswered().isEmpty
    let begin = hasReplies ? walks.map { $0.begin(of: isBarred, at: at) }.max()! : at
    return ContactFinding(
      rule, preference, until: until, replies: .since(max(begin, preference.at)))
  }

  /// T5, T6: the place that the number or address is tied to, where they are not to be reached
  /// there.
  func inconvenientPlaces() -> [ContactFinding] {
    guard let place = question.point.place else { return [] }
    let rule: ContactRule = place == .home ? .t5 : .t6
    var found: [ContactFinding] = []
    for never in preferences(.never, isRestricting: true) where never.place == place {
      if let windows = never.windows {
        if let finding = finding(
          rule, never, whereNot: { windows.contains($0) }, edges: windows.edges)
        {
          found.append(finding)
        }
      } else {
        found.append(ContactFinding(rule, never, until: end(of: never)))
      }
    }
    let only = preferences(.only, isRestricting: true).filter { $0.place != nil }
    if let last = only.max(by: { $0.said < $1.said }), only.allSatisfy({ $0.place != place }) {
      found.append(ContactFinding(rule, last, until: end(of: last)))
    }
    return found
  }
}

/// The clock of a zone from one of its edges to the next.
struct LocalWalk {
  private let zone: Zone
  /// Minutes of the day at which something may change, rising, with 0 among them.
  private let edges: [Int]

  init(_ zone: Zone, edges: [Int]) { (self.zone, self.edges) = (zone, edges) }

  /// What is of the week is the same a week later, so that it changes within that or never.
  static let days: Int64 = 8

  /// When something changes that depends on the clock; nil if it never does.
  func change(of isSo: (ClockReading) -> Bool, after start: Int64) -> Int64? {
    let was = isSo(zone.clock(at: start))
    var time = start
    while time < start + Self.days * Zone.dayMilliseconds {
      time = edge(after: time)
      if isSo(zone.clock(at: time)) != was { return time }
    }
    return nil
  }

  /// Since when something is as it is; not before some days ago.
  func begin(of isSo: (ClockReading) -> Bool, at end: Int64) -> Int64 {
    var (time, begin) = (end - Self.days * Zone.dayMilliseconds, end)
    begin = time
    let now = isSo(zone.clock(at: end))
    var last = isSo(zone.clock(at: time))
    while true {
      time = edge(after: time)
      if time > end { return begin }
      let state = isSo(zone.clock(at: time))
      if state != last, state == now { begin = time }
      last = state
    }
  }

  /// The next time at which the clock shows an edge, or is moved.
  func edge(after time: Int64) -> Int64 {
    let clock = zone.clock(at: time)
    let minute = edges.first { $0 > clock.minuteOfDay } ?? WeekWindows.dayMinutes
    let startOfMinute = time - time % Zone.minute
    // By the clock as it goes now; where it is moved before, that is an edge too.
    let next = startOfMinute + Int64(minute - clock.minuteOfDay) * Zone.minute
    return zone.move(after: time, by: next) ?? next
  }
}
