/// A zone of the IANA time zone database, such as `America/New_York`.
///
/// The rules are compiled in (`ZoneTable`): the ledger reads no file, so that a book gives the same
/// days on every machine.
public struct Zone: Hashable, Sendable {
  /// Its place in `ZoneRules.shared`.
  private let place: Int

  private init(place: Int) { self.place = place }

  /// Universal time, which is the desk's where no zone was set.
  public static let utc = Zone(name: "UTC")!

  /// The zone with a name, in the database's own spelling; nil if there is none.
  public init?(name: String) {
    guard let place = ZoneRules.shared.places[name] else { return nil }
    self.place = place
  }

  /// Its name in the database.
  public var name: String { ZoneRules.shared.names[place] }

  /// The day that the zone's clocks show at a time.
  /// - Parameter milliseconds: UTC, since 1970.
  public func day(at milliseconds: Int64) -> Day {
    Day(milliseconds: milliseconds + Int64(minutesAhead(at: milliseconds)) * Self.minute)
  }

  /// The minutes by which its clocks are ahead of UTC.
  func minutesAhead(at milliseconds: Int64) -> Int {
    let rules = ZoneRules.shared
    return rules.rules[rules.ruleOfName[place]].minutesAhead(at: milliseconds)
  }

  /// The release of the database that the rules are from.
  public static var release: String { ZoneTable.release }

  /// Every zone changes its clocks, and begins its days, at a quarter of an hour of UTC. So its day
  /// stays the same for as long as such a quarter.
  public static let quarterMilliseconds = 15 * minute

  static let minute: Int64 = 60_000
}

extension Zone {
  /// The names of all zones.
  public static var names: [String] { ZoneRules.shared.names }

  /// The zones that somebody may have meant by a text that is no zone's name: the one with that
  /// name in other letters, else those of a city with that name, else those abbreviated so.
  public static func meant(by text: String) -> [Zone] {
    let city = plain(text)
    let all = ZoneRules.shared.names
    var names = all.filter { plain($0) == city }
    if names.isEmpty {
      names = all.filter { plain(String($0.split(separator: "/").last!)) == city }
    }
    if names.isEmpty { names = abbreviations[text.uppercased()] ?? [] }
    return names.compactMap { Zone(name: $0) }
  }

  /// A name as somebody may write it: small letters, `_` for blanks.
  private static func plain(_ name: String) -> String {
    name.lowercased().replacing(" ", with: "_")
  }

  /// Abbreviations are no zones: they name the time of one season, and some of them several times.
  /// The zone that most of those live in who write one; several where none stands out.
  private static let abbreviations: [String: [String]] = {
    let zones = [
      ("America/New_York", "ET EST EDT EST5EDT"), ("America/Chicago", "CT CST CDT CST6CDT"),
      ("America/Denver", "MT MST MDT MST7MDT"), ("America/Los_Angeles", "PT PST PDT PST8PDT"),
      ("America/Anchorage", "AKST AKDT"), ("Pacific/Honolulu", "HST HDT"),
      ("America/Halifax", "AST ADT"), ("America/St_Johns", "NST NDT"),
      ("America/Sao_Paulo", "BRT"), ("Europe/London", "BST"), ("Europe/Lisbon", "WET WEST"),
      ("Europe/Berlin", "CET CEST MET MEZ MESZ"), ("Europe/Athens", "EET EEST"),
      ("Europe/Moscow", "MSK"), ("Asia/Kolkata", "IST"), ("Europe/Dublin", "IST"),
      ("Asia/Jerusalem", "IST IDT"), ("Asia/Karachi", "PKT"), ("Asia/Dubai", "GST"),
      ("Asia/Singapore", "SGT"), ("Asia/Hong_Kong", "HKT"), ("Asia/Tokyo", "JST"),
      ("Asia/Seoul", "KST"), ("Africa/Johannesburg", "SAST"), ("Africa/Lagos", "WAT"),
      ("Africa/Nairobi", "EAT"), ("Australia/Sydney", "AEST AEDT"),
      ("Australia/Brisbane", "AEST"), ("Australia/Adelaide", "ACST ACDT"),
      ("Australia/Perth", "AWST"), ("Pacific/Auckland", "NZST NZDT"), ("UTC", "Z"),
    ]
    var names: [String: [String]] = [:]
    for (zone, words) in zones {
      for word in words.split(separator: " ") { names[String(word), default: []].append(zone) }
    }
    return names
  }()
}

/// The zones and their rules, read from `ZoneTable` at the first use. A class, so that who asks
/// copies nothing.
private final class ZoneRules: Sendable {
  static let shared = ZoneRules()

  let rules: [ZoneRule]
  let names: [String]
  /// For each name the number of its rule.
  let ruleOfName: [Int]
  let places: [String: Int]

  private init() {
    var (rules, names, ruleOfName) = ([ZoneRule](), [String](), [Int]())
    var places: [String: Int] = [:]
    for line in ZoneTable.text.split(separator: "\n") {
      let halves = line.split(separator: ":")
      for name in halves[1].split(separator: " ") {
        places[String(name)] = names.count
        names.append(String(name))
        ruleOfName.append(rules.count)
      }
      rules.append(ZoneRule(halves[0]))
    }
    (self.rules, self.names, self.ruleOfName, self.places) = (rules, names, ruleOfName, places)
  }
}
