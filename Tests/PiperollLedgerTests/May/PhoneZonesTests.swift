import Testing

@testable import PiperollLedger

/// desk.md, "Zone rules are compiled in", and 6, "T2 zones".
@Suite struct PhoneZonesTests {
  private static let codes: [Substring] = PhoneZoneTable.codes.split { " :\n".contains($0) }.filter
  {
    $0.count == 4 && $0.first == "1"
  }

  private static func zones(_ code: some StringProtocol) -> [Zone] {
    PhoneZones.zones(of: PhoneNumber(stored: "+\(code)5550147")!)
  }

  /// How far a zone's clocks are ahead in each hour of some years.
  private static func behaviour(_ zone: Zone) -> [Int] {
    let start: Int64 = 1_767_225_600_000
    return (0..<12 * 365).map { zone.minutesAhead(at: start + Int64($0) * 86_400_000) }
  }

  @Test func `the 441 codes of North America are 42 zones, 15 behaviours, 21 unions`() {
    let all = Self.codes.map { Self.zones($0) }
    #expect(all.count == 441 && all.allSatisfy { !$0.isEmpty })
    let zones = Set(all.flatMap(\.self))
    #expect(zones.count == 42)
    let behaviours = Dictionary(uniqueKeysWithValues: zones.map { ($0, Self.behaviour($0)) })
    #expect(Set(behaviours.values).count == 15)
    #expect(Set(all.map { Set($0.map { behaviours[$0]! }) }).count == 21)
    #expect(all.count { $0.count > 1 } == 25)
  }

  @Test(arguments: [
    ("+12125550147", "America/New_York"), ("+18505550147", "America/Chicago America/New_York"),
    ("+18085550147", "Pacific/Honolulu"), ("+16715550147", "Pacific/Guam"),
    ("+19025550147", "America/Halifax"), ("+17095550147", ""),
    ("+442079460123", "Europe/London"), ("+81312345678", "Asia/Tokyo"),
    // Toll-free, and a code that nobody has.
    ("+18005550147", nil), ("+18885550147", nil), ("+19995550147", nil),
  ])
  func `a number has the zones of its code`(number: String, zones: String?) throws {
    let told = PhoneZones.zones(of: try #require(PhoneNumber(stored: number))).map(\.name)
    if let zones, zones.isEmpty {
      #expect(told.contains("America/St_Johns") && told.count == 3)
    } else {
      #expect(Set(told).isSuperset(of: (zones ?? "").split(separator: " ").map(String.init)))
      if zones == nil { #expect(told.isEmpty) }
    }
  }

  @Test(arguments: [
    ("US-OR", "America/Los_Angeles America/Boise"), ("US-NY", "America/New_York"),
    ("CA-SK", "America/Regina America/Swift_Current America/Edmonton"), ("US-ZZ", ""), ("", ""),
    ("DE-BY", ""),
  ])
  func `a region has its zones`(region: String, zones: String) {
    let told = PhoneZones.zones(ofRegion: region).map(\.name)
    #expect(told == zones.split(separator: " ").map(String.init))
  }

  @Test func `all states and provinces have zones`() {
    let states = """
      AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM
      NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC AS GU MP PR UM VI
      """
    let provinces = "AB BC MB NB NL NS NT NU ON PE QC SK YT"
    let codes =
      states.split(whereSeparator: \.isWhitespace).map { "US-\($0)" }
      + provinces.split(separator: " ").map { "CA-\($0)" }
    #expect(codes.count == 70)
    for code in codes { #expect(!PhoneZones.zones(ofRegion: code).isEmpty, "\(code)") }
  }

  @Test func `where somebody is known to be counts alone, else all that tells something`() throws {
    let numbers = ["+12125550147", "+18005550147"].map { PhoneNumber(stored: $0)! }
    func names(_ zone: String?, _ region: String?) -> [String] {
      ZoneSet(known: zone.map { Zone(name: $0)! }, numbers: numbers, region: region).zones
        .map(\.name)
    }
    #expect(names("Asia/Tokyo", "US-CA") == ["Asia/Tokyo"])
    #expect(names(nil, "US-CA") == ["America/Los_Angeles", "America/New_York"])
    #expect(names(nil, nil) == ["America/New_York"])
    let nothing = ZoneSet(known: nil, numbers: [], region: nil)
    #expect(nothing == .unitedStates && nothing.zones.count == 6)
  }
}
