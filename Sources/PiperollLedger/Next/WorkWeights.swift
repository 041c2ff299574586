/// What each thing counts that makes an account the next one: the policy `queue-weights`.
public struct WorkWeights: Equatable, Sendable {
  /// One of the things that count, in the order in which LOOKUP WHY shows them.
  public enum Part: CaseIterable, Sendable {
    /// A task that is due.
    case task
    /// A broken promise or plan.
    case broken
    /// A payment that came back.
    case returned
    /// Nobody has called yet.
    case neverWorked
    /// Each bucket of the oldest item.
    case bucket
    /// Each binary digit of the whole units that can be collected.
    case amount
    /// Each call of the last seven days; it is taken off.
    case calls

    /// The most that it may count. With all at their most no score is above
    /// `WorkScore.plainMax`, so that none is cut off and the order holds.
    public var max: Int {
      switch self {
      case .task, .broken, .returned, .neverWorked: 1_000
      case .bucket, .calls: 250
      case .amount: 100
      }
    }

    /// What it counts without a policy.
    public var standard: Int {
      switch self {
      case .task: 400
      case .broken: 300
      case .returned: 280
      case .neverWorked: 120
      case .bucket: 40
      case .amount: 30
      case .calls: 25
      }
    }

    /// Its place among the weights of a number: the lowest bit, and how many there are. They have
    /// to hold `max`.
    fileprivate var place: (bit: Int64, bits: Int64) {
      switch self {
      case .task: (0, 10)
      case .broken: (10, 10)
      case .returned: (20, 10)
      case .neverWorked: (30, 10)
      case .bucket: (40, 8)
      case .amount: (48, 7)
      case .calls: (55, 8)
      }
    }

    /// Its name in the policy and in LOOKUP WHY.
    public var word: String {
      switch self {
      case .task: "task"
      case .broken: "broken"
      case .returned: "returned"
      case .neverWorked: "never-worked"
      case .bucket: "bucket"
      case .amount: "amount"
      case .calls: "calls"
      }
    }
  }

  /// All weights side by side, as a policy's row keeps them.
  let number: Int64

  /// What counts without a policy.
  public static let standard = WorkWeights([:])!

  /// - Parameter weights: of some parts; the others keep what they count without a policy.
  /// - Returns: nil if one is below zero or above the most of its part.
  public init?(_ weights: [Part: Int]) {
    var number: Int64 = 0
    for part in Part.allCases {
      let weight = weights[part] ?? part.standard
      guard (0...part.max).contains(weight) else { return nil }
      number |= Int64(weight) << part.place.bit
    }
    self.number = number
  }

  /// Nil if the number stands for no weights.
  init?(number: Int64) {
    self.number = number
    if number < 0 || Part.allCases.contains(where: { self[$0] > $0.max }) { return nil }
  }

  /// What a part counts.
  public subscript(part: Part) -> Int {
    let (bit, bits) = part.place
    return Int(number >> bit & (1 << bits - 1))
  }

  /// All parts and what they count: `task:400,broken:300,...`.
  public var text: String {
    Part.allCases.map { "\($0.word):\(self[$0])" }.joined(separator: ",")
  }
}
