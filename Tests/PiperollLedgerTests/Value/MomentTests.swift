import Testing

@testable import PiperollLedger

@Suite struct MomentTests {
  /// A Monday.
  private static let today = Day(iso: "2026-11-23".utf8)!

  @Test(arguments: [
    ("fri/15:00", "2026-11-27/15:00"), ("2026-11-27/15:00", "2026-11-27/15:00"),
    ("+3d/09:30", "2026-11-26/09:30"), ("today/9:30", "2026-11-23/09:30"),
    ("mon/00:00", "2026-11-30/00:00"), ("eom/23:59", "2026-11-30/23:59"), ("fri", "2026-11-27"),
    ("2026-12-01", "2026-12-01"),
  ])
  func `a moment is a date, alone or with a slash and a time`(given: String, shown: String) throws {
    #expect(try #require(Moment(parsing: given, today: Self.today)).text == shown)
    #expect(Moment(parsing: shown, today: Self.today)?.text == shown)
  }

  @Test func `its relative day counts from the request's own`() throws {
    let friday = try #require(Day(iso: "2026-11-27".utf8))
    let moment = try #require(Moment(parsing: "fri/15:00", today: Self.today, from: friday))
    #expect(moment.text == "2026-12-04/15:00")
    #expect(Moment(parsing: "today/15:00", today: Self.today, from: friday)?.day == Self.today)
  }

  @Test(arguments: [
    "", "/", "/15:00", "15:00", "fri/", "fri/24:00", "fri/15", "fri/15:0", "fri/15:60",
    "fri 15:00", "fri/15:00/16:00", "2026-11-31/15:00", "fri/+5:00", "fri/-1:00",
  ])
  func `what is no moment is refused`(text: String) {
    #expect(Moment(parsing: text, today: Self.today) == nil)
  }

  @Test(arguments: [
    ("2026-11-27/15:00", "America/New_York", "2026-11-27T20:00"),
    // Of several zones the westernmost, in whatever order.
    ("2026-11-27/15:00", "America/New_York America/Los_Angeles", "2026-11-27T23:00"),
    ("2026-11-27/15:00", "Pacific/Honolulu America/New_York", "2026-11-28T01:00"),
    ("2026-11-27/15:00", "Pacific/Guam America/New_York", "2026-11-27T20:00"),
    ("2026-11-27", "America/New_York", "2026-11-27T05:00"),
    // 02:30 is passed over, and 01:30 comes twice.
    ("2027-03-14/02:30", "America/New_York", "2027-03-14T07:00"),
    ("2027-03-14/02:00", "America/New_York", "2027-03-14T07:00"),
    ("2027-03-14/03:00", "America/New_York", "2027-03-14T07:00"),
    ("2027-03-14/01:59", "America/New_York", "2027-03-14T06:59"),
    ("2026-11-01/01:30", "America/New_York", "2026-11-01T05:30"),
    ("2026-11-01/02:00", "America/New_York", "2026-11-01T07:00"),
    ("2026-11-01/00:59", "America/New_York", "2026-11-01T04:59"),
    ("2027-04-04/01:45", "Australia/Lord_Howe", "2027-04-03T14:45"),
    ("2026-10-04/02:15", "Australia/Lord_Howe", "2026-10-03T15:30"),
  ])
  func `it is on the person's clock`(given: String, zones: String, utc: String) throws {
    let moment = try #require(Moment(parsing: given, today: Self.today))
    let zones = zones.split(separator: " ").map { Zone(name: String($0))! }
    let parts = utc.split { "T:".contains($0) }
    let day = try #require(Day(iso: parts[0].utf8))
    let time = Int64(day.number) * 86_400_000 + (Int64(parts[1])! * 60 + Int64(parts[2])!) * 60_000
    #expect(moment.time(in: zones) == time)
  }
}
