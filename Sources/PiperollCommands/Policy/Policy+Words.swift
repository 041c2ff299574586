import PiperollLedger

// How policies stand in requests, replies and the specification.

extension Policy {
  static let names = allCases.map(\.name)

  /// What a value of it looks like, for people.
  var valueText: String {
    switch type {
    case .money: isLimit ? "amount|\(unlimited)" : "amount"
    case .days: "0-\(PolicyValue.daysMax)"
    case .percent: "percent"
    case .buckets: "days,days..."
    case .order: AllocationOrder.words.joined(separator: "|")
    case .text: "text"
    }
  }

  /// For whom it may be set, for people.
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
  /// The role's or the kind's word; nil for all.
  var word: String? {
    switch self {
    case .all: nil
    case .role(let role): role.word
    case .kind(let kind): kind.word
    }
  }
}

/// A value that was set, or `none`.
func policyText(_ row: UInt32, _ book: borrowing Book) -> String {
  let set = book.policies[row]
  guard let value = book.value(ofPolicy: row) else { return noPolicy }
  if set.policy.isLimit, value == .money(.largest) { return unlimited }
  return value.text(set.currency ?? .usd)
}

/// A limit that nothing is above.
let unlimited = "unlimited"

/// What takes a policy's value away.
let noPolicy = "none"
