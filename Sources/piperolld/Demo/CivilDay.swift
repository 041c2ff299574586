/// A day of the proleptic Gregorian calendar as the number of days since 1970-01-01.
///
/// The sample book only needs to step through a year and to write ISO dates. This file is the one
/// place where it does so, so the ledger's own day type can take its place here.
struct CivilDay: Comparable {
  let number: Int

  init(number: Int) {
    self.number = number
  }

  /// Hinnant's `days_from_civil`: years counted from March, so that the leap day comes last.
  init(year: Int, month: Int, day: Int) {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  static func < (left: CivilDay, right: CivilDay) -> Bool {
    left.number < right.number
  }

  /// 1970-01-01 was a Thursday; Saturday and Sunday are the days on which the desk is closed.
  var isWeekend: Bool {
    let weekday = (number % 7 + 7 + 4) % 7
    return weekday == 0 || weekday == 6
  }

  /// `2026-11-23`.
  var iso: String {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
  }
}

func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
