import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct PolicyTests {
  /// A value of a policy's type, one of a few, so that the same values come up again.
  private static func value(_ policy: Policy, _ random: inout SplitMix64) -> PolicyValue? {
    if random.oneIn(5) { return nil }
    let number = Int64(random.below(4))
    switch policy.type {
    case .money: return .money(Money(minor: number * 100))
    case .days: return .days(Int(number))
    case .years: return .years(Int(number))
    case .zone: return .zone(Zone(name: ["UTC", "Asia/Tokyo", "America/Lima"][Int(number % 3)])!)
    case .percent: return .percent(Percent(partsPerMillion: number * 1_500)!)
    case .buckets: return .buckets(AgingBuckets(lastDays: [Int(number) + 1, 90])!)
    case .order: return .order(AllocationOrder(rawValue: UInt8(number % 3))!)
    case .text: return .text("name \(number)")
    case .country: return .country(Country(code: ["US", "GB", "DE", "IT"][Int(number)])!)
    case .flag: return .flag(number % 2 == 1)
    case .grace: return .grace(Grace(Int(number), isOfWorkDays: number % 2 == 1)!)
    case .count: return .count(Int(number))
    case .strength: return .strength(RuleStrength(rawValue: UInt8(number % 3))!)
    case .domains: return .domains(DomainSet(parsing: "example.com,d\(number).example")!)
    case .weights:
      return .weights(WorkWeights([.task: Int(number), .calls: 250 - Int(number)])!)
    case .minutes: return .minutes(Int(number) + 1)
    case .verifyBefore: return .verifyBefore(VerifyBefore(rawValue: UInt8(number % 3))!)
    case .factors:
      return .factors(FactorRule(parsing: "1:\(["zip", "born,ssn4"][Int(number % 2)])")!)
    case .levels:
      return .levels(
        DunningLevels(parsing: "1:\(number):0:email+letter:\(number).00:reminder-1")!)
    case .methods: return .methods(MethodSet(Array(PaymentMethod.allCases.prefix(Int(number)))))
    }
  }

  private static func scope(_ policy: Policy, _ random: inout SplitMix64) -> PolicyScope {
    switch policy.scopes {
    case .all: .all
    case .role: .role([.operator, .supervisor, .admin][random.below(3)])
    case .kind: random.oneIn(2) ? .all : .kind(AccountKind.allCases[random.below(4)])
    }
  }

  private static func fact(_ random: inout SplitMix64) -> PolicySet {
    let policy = Policy.allCases[random.below(Policy.allCases.count)]
    let currency = Currency(code: ["USD", "JPY"][random.below(2)])!
    return PolicySet(
      policy, value(policy, &random), for: scope(policy, &random),
      in: policy.type == .money ? currency : nil)
  }

  /// The value of a policy on a day, by a search through a plain list from its end.
  private func naive(
    _ list: [(PolicySet, Int)], _ policy: Policy, _ day: Int, _ scope: PolicyScope,
    _ currency: Currency?
  ) -> PolicyValue? {
    for place in [scope, .all] {
      let set = list.last {
        $0.0.policy == policy && $0.0.scope == place && $0.0.currency == currency && $0.1 <= day
      }
      if let value = set?.0.value { return value }
    }
    return policy.defaultValue(for: scope)
  }

  @Test(arguments: UInt64(0)..<8)
  func `a policy on a day is what was last recorded from that day or before`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let play = Play()
    var list: [(PolicySet, Int)] = []
    for step in 0..<600 {
      let fact = Self.fact(&random)
      let day = random.below(20)
      play.record(Fact(fact), on: day)
      list.append((fact, day))
      if step % 100 != 99 { continue }
      var source = ByteSource(encoded(play.book))
      let again = try Book(from: &source)
      for _ in 0..<300 {
        let asked = Self.fact(&random)
        let day = random.below(22) - 1
        let known = random.below(list.count + 1)
        let expected = naive(list, asked.policy, day, asked.scope, asked.currency)
        let past = naive(
          Array(list.prefix(known)), asked.policy, day, asked.scope, asked.currency)
        let (scope, currency) = (asked.scope, asked.currency)
        #expect(
          play.book.policy(asked.policy, on: Play.day(day), for: scope, in: currency) == expected)
        #expect(again.policy(asked.policy, on: Play.day(day), for: scope, in: currency) == expected)
        #expect(
          play.book.view(known: UInt64(known)).policy(
            asked.policy, on: Play.day(day), for: scope, in: currency) == past)
      }
    }
    #expect(play.book.violations().isEmpty)
  }

  @Test func `each policy has a name, a code and a sentence of its own`() {
    for policy in Policy.allCases {
      #expect(Policy(name: policy.name) == policy && Policy(code: policy.code) == policy)
      #expect(!policy.help.isEmpty && !policy.defaultText.isEmpty)
    }
    #expect(Set(Policy.allCases.map(\.name)).count == Policy.allCases.count)
    #expect(Set(Policy.allCases.map(\.help)).count == Policy.allCases.count)
    #expect(Policy(name: "") == nil && Policy(code: 127) == nil && Policy(code: 255) == nil)
  }

  @Test func `a default is a value of the policy's type`() {
    for policy in Policy.allCases {
      for scope in [PolicyScope.all] + Role.allCases.map({ .role($0) }) {
        guard let value = policy.defaultValue(for: scope) else { continue }
        #expect(
          PolicyValue(policy.type, number: value.number, text: value.rowText) == value)
      }
    }
  }

  @Test func `a higher role has a higher limit where none was set, and an administrator none`() {
    let play = Play()
    func limits(_ policy: Policy) -> [Int64?] {
      [Role.operator, .supervisor, .admin].map {
        play.book.limit(of: policy, $0, on: Play.day(0), in: Currency(code: "JPY")!)?.minor
      }
    }
    for concession in Concession.allCases {
      let values = [Role.operator, .supervisor, .admin].map {
        concession.limit.defaultValue(for: .role($0))?.number
      }
      #expect(values[0]! > 0 && values[0]! * 10 == values[1] && values[2] == nil)
      #expect(limits(concession.limit) == values)
      #expect(limits(concession.dayLimit) == values.map { $0.map { $0 * 10 } })
    }
    let ofAmounts = Policy.allCases.filter { $0.isLimit && $0.type == .money }
    #expect(ofAmounts.count == 2 * Concession.allCases.count)
  }

  @Test func `a policy of the future makes no money later than it is`() {
    let play = Play()
    play.record(Fact(PolicySet(.approvalDays, .days(3))), on: 300)
    #expect(play.book.latestEffective == .first)
  }

  @Test(arguments: [("1.5", 15_000), ("0", 0), ("0.0001", 1), ("1000", 10_000_000)])
  func `a percentage is read as it is written`(text: String, parts: Int64) throws {
    let percent = try #require(Percent(parsing: text.utf8))
    #expect(percent.partsPerMillion == parts && percent.text == text)
  }

  @Test(arguments: ["", "-1", "1,5", "1.", "0.00001", "1000.0001", "x"])
  func `what is no percentage is refused`(text: String) {
    #expect(Percent(parsing: text.utf8) == nil)
  }

  @Test func `a share is rounded to the nearest minor unit`() {
    let percent = Percent(parsing: "1.5".utf8)!
    #expect(percent.of(Money(minor: 100)) == Money(minor: 2))
    #expect(percent.of(Money(minor: 99)) == Money(minor: 1))
    #expect(Percent.largest.of(.largest).minor == Money.largest.minor * 10)
  }
}
