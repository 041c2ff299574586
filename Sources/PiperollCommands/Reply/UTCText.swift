import PiperollLedger

/// A time of UTC, to the second: `2026-11-24T02:00:00Z`.
func utcText(_ time: Int64) -> String {
  let clock = Zone.utc.clock(at: time)
  let second = clock.secondOfDay % 60
  return "\(clock.day.text)T\(TimeOfDay.text(ofMinute: clock.minuteOfDay))"
    + ":\(second < 10 ? "0" : "")\(second)Z"
}

/// A moment on a screen: `2026-11-28 14:37Z`.
func shownMoment(_ milliseconds: Int64) -> String {
  utcText(milliseconds).prefix(16).replacing("T", with: " ") + "Z"
}
