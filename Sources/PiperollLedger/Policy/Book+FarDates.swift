extension Book {
  /// Refuses a date that is so far from today that it looks like a typing error. A wrong year
  /// cannot be taken back: what is reversed stays in the book.
  /// - Parameter key: the parameter that gives the date.
  public func demandNear(_ day: Day, _ key: StaticString, today: Day) throws(Refusal) {
    let isBack = day < today
    let policy: Policy = isBack ? .dateYearsBack : .dateYearsAhead
    let years = years(of: policy, on: today)
    // No year has fewer days, so that nearly every date is answered here.
    if abs(day - today) <= years * 365 { return }
    var needed = abs(day.civil.year - today.civil.year)
    let anniversary = today.advanced(months: isBack ? -12 * needed : 12 * needed)
    if isBack ? day < anniversary : day > anniversary { needed += 1 }
    if needed > years { throw .dateFar(day, key, policy, years: years, needed: needed) }
  }
}
