/// How days count for interest.
///
/// A day's interest is earned from its end to the end of the next, on what is open at its end. So
/// the first day counts and the last does not, and any days between two follow by addition, which
/// is what lets interest be charged in pieces that come to the whole.
public enum DayCount: UInt8, CaseIterable, Sendable {
  /// Every day, 365 of them a year, in leap years too.
  case actual365
  /// Twelve months of 30 days (30E/360): the 31st is the 30th once more, and the last of February
  /// counts for those that it lacks.
  case thirty360

  /// The days of a year.
  var yearDays: Int { self == .actual365 ? 365 : 360 }

  /// The days from one day to another; below zero backwards.
  func days(from first: Day, to last: Day) -> Int {
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
