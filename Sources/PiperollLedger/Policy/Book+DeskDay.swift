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

  /// The last millisecond of a day of the desk.
  public func end(ofDeskDay day: Day) -> Int64 {
    // No clock is more than a day from that of UTC.
    let quarter = Zone.quarterMilliseconds
    let start = Int64(day.number) * 86_400_000 / quarter
    var (low, high) = (start - 96, start + 192)
    while low < high {
      let middle = (low + high) / 2
      if deskDay(at: middle * quarter) > day { high = middle } else { low = middle + 1 }
    }
    return low * quarter - 1
  }
}
