import Glibc
import PiperollStore

/// The calls of a simulated disk so far, and which of them fail.
struct Luck: Sendable {
  var plan = FaultPlan() {
    didSet { matched = plan.rules.map { _ in 0 } }
  }
  private(set) var calls = 0
  private(set) var hasFailed = false
  /// The disk has another self by now, or no power.
  private(set) var isOff = false
  private var matched: [Int] = []

  mutating func turnOff() { isOff = true }

  /// Counts a call and throws if it fails. `needsRoom` where a full disk may fail it.
  mutating func meet(
    _ operation: StorageFault.Operation, _ path: String, needsRoom: Bool = false,
    _ random: inout SplitMix64
  ) throws(StorageFault) {
    if let limit = plan.powerCut, calls >= limit { isOff = true }
    calls += 1
    guard let code = code(operation, path, needsRoom, &random) else { return }
    if code != EINTR { hasFailed = true }
    throw StorageFault(operation, path, code: code)
  }

  /// How many of `count` bytes a read or write moves.
  func moved(of count: Int, _ random: inout SplitMix64) -> Int {
    count > 1 && random.chance(plan.shortTransfers) ? 1 + random.below(count - 1) : count
  }

  private mutating func code(
    _ operation: StorageFault.Operation, _ path: String, _ needsRoom: Bool,
    _ random: inout SplitMix64
  ) -> Int32? {
    if isOff { return EIO }
    for (index, rule) in plan.rules.enumerated() where rule.matches(operation, path) {
      matched[index] += 1
      let number = matched[index] - 1
      if number == rule.call || (rule.isSticky && number > rule.call) { return rule.code }
    }
    if [.read, .write].contains(operation), random.chance(plan.interruptions) { return EINTR }
    if random.chance(plan.errors) { return EIO }
    return needsRoom && random.chance(plan.noSpace) ? ENOSPC : nil
  }
}
