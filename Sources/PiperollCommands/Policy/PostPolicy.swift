import PiperollLedger
import PiperollWire

enum PostPolicy {
  static let spec = CommandSpec(
    "POST POLICY",
    "Sets a policy from a day on; its earlier values stay in the book. HELP POLICIES lists them.",
    role: .supervisor,
    parameters: [
      Parameter("policy", .choice(Policy.names), .required, .positional, "which policy"),
      Parameter(
        "value", .text, .required, .positional,
        "its value, of the policy's type; none: the default again; a limit may be unlimited too"),
      Parameter("role", .choice(Role.words), help: "for a limit: the role that it is for"),
      Parameter(
        "kind", .choice(AccountKind.words), .defaulted("all kinds"),
        help: "for some policies: the kind of account that it is for"),
      Parameter("currency", .currency, .defaulted("USD"), help: "for an amount: its currency"),
      Parameter(
        "date", .date, .defaulted("today"),
        help: "the date from which it holds; at most a year ahead"),
      .memo,
    ],
    example: "POST POLICY writeoff-limit 50.00 role=operator date=2026-12-01 -- as agreed",
    fields: [.entry] + Telling.policy.fields,
    codes: [.created, .dup, .ok, .refMismatch, .invalid], effect: .write(decide),
    dateAheadDays: aheadDaysMax)

  /// A policy may be set up to a year ahead, because what begins with a month or a year is agreed
  /// before it.
  private static let aheadDaysMax = 366

  @Sendable private static func decide(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ effective: Day
  ) throws(Failure) -> Fact {
    let policy = try arguments.policy("policy")
    let scope = try scope(of: policy, arguments)
    let currency = try arguments.currency("currency")
    if policy.type != .money, currency != nil {
      throw arguments.bad("currency", "leave it out: \(policy.name) is no amount")
    }
    let unit = policy.type == .money ? currency ?? .usd : nil
    let value = try value(of: policy, unit ?? .usd, arguments)
    return book.decide(PolicySet(policy, value, for: scope, in: unit))
  }

  private static func scope(
    of policy: Policy, _ arguments: borrowing Arguments
  ) throws(Failure) -> PolicyScope {
    let role = try arguments.choice("role", Role.self)
    let kind = try arguments.choice("kind", AccountKind.self)
    if role != nil, policy.scopes != .role {
      throw arguments.bad("role", "leave it out: \(policy.name) is no limit of a role")
    }
    if kind != nil, policy.scopes != .kind {
      throw arguments.bad("kind", "leave it out: \(policy.name) is for all kinds of accounts")
    }
    if policy.scopes == .role {
      guard let role, role >= .operator else {
        throw arguments.bad("role", "with a limit, one of operator supervisor admin")
      }
      return .role(role)
    }
    return kind.map { .kind($0) } ?? .all
  }

  private static func value(
    of policy: Policy, _ currency: Currency, _ arguments: borrowing Arguments
  ) throws(Failure) -> PolicyValue? {
    let text = try arguments.freeText("value")
    if text == noPolicy { return nil }
    if text == noLimit, let most = policy.unlimited { return most }
    switch policy.type {
    case .money: return .money(try arguments.money("value", currency))
    case .days:
      return .days(try arguments.count("value", in: 0...PolicyValue.daysMax) ?? 0)
    case .years:
      return .years(try arguments.count("value", in: 0...PolicyValue.yearsMax) ?? 0)
    case .percent:
      guard let percent = Percent(parsing: text.utf8) else {
        throw arguments.bad("value", "a percentage such as 1.5; at most \(Percent.largest.text)")
      }
      return .percent(percent)
    case .buckets: return .buckets(try arguments.buckets("value", text))
    case .order:
      return try arguments.choice("value", AllocationOrder.self).map { .order($0) }
    case .zone: return .zone(try arguments.zone("value", text))
    case .text:
      guard text.utf8.count <= PolicyValue.textBytesMax else {
        throw arguments.bad("value", "at most \(PolicyValue.textBytesMax) bytes")
      }
      return .text(text)
    case .country:
      guard let country = Country(code: text) else {
        throw arguments.bad("value", "a country of ISO 3166 such as US, GB or DE")
      }
      return .country(country)
    case .flag:
      guard text == "yes" || text == "no" else { throw arguments.bad("value", "yes or no") }
      return .flag(text == "yes")
    case .grace:
      guard let grace = Grace(parsing: text) else {
        throw arguments.bad(
          "value", "days such as 2b (work days) or 3d; at most \(Grace.countMax)")
      }
      return .grace(grace)
    case .count:
      return .count(try arguments.count("value", in: 0...PolicyValue.countMax) ?? 0)
    case .strength:
      guard let strength = RuleStrength.allCases.first(where: { $0.id == text }) else {
        throw arguments.bad("value", "block, warn or off")
      }
      return .strength(strength)
    case .domains:
      guard let domains = DomainSet(parsing: text) else {
        throw arguments.bad(
          "value",
          "domains with commas between them: gmail.com,yahoo.com; at most"
            + " \(DomainSet.bytesMax) bytes")
      }
      return .domains(domains)
    case .methods: return .methods(try arguments.methods("value", text))
    case .weights: return .weights(try arguments.weights("value", text))
    case .minutes:
      return try arguments.count("value", in: PolicyValue.minutesRange).map { .minutes($0) }
    case .verifyBefore: return .verifyBefore(try arguments.verifyBefore("value", text))
    case .factors: return .factors(try arguments.factors("value", text))
    case .levels:
      guard let levels = DunningLevels(parsing: text) else {
        throw arguments.bad("value", "\(DunningLevels.formText), the levels from 1")
      }
      return .levels(levels)
    }
  }
}

extension Arguments {
  /// A zone by its name.
  func zone(_ name: StaticString, _ text: String) throws(Failure) -> Zone {
    if let zone = Zone(name: text) { return zone }
    let meant = Spelling.zones(text)
    throw bad(
      name,
      meant.isEmpty
        ? "a zone of the IANA database, such as America/New_York, Europe/London, UTC"
        : "a zone of the IANA database: \(meant.joined(separator: " or "))?")
  }

  /// On which calls a caller has to show who they are.
  fileprivate func verifyBefore(
    _ name: StaticString, _ text: String
  ) throws(Failure) -> VerifyBefore {
    guard let calls = VerifyBefore.allCases.first(where: { $0.id == text }) else {
      throw bad(name, "inbound, all or off")
    }
    return calls
  }

  /// How a caller shows who they are.
  fileprivate func factors(
    _ name: StaticString, _ text: String
  ) throws(Failure) -> FactorRule {
    guard let rule = FactorRule(parsing: text) else {
      throw bad(
        name,
        "how many have to fit of which: \(FactorRule.standard.text); each factor once, and at"
          + " least as many as have to fit")
    }
    return rule
  }

  /// The policy that a parameter names.
  func policy(_ name: StaticString) throws(Failure) -> Policy {
    let word = required(name)
    if let policy = Policy(name: word) { return policy }
    let near = nearest(word.lowercased(), in: Policy.names).map { "\($0)?" }
    throw bad(name, near ?? "a policy; HELP POLICIES lists them")
  }
}
