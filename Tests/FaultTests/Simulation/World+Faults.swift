import Glibc
import PiperollStore
import TestSupport

// What goes wrong with the disk.

extension World {
  /// One call or all from it on fail; transfers are short or interrupted; or the power goes amid a
  /// call.
  func randomFaults() -> FaultPlan {
    let call = chance(60)
    switch chance(8) {
    case 0: return .powerCut(after: call)
    case 1:
      var plan = FaultPlan()
      plan.shortTransfers = 0.3
      plan.interruptions = 0.3
      return plan
    case 2: return FaultPlan(rule([.sync], call % 12))
    case 3: return FaultPlan(rule([.write], call % 12))
    case 4: return FaultPlan(rule([.rename, .syncDirectory, .remove], call % 4))
    case 5: return FaultPlan(rule([.open, .allocate, .size, .truncate], call % 6))
    case 6: return FaultPlan(rule([.read, .list], call % 12))
    default: return FaultPlan(rule(nil, call))
    }
  }

  private func rule(
    _ operations: Set<StorageFault.Operation>?, _ call: Int
  ) -> FaultPlan.Rule {
    FaultPlan.Rule(
      operations, call: call, isSticky: chance(2) == 0, code: chance(4) == 0 ? ENOSPC : EIO)
  }

  func describe(_ plan: FaultPlan) -> String {
    var text = plan.powerCut.map { "the power goes after \($0) calls" } ?? ""
    if plan.shortTransfers > 0 { text = "short transfers" }
    for rule in plan.rules {
      let operations =
        rule.operations?.map(\.rawValue).sorted().joined(separator: ",") ?? "any call"
      text += "\(operations) number \(rule.call)\(rule.isSticky ? " on" : "") fails, \(rule.code)"
    }
    return text
  }
}
