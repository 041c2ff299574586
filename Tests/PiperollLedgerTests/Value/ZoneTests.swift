import Foundation
import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct ZoneTests {
  /// A time of UTC such as `2026-11-23T05:00`, in milliseconds since 1970.
  private static func time(_ text: String) -> Int64 {
    let day = Day(iso: text.utf8.prefix(10))!
    let parts = text.dropFirst(11).split(separator: ":").map { Int64($0)! }
    return Int64(day.number) * 86_400_000 + (parts[0] * 60 + parts[1]) * 60_000
  }

  struct Midnight: Sendable {
    var zone: String
    /// The first minute of the day, as UTC.
    var start: String
    var day: String

    init(_ zone: String, _ start: String, _ day: String) {
      (self.zone, self.start, self.day) = (zone, start, day)
    }
  }

  @Test(arguments: [
    Midnight("UTC", "2026-11-23T00:00", "2026-11-23"),
    Midnight("America/New_York", "2026-11-24T05:00", "2026-11-24"),
    Midnight("America/New_York", "2026-07-01T04:00", "2026-07-01"),
    // Clocks go forward on the second Sunday of March and back on the first of November.
    Midnight("America/New_York", "2026-03-08T05:00", "2026-03-08"),
    Midnight("America/New_York", "2026-03-09T04:00", "2026-03-09"),
    Midnight("America/New_York", "2026-11-01T04:00", "2026-11-01"),
    Midnight("America/New_York", "2026-11-02T05:00", "2026-11-02"),
    Midnight("Pacific/Kiritimati", "2026-11-22T10:00", "2026-11-23"),
    Midnight("Pacific/Pago_Pago", "2026-11-23T11:00", "2026-11-23"),
    Midnight("Asia/Kathmandu", "2026-11-22T18:15", "2026-11-23"),
    Midnight("Pacific/Chatham", "2026-11-22T10:15", "2026-11-23"),
    Midnight("Australia/Lord_Howe", "2026-07-01T13:30", "2026-07-02"),
    Midnight("America/Sao_Paulo", "2026-12-31T03:00", "2026-12-31"),
    Midnight("Europe/Dublin", "2026-06-30T23:00", "2026-07-01"),
    Midnight("Africa/Casablanca", "2026-02-20T00:00", "2026-02-20"),
    Midnight("Africa/Casablanca", "2026-04-01T23:00", "2026-04-02"),
  ])
  func `a day begins at midnight by the zone's clocks`(row: Midnight) throws {
    let zone = try #require(Zone(name: row.zone))
    let start = Self.time(row.start)
    #expect(zone.day(at: start).text == row.day)
    #expect(zone.day(at: start - 1) == zone.day(at: start).advanced(days: -1))
  }

  private static let python = ExportFile.find("python3", variable: "PYTHON3")
  private static let databaseRelease: String? = {
    let file = try? String(contentsOfFile: "/usr/share/zoneinfo/tzdata.zi", encoding: .utf8)
    return file?.prefix { $0 != "\n" }.split(separator: " ").last.map(String.init)
  }()

  /// Prints each zone with the minutes that it is ahead of UTC in 2026, and each change until 2050
  /// as the minute of UTC since 1970 and the minutes ahead from then on.
  private static let script = """
    import sys, zoneinfo
    from datetime import datetime, timedelta, timezone
    def ahead(zone, minute):
        at = datetime.fromtimestamp(minute * 60, zone)
        return int(at.utcoffset().total_seconds()) // 60
    first, end = 29453760, 42075360
    for name in sys.stdin.read().split():
        zone = zoneinfo.ZoneInfo(name)
        low, last = first, ahead(zone, first)
        words = [name, str(last)]
        for high in range(first + 10080, end, 10080):
            now = ahead(zone, high)
            if now != last:
                a, b = high - 10080, high
                while b - a > 1:
                    m = (a + b) // 2
                    if ahead(zone, m) == last: a = m
                    else: b = m
                words += [str(b), str(now)]
                last = now
        print(*words)
    """

  @Test(
    .enabled(if: python != nil, "python3 is not in PATH"),
    .enabled(if: databaseRelease == Zone.release, "the machine's tz database is another release"))
  func `every zone agrees with python's zoneinfo until 2050`() throws {
    let names = try ExportFile(Zone.names)
    let command = "exec \(try #require(Self.python)) -c \"$0\" < \(names.path)"
    let answer = try ExportFile.run("/bin/sh", ["-c", command, Self.script])
    #expect(answer.code == 0, "\(answer.text.suffix(500))")
    let lines = answer.text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == Zone.names.count)
    var faults: [String] = []
    for words in lines {
      let zone = try #require(Zone(name: String(words[0])))
      let numbers = words.dropFirst().map { Int64($0)! }
      var (ahead, next) = (numbers[0], 1)
      var minute: Int64 = 29_453_760
      while minute < 42_000_000 {
        while next < numbers.count, numbers[next] <= minute {
          let change = numbers[next] * 60_000
          let (before, after) = (Int(ahead), Int(numbers[next + 1]))
          if zone.minutesAhead(at: change - 1) != before || zone.minutesAhead(at: change) != after {
            faults.append("\(zone.name) \(change)")
          }
          ahead = numbers[next + 1]
          next += 2
        }
        if zone.minutesAhead(at: minute * 60_000) != Int(ahead) {
          faults.append("\(zone.name) \(minute)")
        }
        minute += 10_007
      }
    }
    #expect(faults.isEmpty, "\(faults.prefix(10))")
  }

  @Test func `a zone's day stays the same for a quarter of an hour`() throws {
    var random = SplitMix64(seed: 3)
    let quarter = Zone.quarterMilliseconds
    for _ in 0..<20_000 {
      let zone = try #require(Zone(name: Zone.names[random.below(Zone.names.count)]))
      let start = (Self.time("2026-01-01T00:00") / quarter + Int64(random.below(400_000))) * quarter
      #expect(zone.day(at: start) == zone.day(at: start + quarter - 1))
    }
  }

  @Test func `no name stands twice`() {
    #expect(Set(Zone.names).count == Zone.names.count)
    #expect(Zone.names.allSatisfy { $0.utf8.count <= PolicyValue.textBytesMax })
  }

  // MARK: The desk's day

  /// A book in which policies set zones, each with the day from which it holds.
  private static func book(_ settings: [(zone: String?, from: String)]) -> Book {
    let play = Play()
    for (zone, from) in settings {
      let value = zone.map { PolicyValue.zone(Zone(name: $0)!) }
      play.record(
        Fact(PolicySet(.deskZone, value)), on: Day(iso: from.utf8)! - Play.day(0))
    }
    return play.book.view()
  }

  @Test func `without a zone the desk's day is that of UTC`() {
    let book = Self.book([])
    #expect(book.deskDay(at: Self.time("2026-11-23T23:59")).text == "2026-11-23")
    #expect(book.deskZone(at: 0).name == "UTC")
  }

  @Test func `a zone holds from the beginning of its day by its own clocks`() {
    let book = Self.book([
      ("America/New_York", "2026-11-24"), ("Pacific/Kiritimati", "2026-12-01"),
      (nil, "2026-12-24"),
    ])
    func day(_ time: String) -> String { book.deskDay(at: Self.time(time)).text }
    // UTC until it is the 24th in New York.
    #expect(day("2026-11-23T03:00") == "2026-11-23")
    #expect(day("2026-11-24T04:59") == "2026-11-24")
    #expect(book.deskZone(at: Self.time("2026-11-24T04:59")).name == "UTC")
    #expect(book.deskZone(at: Self.time("2026-11-24T05:00")).name == "America/New_York")
    #expect(day("2026-11-25T04:59") == "2026-11-24" && day("2026-11-25T05:00") == "2026-11-25")
    // Kiritimati's 1 December begins at 10:00 of 30 November.
    #expect(day("2026-11-30T09:59") == "2026-11-30" && day("2026-11-30T10:00") == "2026-12-01")
    // UTC again from its own midnight.
    #expect(day("2026-12-23T23:59") == "2026-12-24" && day("2026-12-24T00:00") == "2026-12-24")
    #expect(day("2026-12-24T23:59") == "2026-12-24")
  }

  @Test func `what is known of the zone decides the day`() {
    let play = Play()
    let time = Self.time("2026-11-25T03:00")
    let before = play.book.sequence
    play.record(
      Fact(PolicySet(.deskZone, .zone(Zone(name: "America/New_York")!))),
      on: Day(iso: "2026-01-01".utf8)! - Play.day(0))
    #expect(play.book.deskDay(at: time).text == "2026-11-24")
    #expect(play.book.view(known: before).deskDay(at: time).text == "2026-11-25")
  }

  @Test func `a day of the desk ends with its last millisecond`() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<500 {
      let book = Self.book([
        (Zone.names[random.below(Zone.names.count)], "2026-01-01"),
        (random.oneIn(2) ? nil : "Asia/Tokyo", "2027-01-01"),
      ])
      let day = Day(iso: "2026-02-01".utf8)!.advanced(days: random.below(320))
      let end = book.end(ofDeskDay: day)
      #expect(book.deskDay(at: end) == day && book.deskDay(at: end + 1) == day.advanced(days: 1))
    }
  }

  @Test func `what was recorded on a day was recorded by its end, also where the desk moves west`()
  {
    let book = Self.book([
      ("Pacific/Kiritimati", "2026-01-01"), ("Pacific/Pago_Pago", "2026-11-23"),
    ])
    var days: [String] = []
    for quarter in 0..<(5 * 96) {
      let time = Self.time("2026-11-21T00:00") + Int64(quarter) * Zone.quarterMilliseconds
      let day = book.deskDay(at: time)
      if days.last != day.text { days.append(day.text) }
      #expect(time <= book.end(ofDeskDay: day))
      #expect(book.deskDay(at: book.end(ofDeskDay: day) + 1) > day)
    }
    // The 24th had begun in Kiritimati when the 23rd began in Pago Pago.
    #expect(
      days.prefix(6) == [
        "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24", "2026-11-23", "2026-11-24",
      ])
  }
}
