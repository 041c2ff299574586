import PiperollLedger

extension Day {
  /// 1970-01-01 was a Thursday; Saturday and Sunday are the days on which the desk is closed.
  var isWeekend: Bool {
    let weekday = (number % 7 + 7 + 4) % 7
    return weekday == 0 || weekday == 6
  }
}

func twoDigits(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}
