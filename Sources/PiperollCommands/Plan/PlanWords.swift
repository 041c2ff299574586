import PiperollLedger

extension PlanState: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .paid: "paid"
    case .ended: "ended"
    case .replaced: "replaced"
    case .offered: "offered"
    case .lapsed: "lapsed"
    case .current: "current"
    case .accepted: "accepted"
    case .behind: "behind"
    case .grace: "grace"
    case .defaulted: "default"
    case .broken: "broken"
    }
  }
}

/// Whether interest accrues while a plan is kept.
enum PlanInterest: UInt8, CaseIterable, Sendable {
  case run, stop
}

extension PlanInterest: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .run: "run"
    case .stop: "stop"
    }
  }
}

extension PlanRow {
  /// What it is, in a word.
  var word: String { isSettlement ? "settlement" : "plan" }

  /// What a settlement takes off, in percent of what was owed, with one decimal.
  var percent: String {
    let tenths =
      (Int128(discount.minor) * 1_000 * 2 + Int128(open.minor)) / (Int128(open.minor) * 2)
    return Money(minor: Int64(tenths)).text(decimals: 1)
  }
}
