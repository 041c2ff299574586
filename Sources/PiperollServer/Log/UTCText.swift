import PiperollLedger

/// `2026-11-24T09:30:00.125Z`
/// - Parameter milliseconds: since 1970.
public func utcText(_ milliseconds: Int64) -> String {
  let day = Day(milliseconds: milliseconds)
  let time = Int(milliseconds - Int64(day.number) * 86_400_000)
  func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.count)) + text
  }
  let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60].map { digits($0, 2) }
  return "\(day.text)T\(clock.joined(separator: ":")).\(digits(time % 1000, 3))Z"
}
