/// The value of a policy; it has the policy's type.
public enum PolicyValue: Equatable, Sendable {
  case money(Money)
  case days(Int)
  case years(Int)
  case percent(Percent)
  case buckets(AgingBuckets)
  case order(AllocationOrder)
  case zone(Zone)
  case text(String)
  case country(Country)
  case flag(Bool)
  case grace(Grace)
  case methods(MethodSet)
  case count(Int)
  case strength(RuleStrength)
  case domains(DomainSet)
  case weights(WorkWeights)
  case minutes(Int)
  case verifyBefore(VerifyBefore)
  case factors(FactorRule)
  case levels(DunningLevels)

  /// The largest number of days in a policy: more than ten years is a typing error.
  public static let daysMax = 3_650
  /// The largest number of years in a policy: all that the calendar has.
  public static let yearsMax = 9_999
  /// The largest number of anything else in a policy: fifty years of months.
  public static let countMax = 600
  /// The fewest and the most minutes in a policy: who works longer than a day has gone home.
  public static let minutesRange = 1...480
  /// The longest text of a policy: room for a number and a name in a chart of accounts.
  public static let textBytesMax = 64

  /// The value as text for people. For money use `text(_:)`, because its text depends on the
  /// currency.
  public var text: String { text(.usd) }

  /// The value as text for people.
  /// - Parameter currency: the currency, if the value is money.
  public func text(_ currency: Currency) -> String {
    switch self {
    case .money(let amount): amount.text(decimals: currency.decimals)
    case .days(let days): "\(days)"
    case .years(let years): "\(years)"
    case .percent(let percent): percent.text
    case .buckets(let buckets): buckets.text
    case .order(let order): order.word
    case .zone(let zone): zone.name
    case .text(let text): text
    case .country(let country): country.code
    case .flag(let flag): flag ? "yes" : "no"
    case .grace(let grace): grace.text
    case .methods(let set): set.text
    case .count(let count): "\(count)"
    case .strength(let strength): strength.id
    case .domains(let domains): domains.text
    case .weights(let weights): weights.text
    case .minutes(let minutes): "\(minutes)"
    case .verifyBefore(let calls): calls.id
    case .factors(let rule): rule.text
    case .levels(let levels): levels.text
    }
  }

  /// The value as it is stored in the number of its row; 0 if the row stores it as a text.
  var number: Int64 {
    switch self {
    case .money(let amount): amount.minor
    case .days(let days): Int64(days)
    case .years(let years): Int64(years)
    case .percent(let percent): percent.partsPerMillion
    case .order(let order): Int64(order.rawValue)
    case .country(let country): Int64(country.letters)
    case .flag(let flag): flag ? 1 : 0
    case .grace(let grace): grace.number
    case .methods(let set): Int64(set.bits)
    case .count(let count): Int64(count)
    case .strength(let strength): Int64(strength.rawValue)
    case .weights(let weights): weights.number
    case .minutes(let minutes): Int64(minutes)
    case .verifyBefore(let calls): Int64(calls.rawValue)
    case .factors(let rule): rule.number
    case .buckets, .zone, .text, .domains, .levels: 0
    }
  }

  /// The value as it is stored in the text of its row; empty if the row stores it as a number.
  var rowText: String {
    switch self {
    case .buckets(let buckets): buckets.text
    case .zone(let zone): zone.name
    case .text(let text): text
    case .domains(let domains): domains.text
    case .levels(let levels): levels.text
    case .money, .days, .years, .percent, .order, .country, .flag, .grace, .methods, .count,
      .strength, .weights, .minutes, .verifyBefore, .factors:
      ""
    }
  }

  /// The case that a row's number stands for; nil if it stands for none.
  private static func choice<Choice: RawRepresentable<UInt8>>(_ number: Int64) -> Choice? {
    UInt8(exactly: number).flatMap { Choice(rawValue: $0) }
  }

  /// The value that a row's number and text stand for; nil if they are no value of that type.
  init?(_ type: Policy.ValueType, number: Int64, text: String) {
    if !type.isText, !text.isEmpty { return nil }
    switch type {
    case .money:
      guard (0...Money.largest.minor).contains(number) else { return nil }
      self = .money(Money(minor: number))
    case .days:
      guard (0...Int64(Self.daysMax)).contains(number) else { return nil }
      self = .days(Int(number))
    case .years:
      guard (0...Int64(Self.yearsMax)).contains(number) else { return nil }
      self = .years(Int(number))
    case .percent:
      guard let percent = Percent(partsPerMillion: number) else { return nil }
      self = .percent(percent)
    case .order:
      guard let order: AllocationOrder = Self.choice(number) else { return nil }
      self = .order(order)
    case .buckets:
      guard number == 0, let buckets = AgingBuckets(text: text) else { return nil }
      self = .buckets(buckets)
    case .zone:
      guard number == 0, let zone = Zone(name: text) else { return nil }
      self = .zone(zone)
    case .text:
      guard number == 0, !text.isEmpty, text.utf8.count <= Self.textBytesMax else { return nil }
      self = .text(text)
    case .country:
      guard let country = UInt16(exactly: number).flatMap({ Country(letters: $0) }) else {
        return nil
      }
      self = .country(country)
    case .flag:
      guard (0...1).contains(number) else { return nil }
      self = .flag(number == 1)
    case .grace:
      guard let grace = Grace(number: number) else { return nil }
      self = .grace(grace)
    case .methods:
      guard let set = MethodSet(bits: number) else { return nil }
      self = .methods(set)
    case .count:
      guard (0...Int64(Self.countMax)).contains(number) else { return nil }
      self = .count(Int(number))
    case .strength:
      guard let strength: RuleStrength = Self.choice(number) else { return nil }
      self = .strength(strength)
    case .domains:
      guard number == 0, let domains = DomainSet(parsing: text) else { return nil }
      self = .domains(domains)
    case .weights:
      guard let weights = WorkWeights(number: number) else { return nil }
      self = .weights(weights)
    case .minutes:
      guard let minutes = Int(exactly: number), Self.minutesRange.contains(minutes) else {
        return nil
      }
      self = .minutes(minutes)
    case .verifyBefore:
      guard let calls: VerifyBefore = Self.choice(number) else { return nil }
      self = .verifyBefore(calls)
    case .factors:
      guard let rule = FactorRule(number: number) else { return nil }
      self = .factors(rule)
    case .levels:
      guard number == 0, let levels = DunningLevels(parsing: text) else { return nil }
      self = .levels(levels)
    }
  }
}

extension Policy.ValueType {
  /// Whether a row stores the value as a text.
  fileprivate var isText: Bool {
    switch self {
    case .buckets, .zone, .text, .domains, .levels: true
    case .money, .days, .years, .percent, .order, .country, .flag, .grace, .methods, .count,
      .strength, .weights, .minutes, .verifyBefore, .factors:
      false
    }
  }
}

/// For whom a policy is set.
public enum PolicyScope: Hashable, Sendable {
  case all
  case role(Role)
  case kind(AccountKind)

  private static var roleCodes: UInt8 { 0x40 }
  private static var kindCodes: UInt8 { 0x80 }

  /// Its byte in the journal and in the book's rows.
  var code: UInt8 {
    switch self {
    case .all: 0
    case .role(let role): Self.roleCodes | role.rawValue
    case .kind(let kind): Self.kindCodes | kind.rawValue
    }
  }

  /// The scope that a byte stands for, among those that a policy allows; nil if there is none.
  init?(code: UInt8, of scopes: Policy.Scopes) {
    if code == 0, scopes != .role {
      self = .all
    } else if scopes == .role, code & Self.kindCodes == 0,
      let role = Role(rawValue: code ^ Self.roleCodes)
    {
      self = .role(role)
    } else if scopes == .kind, let kind = AccountKind(rawValue: code ^ Self.kindCodes) {
      self = .kind(kind)
    } else {
      return nil
    }
  }
}
