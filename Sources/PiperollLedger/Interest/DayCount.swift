/// How days are counted for interest.
///
/// A day's interest is earned from its end to the end of the next day, on what is open at its end.
/// So a period counts its first day and not its last one, and adjoining periods add up. That is why
/// interest that is charged in pieces comes to the same as charged at once.
public enum DayCount: UInt8, CaseIterable, Sendable {
  /// Every day, 365 of them a year, in leap years too.
  case actual365
  /// Twelve months of 30 days (30E/360): the 31st counts as the 30th, and the last day of February
  /// also counts for the days up to 30 that February lacks.
  case thirty360

  /// The days in a year.
  var yearDays: Int { self == .actual365 ? 365 : 360 }

  /// The days from one day to another; below zero if the second is earlier.
  public func days(from first: Day, to last: Day) -> Int {
    switch self {
    case .actual365: last - first
    case .thirty360: Self.place(last) - Self.place(first)
    }
  }

  private static func place(_ day: Day) -> Int {
    let (year, month, day) = day.civil
    return year * 360 + month * 30 + min(day, 30)
  }
}
