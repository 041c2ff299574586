// The desk's own day: the date on the clocks of the zone that the policy `desk-zone` names.

extension Book {
  /// The desk's day at a time, recorded or present. This is the one way from a time to a day.
  ///
  /// A zone holds from the beginning, by its own clocks, of the day from which it was set. Before
  /// any is set it is UTC.
  /// - Parameter milliseconds: UTC, since 1970.
  public func deskDay(at milliseconds: Int64) -> Day {
    if rows(of: .deskZone).isEmpty { return Day(milliseconds: milliseconds) }
    return deskZone(at: milliseconds).day(at: milliseconds)
  }

  /// The desk's zone at a time.
  /// - Parameter milliseconds: UTC, since 1970.
  public func deskZone(at milliseconds: Int64) -> Zone {
    for row in rows(of: .deskZone).reversed() {
      // A setting without a value brings the default back.
      let value = value(ofPolicy: row) ?? Policy.deskZone.defaultValue(for: .all)
      guard case .zone(let zone) = value else { continue }
      if policies[row].effective <= zone.day(at: milliseconds) { return zone }
    }
    return .utc
  }

  /// The last millisecond at which the desk's day was this one or an earlier one. What is recorded
  /// by then is recorded by the end of the day.
  ///
  /// Where the desk moves west, and where clocks go back over midnight, a day comes a second time.
  /// So the last quarter of an hour counts, and not the first change of the day.
  public func end(ofDeskDay day: Day) -> Int64 {
    // No clock is more than a day from that of UTC.
    let quarter = Zone.quarterMilliseconds
    let start = Int64(day.number) * 86_400_000 / quarter
    var end = start + 192
    while end > start - 96, deskDay(at: (end - 1) * quarter) > day { end -= 1 }
    return end * quarter - 1
  }

  /// Noon of a day of the desk: the time that is asked about where a past day is.
  public func noon(ofDeskDay day: Day) -> Int64 {
    deskZone(at: end(ofDeskDay: day)).time(of: day, minute: 12 * 60)
  }
}
