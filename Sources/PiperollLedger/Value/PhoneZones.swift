/// What telephone numbers and regions tell of the zone in which somebody is.
public enum PhoneZones {
  /// Which map the zones of numbers are from.
  public static var release: String { PhoneZoneTable.release }

  /// The zones that a number's area code or, outside of North America, its country has; none where
  /// it tells nothing, as a toll-free number does.
  public static func zones(of number: PhoneNumber) -> [Zone] {
    var code = number.digits
    while code > 0 {
      if let zones = PhoneZoneMap.shared.ofCodes[code] { return zones }
      code /= 10
    }
    return []
  }

  /// The zones of a state or province, by its code of ISO 3166-2 such as `US-OR`; none if it is
  /// not known.
  public static func zones(ofRegion code: String) -> [Zone] {
    PhoneZoneMap.shared.ofRegions[code] ?? []
  }
}

/// The zones by codes, read from `PhoneZoneTable` at the first use. A class, so that who asks
/// copies nothing.
private final class PhoneZoneMap: Sendable {
  static let shared = PhoneZoneMap()

  let ofCodes: [UInt64: [Zone]]
  let ofRegions: [String: [Zone]]

  private init() {
    ofRegions = Self.read(PhoneZoneTable.regions)
    ofCodes = Dictionary(
      uniqueKeysWithValues: Self.read(PhoneZoneTable.codes).map { (UInt64($0)!, $1) })
  }

  private static func read(_ text: String) -> [String: [Zone]] {
    var zones: [String: [Zone]] = [:]
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: ":")
      let all = halves[0].split(separator: " ").map { Zone(name: String($0))! }
      for key in halves[1].split(separator: " ") { zones[String(key)] = all }
    }
    return zones
  }
}

/// All zones in which somebody may be.
public struct ZoneSet: Hashable, Sendable {
  /// Never empty; none twice.
  public let zones: [Zone]

  /// Nil if there is none.
  public init?(_ zones: some Sequence<Zone>) {
    self.zones = Set(zones).sorted { $0.name < $1.name }
    if self.zones.isEmpty { return nil }
  }

  /// The zones in which a person may be. The zone where they are known to be counts alone; else
  /// those of all their numbers and of the region where they live; where nothing is known, all of
  /// the United States.
  public init(known zone: Zone?, numbers: some Sequence<PhoneNumber>, region: String?) {
    if let zone {
      zones = [zone]
      return
    }
    let told =
      numbers.flatMap { PhoneZones.zones(of: $0) } + PhoneZones.zones(ofRegion: region ?? "")
    self = ZoneSet(told) ?? .unitedStates
  }

  /// Eastern, Central, Mountain, Pacific, Alaska and Hawaii.
  public static let unitedStates = ZoneSet(
    [
      "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
      "America/Anchorage", "Pacific/Honolulu",
    ].map { Zone(name: $0)! })!

  /// These zones and one more.
  func with(_ zone: Zone) -> ZoneSet { ZoneSet(zones + [zone])! }
}
