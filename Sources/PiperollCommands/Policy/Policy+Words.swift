import PiperollLedger

// How policies are written in requests, replies and the specification.

extension Policy {
  static let names = allCases.map(\.name)

  /// What a value of the policy looks like, for people.
  var valueText: String {
    isLimit ? "\(typeText)|\(noLimit)" : typeText
  }

  private var typeText: String {
    switch type {
    case .money: "amount"
    case .days: "0-\(PolicyValue.daysMax)"
    case .years: "0-\(PolicyValue.yearsMax)"
    case .percent: "percent"
    case .buckets: "days,days..."
    case .order: AllocationOrder.words.joined(separator: "|")
    case .zone: "zone"
    case .text: "text"
    case .country: "two letters of ISO 3166"
    case .flag: "yes|no"
    case .grace: "days: 2b (work days) or 3d"
    case .count: "0-\(PolicyValue.countMax)"
    case .strength: "block|warn|off"
    case .domains: "domain,domain..."
    case .weights: WorkWeights.formText
    case .minutes:
      "\(PolicyValue.minutesRange.lowerBound)-\(PolicyValue.minutesRange.upperBound)"
    case .verifyBefore: VerifyBefore.allCases.map(\.id).joined(separator: "|")
    case .factors: "count:factor,factor..."
    case .levels: DunningLevels.formText
    case .methods: "method,method...|\(MethodSet.empty)"
    }
  }

  /// Which scopes the policy can be set for, for people.
  var scopeText: String {
    let scope =
      switch scopes {
      case .all: ""
      case .role: "role="
      case .kind: "kind= or none"
      }
    return [scope, type == .money ? "currency=" : ""].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}

extension PolicyScope {
  /// The word of the role or the kind; nil for all.
  var word: String? {
    switch self {
    case .all: nil
    case .role(let role): role.word
    case .kind(let kind): kind.word
    }
  }
}

/// The value that a row of the table of policies set, as text; `none` if it took the value away.
func policyText(_ row: UInt32, _ book: borrowing Book) -> String {
  let set = book.policies[row]
  guard let value = book.value(ofPolicy: row) else { return noPolicy }
  if value == set.policy.unlimited { return noLimit }
  return value.text(set.currency ?? .usd)
}

/// The word for a limit that no amount is above.
let noLimit = "unlimited"

/// The word that takes a policy's value away, so that the default is in force again.
let noPolicy = "none"
