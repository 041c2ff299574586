import Foundation
import TestSupport
import Testing

@testable import PiperollLedger

/// desk.md 6, "Hours", "T2 zones" and "until"; 12 CFR 1006.6(b)(1)(i) with comments 1 and 2.
@Suite struct HoursTests {
  static func situation(numbers: [String], region: String? = nil, zone: String? = nil) -> Situation
  {
    var situation = Situation()
    situation.facts.zones = ZoneSet(
      known: zone.map { Zone(name: $0)! },
      numbers: numbers.map { PhoneNumber(stored: $0)! }, region: region)
    return situation
  }

  struct Hours: Sendable {
    var numbers: [String]
    var region: String?
    var day: String
    /// The first and the last minute, by the clock of New York.
    var opens: String
    var closes = "21:00"

    init(_ numbers: [String], _ region: String?, _ day: String, _ opens: String) {
      (self.numbers, self.region, self.day, self.opens) = (numbers, region, day, opens)
    }
  }

  private static let eastern = "+12125550147"

  @Test(arguments: [
    // Comment 6(b)(1)(i)-2.i and .ii.
    Hours([eastern], "US-CA", "2026-11-23", "11:00"),
    Hours([eastern, "+13035550147"], nil, "2026-11-23", "10:00"),
    // An area code with two zones.
    Hours(["+18505550147"], nil, "2026-11-23", "09:00"),
    Hours([eastern, "+18505550147"], nil, "2026-11-23", "09:00"),
    Hours([eastern], "US-HI", "2026-11-23", "13:00"),
    // Nothing known; a toll-free number tells nothing.
    Hours([], nil, "2026-11-23", "13:00"), Hours(["+18005550147"], nil, "2026-11-23", "13:00"),
    Hours([eastern], "US-GU", "2026-11-23", "17:00"),
    // Arizona does not move its clocks.
    Hours([eastern], "US-AZ", "2026-10-31", "11:00"),
    Hours([eastern], "US-AZ", "2026-11-01", "10:00"),
    Hours([eastern], "US-AZ", "2027-03-13", "10:00"),
    Hours([eastern], "US-AZ", "2027-03-14", "11:00"),
    Hours([eastern], nil, "2026-11-23", "08:00"), Hours([eastern], "US-NY", "2026-11-23", "08:00"),
    Hours([eastern], "US-FL", "2026-11-23", "09:00"),
    Hours([eastern], "US-IN", "2026-11-23", "09:00"),
  ])
  func `hours are those of every zone where they may be`(row: Hours) {
    let situation = Self.situation(numbers: row.numbers, region: row.region)
    let opening = situation.time("\(row.day) \(row.opens)")
    #expect(
      situation.ask("\(row.day) \(row.opens)")
        == "ALLOW \(Situation.utc(situation.time("\(row.day) \(row.closes)")))")
    let early = situation.facts.answer(
      ContactQuestion(.call, situation.point, at: opening - 1000))
    #expect(early.verdict == .block && early.until == opening)
    #expect(early.rule == .t1 || early.rule == .t2)
    #expect(situation.answer("\(row.day) \(row.closes):01").verdict == .block)
  }

  @Test(arguments: [
    ("America/New_York", "2026-10-31", "2026-10-31T12:00:00Z"),
    ("America/New_York", "2026-11-01", "2026-11-01T13:00:00Z"),
    ("America/Phoenix", "2026-10-31", "2026-10-31T15:00:00Z"),
    ("America/Phoenix", "2026-11-01", "2026-11-01T15:00:00Z"),
    ("America/Indiana/Tell_City", "2026-11-01", "2026-11-01T14:00:00Z"),
  ])
  func `08:00 is by the clock of the zone that is known`(zone: String, day: String, utc: String) {
    // The zone that is set is the only one, whatever their numbers tell.
    var situation = Self.situation(numbers: ["+18085550147"], region: "US-HI", zone: zone)
    situation.zone = Zone(name: zone)!
    #expect(situation.ask("\(day) 07:59:59") == "BLOCK T1 \(utc)")
    #expect(situation.answer("\(day) 08:00").verdict == .allow)
  }

  @Test(arguments: [
    ("21:00:00", "ALLOW 2026-11-24T02:00:00Z"), ("21:00:01", "BLOCK T1 2026-11-24T13:00:00Z"),
    ("20:59:59", "ALLOW 2026-11-24T02:00:00Z"), ("07:59:59", "BLOCK T1 2026-11-23T13:00:00Z"),
    ("08:00:00", "ALLOW 2026-11-24T02:00:00Z"), ("00:00:00", "BLOCK T1 2026-11-23T13:00:00Z"),
  ])
  func `both ends of the hours are within them`(time: String, answer: String) {
    #expect(Situation().ask("2026-11-23 \(time)") == answer)
  }

  @Test(arguments: [
    // ET and PT at 09:00 ET.
    ("+12125550147 +12135550147", "2026-11-23 09:00", "BLOCK T2 2026-11-23T16:00:00Z"),
    // Over the days on which clocks are moved.
    ("+12125550147", "2026-10-31 22:30", "BLOCK T1 2026-11-01T13:00:00Z"),
    ("+12125550147", "2027-03-13 22:30", "BLOCK T1 2027-03-14T12:00:00Z"),
    // Past 21:00 in the east, and then not yet 08:00 in the west: it is asked again.
    ("+12125550147 +18085550147", "2026-11-23 21:30", "BLOCK T2 2026-11-24T18:00:00Z"),
  ])
  func `a block lasts until it is 08:00 everywhere`(numbers: String, at: String, answer: String) {
    let numbers = numbers.split(separator: " ").map(String.init)
    #expect(Self.situation(numbers: numbers).ask(at) == answer)
  }

  @Test(arguments: ContactChannel.allCases)
  func `hours are for all that is not a letter`(channel: ContactChannel) {
    var situation = Situation()
    switch channel {
    case .call, .voicemail: break
    case .text: situation.point.lastWritten = Day(iso: "2026-11-20".utf8)
    case .email: situation.useEmail()
    case .letter: situation.useMail()
    }
    let answer = situation.answer("2026-11-23 22:00", channel)
    #expect(answer.verdict == (channel == .letter ? .allow : .block))
    #expect(answer.reasons.map(\.rule) == (channel == .letter ? [] : [.t1]))
    #expect(answer.reasons.allSatisfy { $0.section == "1006.6(b)(1)(i)" })
  }

  @Test(arguments: [
    (RuleStrength.off, "ALLOW"), (.warn, "WARN T1 2026-11-24T13:00:00Z"),
    (.block, "BLOCK T1 2026-11-24T13:00:00Z"),
  ])
  func `the desk's own debts are held as strictly as it wants`(
    strength: RuleStrength, answer: String
  ) {
    var situation = Situation()
    situation.facts.isThirdParty = false
    situation.facts.strengths[.t1] = strength
    #expect(situation.ask("2026-11-23 22:00") == answer)
  }

  @Test func `what they have said they want is told apart from what only zones say`() {
    // In both zones it is night: T1. In one of them: T2.
    let both = Self.situation(numbers: ["+12125550147", "+13125550147"])
    #expect(both.answer("2026-11-23 05:00").rule == .t1)
    #expect(both.answer("2026-11-23 08:30").rule == .t2)
  }

  // MARK: An independent oracle

  private static let python = ExportFile.find("python3", variable: "PYTHON3")
  /// PIPEROLL_DATA stands in for ../shared/data where the project is checked out elsewhere.
  private static let map: String? = {
    let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent()
    }
    let given = ProcessInfo.processInfo.environment["PIPEROLL_DATA"]
    let data = given ?? root.appending(path: "../shared/data").standardizedFileURL.path
    let file = "\(data)/reference/google__libphonenumber_timezones_map_data.txt"
    return FileManager.default.isReadableFile(atPath: file) ? file : nil
  }()

  /// Reads codes and times from its input. Of each it prints whether it is from 08:00:00 to
  /// 21:00:00 in all zones of the code, and the next time at which that changes: all clocks are
  /// moved at quarters of an hour.
  private static let script = """
    import sys, zoneinfo
    from datetime import datetime, time
    zones = {}
    for line in open(sys.argv[1]):
        key, _, names = line.strip().partition("|")
        if len(key) >= 4 and key[0] == "1":
            zones.setdefault(key[:4], set()).update(names.split("&"))
    zones = {k: [zoneinfo.ZoneInfo(n) for n in v] for k, v in zones.items()}
    def open_(code, second):
        for zone in zones[code]:
            clock = datetime.fromtimestamp(second, zone).time()
            if clock < time(8) or clock > time(21): return False
        return True
    print(len(zones))
    for line in sys.stdin:
        code, second = line.split()
        second = int(second)
        now = open_(code, second)
        later = second // 900 * 900
        while True:
            if now and later >= second and not open_(code, later + 1): break
            if not now and later > second and open_(code, later): break
            later += 900
        print(code, second, int(now), later)
    """

  @Test(
    .enabled(if: python != nil, "python3 is not in PATH"),
    .enabled(if: map != nil, "no libphonenumber map in ../shared/data/reference"))
  func `the hours of every area code are those of python's zoneinfo`() throws {
    let codes: [Substring] = PhoneZoneTable.codes.split { " :\n".contains($0) }.filter {
      $0.count == 4 && $0.first == "1"
    }
    var random = SplitMix64(seed: 21)
    let start = 1_767_225_600  // 2026-01-01
    let questions = codes.flatMap { code in
      (0..<2).map { _ in "\(code) \(start + random.below(12 * 365 * 86_400))" }
    }
    let input = try ExportFile(questions)
    let command = "exec \(try #require(Self.python)) -c \"$0\" \"$1\" < \(input.path)"
    let answer = try ExportFile.run(
      "/bin/sh", ["-c", command, Self.script, try #require(Self.map)])
    #expect(answer.code == 0, "\(answer.text.suffix(500))")
    let lines = answer.text.split(separator: "\n")
    #expect(lines.first == "441" && codes.count == 441 && lines.count == questions.count + 1)
    var faults: [Substring] = []
    for line in lines.dropFirst() {
      let words = line.split(separator: " ")
      var situation = Situation()
      situation.facts.zones = ZoneSet(
        known: nil, numbers: [PhoneNumber(stored: "+\(words[0])5550147")!], region: nil)
      let at = Int64(words[1])! * 1000
      let told = situation.facts.answer(ContactQuestion(.call, situation.point, at: at))
      let isOpen = told.verdict == .allow
      if isOpen != (words[2] == "1") || told.until != Int64(words[3])! * 1000 {
        faults.append(line)
      }
    }
    #expect(faults.isEmpty, "\(faults.prefix(10))")
  }
}
